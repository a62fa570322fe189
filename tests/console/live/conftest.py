"""Agents at their sockets, on one node or two."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from prosa.engines.database import Database
from prosa.language.model import Model
from prosa.packs.schema import Pack
from prosa.people.agents import Agents
from prosa.settings import Settings
from tests.serving import ANSWER_SECONDS, Served, serving


@asynccontextmanager
async def socket_of(served: Served, token: str, **options: Any) -> AsyncGenerator[ClientConnection]:
    protocols = [Subprotocol("prosa.agent.v1"), Subprotocol(f"token.{token}")]
    url = f"{served.url.replace('http', 'ws')}/ws/agent"
    async with connect(url, subprotocols=protocols, **options) as socket:
        yield socket


@dataclass
class Seat:
    """An agent at the console: a socket, and the API."""

    name: str
    token: str = field(repr=False)
    socket: ClientConnection
    http: httpx.AsyncClient
    heard: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    async def send(self, kind: str, **frame: Any) -> None:
        await self.socket.send(orjson.dumps({"type": kind, **frame}).decode())

    async def hear(self, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next frame that is awaited; all that come before it are kept in `heard`."""
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                frame = orjson.loads(await self.socket.recv())
                self.heard.append(frame)
                if until(frame):
                    return frame

    async def counts(self, **fields: int) -> None:
        """Waits until these are the counts, or were since the connection began."""

        def counted(frame: dict[str, Any]) -> bool:
            return frame["type"] == "counts" and fields.items() <= frame["counts"].items()

        if not any(map(counted, self.heard)):
            await self.hear(counted)

    async def next(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The next frame of this type with these fields."""
        wanted = {"type": kind, **fields}
        return await self.hear(lambda frame: wanted.items() <= frame.items())

    async def row(self, conversation: str, **fields: Any) -> dict[str, Any]:
        """The next row told of this conversation with these fields."""
        wanted = {"id": conversation, **fields}
        found: list[dict[str, Any]] = []

        def told(frame: dict[str, Any]) -> bool:
            rows = frame["conversations"] if frame["type"] == "conversations" else []
            found[:] = [row for row in rows if wanted.items() <= row.items()]
            return bool(found)

        await self.hear(told)
        return found[0]

    async def do(self, conversation: str, step: str, **body: Any) -> dict[str, Any]:
        answer = await self.http.post(f"/api/agent/conversations/{conversation}/{step}", json=body or None)
        assert answer.is_success, answer.text
        return answer.json()

    async def open(self, conversation: str, after: int = -1) -> list[dict[str, Any]]:
        """Opens a conversation; the events that came with it."""
        await self.send("open", conversation=conversation, after=after)
        before = len(self.heard)
        await self.next("opened", conversation=conversation)
        return events_in(self.heard[before:], conversation)


def events_in(frames: list[dict[str, Any]], conversation: str) -> list[dict[str, Any]]:
    return [
        event
        for frame in frames
        if frame["type"] == "events" and frame["conversation"] == conversation
        for event in frame["events"]
    ]


Sit = Callable[..., AbstractAsyncContextManager[Seat]]


@pytest.fixture
def sit(served: Served, database: Database) -> Sit:
    """Hires an agent, who sits down at the console of a node."""

    @asynccontextmanager
    async def sit(
        name: str = "Ana", at: Served = served, token: str | None = None, presence: str = "busy"
    ) -> AsyncGenerator[Seat]:
        if token is None:
            _, token = await Agents(database).create(name, f"{name.lower()}@loja.example")
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=at.url, timeout=ANSWER_SECONDS, headers=headers) as http:
            # Who is busy takes what they choose, and is given nothing.
            await http.put("/api/agent/presence", json={"presence": presence})
            async with socket_of(at, token) as socket:
                seat = Seat(name, token, socket, http)
                assert (await seat.next("connected"))["agent"]["name"] == name
                yield seat

    return sit


@pytest.fixture
async def other(served: Served, settings: Settings, pack: Pack, model: Model) -> AsyncIterator[Served]:
    """A second node beside `served`."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(serving(settings, pack, model))
