"""Reads files in a process of its own, within limits of size, time and memory."""

import asyncio
import sys
from types import TracebackType
from typing import Any, Self

import orjson

from prosa.library.imports.documents import Document
from prosa.library.imports.items import Unreadable

MAX_FILE_BYTES = 20 * 1024 * 1024
READ_SECONDS = 30.0
"""Longest that one file may take."""
_LONGEST_ANSWER = 64 * 1024 * 1024


class Reader:
    """Reads one file at a time; starts its process at the first, and a new one after a file that hung it."""

    def __init__(self, seconds: float = READ_SECONDS) -> None:
        self._seconds = seconds
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def read(self, name: str, data: bytes) -> Document:
        """What a file says, by the end of its name. Raises `Unreadable`."""
        answer = await self._asked("document", name, data)
        return Document(answer["body"], answer["title"], answer["head"])

    async def markdown(self, html: str) -> str:
        """All of a piece of HTML as Markdown. Raises `Unreadable`."""
        return (await self._asked("html", "", html.encode(errors="ignore")))["body"]

    async def links(self, url: str, data: bytes) -> list[str]:
        """Addresses that the page at `url` links to. Raises `Unreadable`."""
        return (await self._asked("links", url, data))["links"]

    async def sitemap(self, data: bytes) -> tuple[list[str], list[str]]:
        """Pages and further sitemaps that a sitemap names. Raises `Unreadable`."""
        answer = await self._asked("sitemap", "", data)
        return answer["pages"], answer["maps"]

    async def _asked(self, wanted: str, name: str, data: bytes) -> dict[str, Any]:
        if len(data) > MAX_FILE_BYTES:
            raise Unreadable(f"O arquivo passa de {MAX_FILE_BYTES // 2**20} MB.")
        async with self._turn:
            answer = await self._answer(wanted, name, data)
        if "problem" in answer:
            raise Unreadable(answer["problem"])
        return answer

    async def _answer(self, wanted: str, name: str, data: bytes) -> dict[str, Any]:
        """The child's answer. A child that hangs or dies is replaced, and the file is to blame."""
        try:
            async with asyncio.timeout(self._seconds):
                process = await self._started()
                assert process.stdin is not None
                assert process.stdout is not None
                asked = {"wanted": wanted, "name": name, "bytes": len(data)}
                process.stdin.write(orjson.dumps(asked, option=orjson.OPT_APPEND_NEWLINE))
                process.stdin.write(data)
                await process.stdin.drain()
                line = await process.stdout.readline()
            answer: dict[str, Any] = orjson.loads(line)
        except TimeoutError:
            await self._stop()
            raise Unreadable(f"O arquivo não pôde ser lido em {self._seconds:.0f} segundos.") from None
        except (OSError, ValueError):
            await self._stop()
            raise Unreadable("O arquivo não pôde ser lido: parece corrompido.") from None
        except asyncio.CancelledError:
            await self._stop()  # half of a question is in its pipe
            raise
        return answer

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "prosa.library.imports.child",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST_ANSWER,
            )
        return self._process

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()
