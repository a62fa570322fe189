"""One agent's socket: reads what the console sends, and tells it what happens."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import assert_never
from uuid import UUID, uuid4

import structlog
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from prosa.console.live.access import Live
from prosa.console.live.board import Listener
from prosa.console.live.feed import Feed
from prosa.console.live.protocol import (
    CloseCode,
    Connected,
    ErrorCode,
    ErrorFrame,
    Pong,
    SendActive,
    SendClose,
    SendOpen,
    SendPing,
    SendSeen,
    SendTyping,
    client_frame,
)
from prosa.console.live.viewing import Look
from prosa.console.schemas import AgentView
from prosa.conversations.errors import Forbidden, NotFoundError, Unauthorized, Unavailable
from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.projection import Owner
from prosa.conversations.signals import Typing
from prosa.engines.errors import EnginesError
from prosa.people.agents import Agent
from prosa.sockets.outgoing import Outgoing
from prosa.sockets.pace import Pace

IDLE_SECONDS = 600
CHECK_SECONDS = 30.0
"""How often it is asked whether the agent may still sign in."""
MAX_ERRORS = 50
FRAMES_PER_SECOND = 20
FRAMES_AT_ONCE = 100
MOST_OPEN = 20
"""Conversations that a socket follows at once."""

Authenticate = Callable[[], Awaitable[Agent]]
"""Who speaks. Raises `Unauthorized` when they may not any more."""

ClientFrame = SendOpen | SendClose | SendTyping | SendSeen | SendActive | SendPing

log = structlog.get_logger()


class AgentSocket:
    """A connection, from its first frame to its last."""

    def __init__(self, live: Live, socket: WebSocket, agent: Agent, authenticate: Authenticate) -> None:
        self._live = live
        self._socket = socket
        self._agent = agent
        self._authenticate = authenticate
        self._name = uuid4().hex
        self._out = Outgoing(socket)
        self._pace = Pace(FRAMES_PER_SECOND, FRAMES_AT_ONCE)
        self._listener = Listener(agent, self._out.put)
        self._feeds: dict[ConversationId, Feed] = {}
        self._errors = 0

    async def run(self) -> None:
        """Serves the console until it leaves or is let go."""
        self._out.put(Connected(agent=AgentView.model_validate(self._agent)))
        await self._live.attendance.here(self._id, self._name)
        parts = (self._out.run(), self._receive(), self._out.overflowed.wait(), self._check())
        tasks = [asyncio.ensure_future(part) for part in parts]
        try:
            with self._live.board.telling(self._listener):
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if self._out.overflowed.is_set():
                await self._close(CloseCode.TRY_LATER)
            for task in done:
                task.result()  # what broke there is told where errors are told
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._leave()

    async def _leave(self) -> None:
        for id in tuple(self._feeds):
            await self._look_away(id)
        with suppress(EnginesError):
            await self._live.attendance.gone(self._id, self._name)

    @property
    def _id(self) -> AgentId:
        return AgentId(self._agent.id)

    async def _check(self) -> None:
        """Returns when the agent may not be here any more."""
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            try:
                self._listener.agent = await self._authenticate()
            except (Unauthorized, Forbidden):
                return await self._close(CloseCode.SIGNED_OUT)
            except EnginesError:
                log.warning("cannot ask whether an agent may still be here")

    async def _receive(self) -> None:
        try:
            while self._errors < MAX_ERRORS:
                async with asyncio.timeout(IDLE_SECONDS):
                    received = await self._socket.receive()
                if received["type"] == "websocket.disconnect":
                    return
                await self._pace.keep()
                await self._hear(received.get("text"))
            await self._close(CloseCode.TOO_MANY_ERRORS)
        except TimeoutError:
            await self._close(CloseCode.IDLE)
        except (WebSocketDisconnect, RuntimeError):
            return

    async def _hear(self, text: str | None) -> None:
        try:
            frame = client_frame.validate_json(text or "")
        except ValidationError:
            return self._refuse(ErrorCode.INVALID, "Mensagem em formato inválido.")
        about: UUID | None = getattr(frame, "conversation", None)
        try:
            await self._do(frame)
        except NotFoundError as error:
            self._refuse(ErrorCode.NO_SUCH_CONVERSATION, error.message, about)
        except EnginesError as error:
            log.warning("frame refused, an engine is away", error=type(error).__name__)
            self._refuse(ErrorCode.UNAVAILABLE, Unavailable.says, about)

    async def _do(self, frame: ClientFrame) -> None:
        match frame:
            case SendOpen(conversation=id, after=after):
                await self._look(ConversationId(id), after)
            case SendClose(conversation=id):
                await self._look_away(ConversationId(id))
            case SendTyping(conversation=id, on=on):
                await self._type(ConversationId(id), on=on)
            case SendSeen(conversation=id, offset=offset):
                if await self._live.reads.saw(self._id, ConversationId(id), offset):
                    self._live.board.moved(ConversationId(id))
            case SendActive():
                await self._live.attendance.active(self._id)
            case SendPing():
                self._out.put(Pong())
                await self._live.attendance.here(self._id, self._name)
            case _:
                assert_never(frame)

    async def _look(self, id: ConversationId, after: int) -> None:
        if (known := self._feeds.pop(id, None)) is not None:
            known.close()
        elif len(self._feeds) >= MOST_OPEN:
            self._refuse(ErrorCode.TOO_MANY_OPEN, "Há conversas abertas demais. Feche uma delas.", id)
            return
        live = self._live
        feed = Feed(await live.inbox.get(id), self._out.put, live.fanout, live.viewing, live.previews)
        self._feeds[id] = feed
        await feed.open(after)
        await live.viewing.open(id, Look(self._name, self._id, self._agent.name), feed.watched)

    async def _look_away(self, id: ConversationId) -> None:
        if (feed := self._feeds.pop(id, None)) is None:
            return
        feed.close()
        await self._live.viewing.close(id, self._name)

    async def _type(self, id: ConversationId, *, on: bool) -> None:
        if (feed := self._feeds.get(id)) is None:
            return
        await self._live.viewing.typing(id, self._name, on=on)
        # The customer sees it of the one who speaks with them, and of nobody else.
        if feed.standing.owner is Owner.AGENT and feed.standing.assignee == self._id:
            self._live.fanout.signal(id, Typing(source="agent", on=on))

    def _refuse(self, code: ErrorCode, message: str, conversation: UUID | None = None) -> None:
        self._errors += 1
        self._out.put(ErrorFrame(code=code, message=message, conversation=conversation))

    async def _close(self, code: CloseCode) -> None:
        with suppress(RuntimeError, WebSocketDisconnect):
            await self._socket.close(code)
