"""A whole node for tests: the sample pack, trained once a run, served on a free port over real HTTP."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from prosa.app import build_app, serve
from prosa.engines import Engines
from prosa.language.model import Model
from prosa.listening import server_config
from prosa.node import Node, open_node
from prosa.packs.schema import Pack
from prosa.settings import Settings

ANSWER_SECONDS = 15


@dataclass(frozen=True)
class Served:
    """A node that serves."""

    url: str
    node: Node = field(repr=False)

    @asynccontextmanager
    async def chat(self, session_id: str | None = None, **options: Any) -> AsyncGenerator["Chat"]:
        """A socket of a customer, past `connected`."""
        protocols = [Subprotocol("prosa.v1")] + ([Subprotocol(f"token.{session_id}")] if session_id else [])
        url = f"{self.url.replace('http', 'ws')}/ws/chat"
        async with connect(url, subprotocols=protocols, **options) as socket:
            chat = Chat(socket)
            chat.connected = await chat.next("connected")
            yield chat


class Chat:
    """A customer at a socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.connected: Mapping[str, Any] = {}
        self.heard: list[dict[str, Any]] = []

    @property
    def session_id(self) -> str:
        return self.connected["session_id"]

    async def send(self, **frame: Any) -> None:
        await self.socket.send(orjson.dumps(frame).decode())

    async def next(self, *types: str) -> dict[str, Any]:
        """The next frame of one of these types; everything that comes before it is kept in `heard`."""
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                frame = orjson.loads(await self.socket.recv())
                self.heard.append(frame)
                if frame["type"] in types:
                    return frame

    async def say(self, text: str, id: str | None = None) -> dict[str, Any]:
        """Says something and gives the answer."""
        await self.send(type="message", text=text, **({"id": id} if id else {}))
        accepted = await self.next("accepted", "error")
        assert accepted["type"] == "accepted", accepted
        answers = [frame for frame in self.heard if frame["type"] == "response"]
        while not any(frame["answers"] == accepted["offset"] for frame in answers):
            answers.append(await self.next("response"))
        return next(frame for frame in answers if frame["answers"] == accepted["offset"])


@asynccontextmanager
async def serving(settings: Settings, pack: Pack, model: Model) -> AsyncGenerator[Served]:
    """Serves on a free port of this machine while the context is open."""
    assert settings.database_url is not None
    assert settings.valkey_url is not None
    engines = Engines(
        database_url=settings.database_url.get_secret_value(),
        valkey_url=settings.valkey_url.get_secret_value(),
        embedded_database=False,
        embedded_valkey=False,
    )
    async with open_node(settings, engines, pack, model) as node:
        app = build_app(settings)
        serve(app, node)
        server = uvicorn.Server(
            server_config(app, settings, host="127.0.0.1", port=0, timeout_graceful_shutdown=2)
        )
        running = asyncio.create_task(server.serve())
        while not server.started and not running.done():
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield Served(f"http://127.0.0.1:{port}", node)
        finally:
            server.should_exit = True
            await running


def client(served: Served) -> httpx.AsyncClient:
    """Speaks HTTP to it."""
    return httpx.AsyncClient(base_url=served.url, timeout=ANSWER_SECONDS)
