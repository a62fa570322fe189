"""The events of a streamed completion, read from the line by ourselves.

The SDK and its client read them through nine generators inside each other, and close some of them. Whoever
stops half-way leaves the others to the garbage collector, which closes them in any order and in the midst
of other work. Here everything that was begun has ended before the reader goes on.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import suppress
from typing import Any, cast

import httpx2
import orjson
from openai.types.chat import ChatCompletionChunk

from prosa.llm.failing import Failed, Outcome

LONGEST_LINE = 1024 * 1024
"""Bytes of one event at most: a line that never ends is no answer."""
REST_SECONDS = 0.1
"""How long the end of an answer may take after its last event, for the connection to serve again."""
_LAST = "[DONE]"


class EventReader:
    """Server-sent events: bytes in, the data of each event that is whole out. Pure."""

    def __init__(self) -> None:
        self._rest = b""
        self._data: list[str] = []

    def read(self, part: bytes) -> Iterator[str]:
        """What this part completes. Raises `ValueError` for what is no text, or does not end."""
        *lines, self._rest = (self._rest + part).split(b"\n")
        if len(self._rest) + sum(map(len, self._data)) > LONGEST_LINE:
            raise ValueError("an event without an end")
        for line in lines:
            field, _, value = line.removesuffix(b"\r").decode().partition(":")
            if field == "data":
                self._data.append(value.removeprefix(" "))
            elif not field and not value and self._data:
                data, self._data = "\n".join(self._data), []
                yield data


async def chunks_of(response: httpx2.Response) -> AsyncGenerator[ChatCompletionChunk]:
    """What a streamed answer brings, up to its end. Closes it in any case.

    Raises `Failed` when the server says that it failed, `ValueError` for nonsense, and what the line raises.
    """
    reader = EventReader()
    parts = response.aiter_bytes()
    try:
        async for part in parts:
            for data in reader.read(part):
                if data.startswith(_LAST):
                    await _run_out(parts)
                    return
                yield _chunk(data)
    finally:
        await response.aclose()
        # With the line closed, whoever still waits for something from it comes to an end.
        with suppress(httpx2.HTTPError, httpx2.StreamError):
            async for _ in parts:
                pass


def _chunk(data: str) -> ChatCompletionChunk:
    """As lenient as the SDK: anything may stand where text should."""
    said: Any = orjson.loads(data)
    if not isinstance(said, dict):
        raise ValueError("not a chunk")
    fields = cast(dict[str, Any], said)
    if fields.get("error"):
        raise Failed(Outcome.BROKEN, may_pass=True)
    return ChatCompletionChunk.construct(**fields)


async def _run_out(parts: AsyncGenerator[bytes]) -> None:
    with suppress(httpx2.HTTPError, TimeoutError):
        async with asyncio.timeout(REST_SECONDS):
            async for _ in parts:
                pass
