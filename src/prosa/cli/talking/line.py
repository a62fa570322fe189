"""The line to a running Prosa: it comes back when it breaks, asks for what it missed, and loses nothing."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated
from urllib.parse import urlsplit

import orjson
from pydantic import Field, TypeAdapter, ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

from prosa.channels.web.protocol import (
    SUBPROTOCOL,
    Accepted,
    AgentMessage,
    CloseCode,
    Connected,
    ErrorCode,
    ErrorFrame,
    Escalated,
    MessageFrame,
    Pong,
    QueueFrame,
    RatingFrame,
    ResponseFrame,
    Resumed,
    TypingFrame,
)

ServerFrame = (
    Connected
    | MessageFrame
    | Accepted
    | TypingFrame
    | ResponseFrame
    | Escalated
    | QueueFrame
    | AgentMessage
    | RatingFrame
    | Resumed
    | ErrorFrame
    | Pong
)
_server_frame: TypeAdapter[ServerFrame] = TypeAdapter(Annotated[ServerFrame, Field(discriminator="type")])

FIRST_PAUSE = 0.3
LONGEST_PAUSE = 10.0
"""Seconds between attempts to come back: doubled each time, with some chance in them."""
_AWAY = (OSError, TimeoutError, ConnectionClosed, InvalidHandshake)
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Refused(ConnectionError):
    """Nobody answers at this address, or we may not connect there."""


class Line:
    """One conversation over sockets that may come and go. All in one event loop."""

    def __init__(self, url: str, hear: Callable[[ServerFrame], None], lost: Callable[[], None]) -> None:
        """`hear` is given every frame, events once and in order; `lost` hears when the line broke."""
        self._url = url
        self._hear = hear
        self._lost = lost
        self._socket: ClientConnection | None = None
        self._session: str | None = None
        self._seen = -1
        self._unaccepted: dict[str, str] = {}
        self._again: set[asyncio.Task[None]] = set()
        self.open = asyncio.Event()

    async def run(self) -> None:
        """Keeps the line up until cancelled. Raises `Refused` when it cannot be opened the first time."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self._hold()
                pause = FIRST_PAUSE
            except _AWAY as error:
                if self._session is None and not self._unaccepted:
                    raise Refused(f"{self._url}: {error}") from error
            if self.open.is_set():
                self.open.clear()
                pause = FIRST_PAUSE
                self._lost()
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - so that not all come at once
            pause = min(pause * 2, LONGEST_PAUSE)

    async def say(self, id: str, text: str) -> None:
        """Sends a message; again after each break of the line, until it is accepted or refused."""
        self._unaccepted[id] = text
        await self.send({"type": "message", "id": id, "text": text})

    async def send(self, frame: dict[str, object]) -> None:
        """Sends a frame if the line is up."""
        if self._socket is not None:
            with suppress(ConnectionClosed):
                await self._socket.send(orjson.dumps(frame).decode())

    async def _hold(self) -> None:
        """One socket, from its handshake until it closes."""
        offered = [Subprotocol(SUBPROTOCOL)]
        if self._session is not None:
            offered.append(Subprotocol(f"token.{self._session}"))
        address = urlsplit(self._url)
        scheme = "wss" if address.scheme == "https" else "ws"
        proxy = None if address.hostname in _LOCAL else True
        chat = f"{scheme}://{address.netloc}{address.path.rstrip('/')}/ws/chat"
        async with connect(chat, subprotocols=offered, compression=None, proxy=proxy) as socket:
            self._socket = socket
            beating: asyncio.Task[None] | None = None
            try:
                async for received in socket:
                    frame = _read(received)
                    if isinstance(frame, Connected) and beating is None:
                        beating = asyncio.create_task(self._beat(frame.heartbeat_seconds))
                    if frame is not None:
                        await self._take(frame)
            finally:
                self._socket = None
                if beating is not None:
                    beating.cancel()
        self._closed(socket.close_code)

    def _closed(self, code: int | None) -> None:
        if code == CloseCode.FORBIDDEN:
            raise Refused(f"{self._url}: este servidor não aceita conversas daqui")
        if code == CloseCode.SESSION:
            self._session, self._seen = None, -1

    async def _take(self, frame: ServerFrame) -> None:
        match frame:
            case Connected():
                resumed = self._session is not None
                self._session = frame.session_id
                if resumed:
                    await self.send({"type": "resume", "after": self._seen})
                for id, text in tuple(self._unaccepted.items()):
                    await self.send({"type": "message", "id": id, "text": text})
                self.open.set()
            case Accepted():
                self._unaccepted.pop(frame.id, None)
            case ErrorFrame(id=str(id), code=ErrorCode.UNAVAILABLE):
                self._later(id, frame.retry_after or 1)
                return
            case ErrorFrame(id=str(id)):
                self._unaccepted.pop(id, None)
            case _ if (offset := getattr(frame, "offset", None)) is not None:
                if offset <= self._seen:
                    return
                self._seen = offset
            case _:
                pass
        self._hear(frame)

    def _later(self, id: str, seconds: int) -> None:
        """Sends a message again that could not be stored just now."""

        async def again() -> None:
            await asyncio.sleep(seconds)
            if id in self._unaccepted:
                await self.say(id, self._unaccepted[id])

        task = asyncio.create_task(again())
        self._again.add(task)
        task.add_done_callback(self._again.discard)

    async def _beat(self, every: int) -> None:
        while True:
            await asyncio.sleep(every)
            await self.send({"type": "ping"})


def _read(received: str | bytes) -> ServerFrame | None:
    """The frame; None for one that only newer clients know."""
    try:
        return _server_frame.validate_json(received)
    except ValidationError:
        return None
