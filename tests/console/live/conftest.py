"""Agents at their sockets, on two nodes that serve all tests of a module.

Each test has agents and customers of its own, and looks at nothing else. Who gets up leaves nothing behind.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest
from anyio.from_thread import start_blocking_portal
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from prosa.engines.database import Database
from prosa.language.model import Model
from prosa.packs.schema import Pack
from prosa.people.agents import Agents
from tests.served import settings_of_shop
from tests.serving import ANSWER_SECONDS, Served, serving
from tests.shelves import Shelves


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
    id: str = ""
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

    async def counted(self) -> dict[str, int]:
        """The counts as they were told last. The first come with the connection."""
        told = [frame["counts"] for frame in self.heard if frame["type"] == "counts"]
        return told[-1] if told else (await self.next("counts"))["counts"]

    async def counts(self, fields: Mapping[str, int]) -> None:
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

    async def get_up(self) -> None:
        """Ends what they hold, so that none of it comes back to the queue, and goes offline."""
        await self.http.put("/api/agent/presence", json={"presence": "busy"})
        held = (await self.http.get("/api/agent/conversations?view=mine")).json()["conversations"]
        for one in held:
            await self.http.post(f"/api/agent/conversations/{one['id']}/resolve")
        await self.http.put("/api/agent/presence", json={"presence": "offline"})

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


@pytest.fixture(scope="module")
def nodes(
    database_url: str,
    valkey_url: str,
    worker: int,
    shelves: Shelves,
    pack: Pack,
    model: Model,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Served, Served]]:
    """Two nodes of one company."""
    home = tmp_path_factory.mktemp("live")
    settings = settings_of_shop(home, shelves, database_url, valkey_url, worker, name="live")
    with ExitStack() as stack:
        portal = stack.enter_context(start_blocking_portal())
        both = [serving(settings, pack, model) for _ in range(2)]
        one, other = (stack.enter_context(portal.wrap_async_context_manager(node)) for node in both)
        yield one, other


@pytest.fixture
def served(nodes: tuple[Served, Served]) -> Served:
    """The first of them."""
    return nodes[0]


@pytest.fixture
def other(nodes: tuple[Served, Served]) -> Served:
    """The second."""
    return nodes[1]


@pytest.fixture
async def company(served: Served) -> AsyncIterator[Database]:
    """Their database."""
    url = served.node.settings.database_url
    assert url is not None
    database = Database(url.get_secret_value(), pool=2)
    yield database
    await database.close()


@pytest.fixture
def sit(served: Served, company: Database) -> Sit:
    """Hires an agent, who sits down at the console of a node."""

    @asynccontextmanager
    async def sit(
        name: str = "Ana",
        at: Served = served,
        token: str | None = None,
        presence: str = "busy",
        room: int = 5,
        comes_back: bool = False,
    ) -> AsyncGenerator[Seat]:
        if token is None:
            _, token = await Agents(company).create(
                name, f"{uuid4().hex}@loja.example", max_conversations=room
            )
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=at.url, timeout=ANSWER_SECONDS, headers=headers) as http:
            # Who is busy takes what they choose, and is given nothing.
            await http.put("/api/agent/presence", json={"presence": presence})
            async with socket_of(at, token) as socket:
                seat = Seat(name, token, socket, http)
                connected = await seat.next("connected")
                assert connected["agent"]["name"] == name
                seat.id = connected["agent"]["id"]
                try:
                    yield seat
                finally:
                    if not comes_back:
                        await seat.get_up()

    return sit
