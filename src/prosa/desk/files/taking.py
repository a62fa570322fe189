"""Takes the body of an upload, bounded in size and time; and only so many at once on a node."""

import asyncio
from collections.abc import AsyncGenerator

from fastapi import Request
from starlette.requests import ClientDisconnect

from prosa.conversations.errors import Invalid, ProsaError, TooMany
from prosa.desk.files.store import MOST_BYTES, FileTooLarge

UPLOAD_SECONDS = 120.0
AT_ONCE = 8
"""Uploads that a node holds in memory at a time."""


class TooSlow(ProsaError):
    """It did not arrive in time."""

    status = 408
    code = "too_slow"
    says = "O arquivo não chegou a tempo."


class Uploads:
    """Reads bodies of uploads."""

    def __init__(self, at_once: int = AT_ONCE, seconds: float = UPLOAD_SECONDS) -> None:
        self._free = at_once
        self._seconds = seconds

    async def read(self, request: Request, most: int = MOST_BYTES) -> bytes:
        """The whole body, of `most` bytes at most. Raises `FileTooLarge`, `TooSlow`, `TooMany`, `Invalid`."""
        announced = request.headers.get("content-length", "")
        if announced.isdigit() and float(announced) > most:
            raise FileTooLarge
        if self._free <= 0:
            raise TooMany(5, "Muitos arquivos estão sendo enviados agora. Tente de novo em instantes.")
        self._free -= 1
        try:
            async with asyncio.timeout(self._seconds):
                return await _whole(request.stream(), most)
        except TimeoutError:
            raise TooSlow from None
        except ClientDisconnect:
            raise Invalid("O arquivo não chegou inteiro.") from None
        finally:
            self._free += 1


async def _whole(chunks: AsyncGenerator[bytes], most: int) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise FileTooLarge
    return bytes(body)
