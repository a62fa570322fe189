"""Takes the body of an upload, bounded in size and time; and only so many at once on a node."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager

from fastapi import Request
from starlette.requests import ClientDisconnect

from prosa.conversations.errors import Invalid, ProsaError, TooMany
from prosa.desk.files.store import MOST_BYTES, FileTooLarge

UPLOAD_SECONDS = 120.0
AT_ONCE = 8
"""Uploads that a node holds in memory at a time."""
AT_ONCE_OF_ONE = 3
"""Of them, those of one address of customers: whoever sends slowly does not take all places."""


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
        self._of = Counter[str]()

    async def read(self, request: Request, most: int = MOST_BYTES, address: str | None = None) -> bytes:
        """The whole body, of `most` bytes at most; `address` bounds how many come from there at a time.

        Raises `FileTooLarge`, `TooSlow`, `TooMany`, `Invalid`.
        """
        announced = request.headers.get("content-length", "")
        if announced.isdigit() and float(announced) > most:
            raise FileTooLarge
        if self._free <= 0:
            raise TooMany(5, "Muitos arquivos estão sendo enviados agora. Tente de novo em instantes.")
        with self._place_of(address):
            return await self._read(request, most)

    @contextmanager
    def _place_of(self, address: str | None) -> Generator[None]:
        """One of the uploads that an address has under way."""
        if address is None:
            yield
            return
        if self._of[address] >= AT_ONCE_OF_ONE:
            raise TooMany(5, "Outros arquivos seus ainda estão chegando. Tente de novo em instantes.")
        self._of[address] += 1
        try:
            yield
        finally:
            self._of[address] -= 1
            self._of += Counter()  # Forgets those who have none.

    async def _read(self, request: Request, most: int) -> bytes:
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
