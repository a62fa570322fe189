"""Uploads that are under way at the same time."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from starlette.requests import Request
from starlette.types import Message

from prosa.conversations.errors import TooMany
from prosa.desk.files.taking import AT_ONCE_OF_ONE, Uploads


def request(end: asyncio.Event) -> Request:
    """An upload whose last byte comes when the event is set."""

    async def receive() -> Message:
        await end.wait()
        return {"type": "http.request", "body": b"foto", "more_body": False}

    return Request({"type": "http", "method": "POST", "headers": []}, receive)


@asynccontextmanager
async def under_way(uploads: Uploads, address: str | None, count: int) -> AsyncGenerator[None]:
    """So many uploads from an address that do not end before this does."""
    end = asyncio.Event()
    slow = [asyncio.create_task(uploads.read(request(end), address=address)) for _ in range(count)]
    await asyncio.sleep(0)
    yield
    end.set()
    assert await asyncio.gather(*slow) == [b"foto"] * count


async def test_one_address_takes_some_places_and_leaves_others_theirs():
    uploads, now = Uploads(), asyncio.Event()
    now.set()
    async with under_way(uploads, "10.0.0.1", AT_ONCE_OF_ONE):
        with pytest.raises(TooMany):
            await uploads.read(request(now), address="10.0.0.1")
        assert await uploads.read(request(now), address="10.0.0.2") == b"foto"
    assert await uploads.read(request(now), address="10.0.0.1") == b"foto"


async def test_all_together_have_as_many_places_as_a_node_holds():
    uploads, now = Uploads(at_once=2), asyncio.Event()
    now.set()
    async with under_way(uploads, None, 2):
        with pytest.raises(TooMany):
            await uploads.read(request(now), address="10.0.0.2")
    assert await uploads.read(request(now)) == b"foto"
