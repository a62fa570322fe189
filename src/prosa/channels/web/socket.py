"""One chat socket: reads what a client sends, and tells it what happens in its conversation."""

import asyncio
from contextlib import suppress
from typing import assert_never
from uuid import uuid4

import structlog
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from prosa.channels.web.channel import WebChannel
from prosa.channels.web.checking import refused
from prosa.channels.web.frames import frame_of, frame_of_signal
from prosa.channels.web.protocol import (
    Accepted,
    CloseCode,
    ErrorCode,
    ErrorFrame,
    Pong,
    Resumed,
    SendEscalate,
    SendIdentify,
    SendLeaveQueue,
    SendMessage,
    SendPage,
    SendPing,
    SendRating,
    SendResume,
    SendSeen,
    SendThumb,
    SendTyping,
    client_frame,
)
from prosa.channels.web.sessions import Session, external_id
from prosa.channels.web.unasked import Unasked
from prosa.conversations.appending import UnknownConversation
from prosa.conversations.errors import NotFoundError, ProsaError, TooMany, Unavailable
from prosa.conversations.events import Event, HandOff, HandOffStep, Source
from prosa.conversations.following import Follower
from prosa.conversations.inbox import NotWaiting, WithPeople
from prosa.conversations.projection import Owner
from prosa.conversations.signals import Signal, Typing
from prosa.engines.errors import EnginesError
from prosa.security.identity import Identity
from prosa.sockets.outgoing import Outgoing
from prosa.sockets.pace import Pace

IDLE_SECONDS = 600
RESUME_SECONDS = 1.0
"""How long a client that comes back may take to say what it has seen, before it is told what is new.

Sent at once, they would overtake what it missed.
"""
MAX_ERRORS = 50
"""Refused frames after which a client is let go."""
FRAMES_PER_SECOND = 20
FRAMES_AT_ONCE = 60
"""Whoever sends more is read more slowly: pings and resumes cost us too, and no limit counts them."""

log = structlog.get_logger()

ClientFrame = (
    SendMessage
    | SendTyping
    | SendEscalate
    | SendLeaveQueue
    | SendRating
    | SendThumb
    | SendSeen
    | SendResume
    | SendIdentify
    | SendPage
    | SendPing
)


class ChatSocket:
    """A connection, from its first frame to its last."""

    def __init__(self, web: WebChannel, socket: WebSocket, session: Session, address: str) -> None:
        self._web = web
        self._socket = socket
        self._session = session
        self._address = address
        self._out = Outgoing(socket)
        self._pace = Pace(FRAMES_PER_SECOND, FRAMES_AT_ONCE)
        self._errors = 0
        self._last_offset = -1
        """Of the conversation, as told in `connected`."""
        self._with_person = False
        self._follower: Follower | None = None
        self._identity: Identity | None = None
        """Whom the site has vouched for, until the log knows."""
        self._unasked = Unasked(web, address)

    async def run(self) -> None:
        """Serves the client until it leaves or is let go. Raises `DatabaseAway` when it cannot be greeted."""
        await self._greet()
        sending = asyncio.create_task(self._out.run())
        receiving = asyncio.create_task(self._receive())
        patience = asyncio.create_task(self._follow_the_silent())
        overflow = asyncio.create_task(self._out.overflowed.wait())
        try:
            await asyncio.wait((sending, receiving, overflow), return_when=asyncio.FIRST_COMPLETED)
            if overflow.done():
                await self._close(CloseCode.TRY_LATER)
            for task in (sending, receiving):
                if task.done():
                    task.result()  # what broke there is told where errors are told
        finally:
            self._unfollow()
            for task in (sending, receiving, patience, overflow):
                task.cancel()
            await asyncio.gather(sending, receiving, patience, overflow, return_exceptions=True)

    async def _greet(self) -> None:
        # A session begun here has nothing in the log yet, and idle visitors cost the database nothing.
        standing = None if self._session.new else await self._web.log.conversation(self._session.conversation)
        self._last_offset = standing.last_offset if standing is not None else -1
        self._with_person = standing is not None and standing.owner is Owner.AGENT
        self._out.put(await self._web.connected(self._session, standing))
        if standing is None:
            self._follow(-1)

    async def _follow_the_silent(self) -> None:
        """Clients that come back and ask for nothing follow from what `connected` told."""
        await asyncio.sleep(RESUME_SECONDS)
        if self._follower is None:
            with suppress(EnginesError):
                await self._catch_up(self._last_offset)

    async def _catch_up(self, seen: int) -> Follower:
        follower = self._follow(seen)
        await self._web.fanout.catch_up(follower)
        return follower

    def _follow(self, seen: int) -> Follower:
        self._unfollow()
        follower = Follower(self._session.conversation, seen, self._deliver, self._signalled)
        self._web.fanout.add(follower)
        self._follower = follower
        return follower

    def _unfollow(self) -> None:
        if self._follower is not None:
            self._web.fanout.remove(self._follower)
            self._follower = None

    def _deliver(self, event: Event) -> None:
        if isinstance(event.data, HandOff):
            self._with_person = event.data.step is HandOffStep.ASSIGNED
        if (frame := frame_of(event, self._web.files)) is not None:
            self._out.put(frame)

    def _signalled(self, signal: Signal) -> None:
        if (frame := frame_of_signal(signal)) is not None:
            self._out.put(frame)

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
        except ValidationError as error:
            self._refuse(ErrorCode.INVALID, f"Mensagem em formato inválido: {_explain(error)}.")
            return
        frame_id = getattr(frame, "id", None)
        try:
            if self._follower is None and not isinstance(frame, SendResume):
                await self._catch_up(self._last_offset)
            await self._do(frame)
        except TooMany as error:
            self._refuse(refused(error), error.message, frame_id, error.retry_after)
        except ProsaError as error:
            self._refuse(refused(error), error.message, frame_id)
        except EnginesError as error:
            log.warning("frame refused, an engine is away", error=type(error).__name__)
            self._refuse(ErrorCode.UNAVAILABLE, Unavailable.says, frame_id, retry_after=2)

    async def _do(self, frame: ClientFrame) -> None:
        match frame:
            case SendMessage():
                await self._say(frame)
            case SendTyping(on=on, text=text):
                self._type(on=on, text=text or "")
                await self._unasked.typing(self._session, on=on)
            case SendEscalate():
                await self._escalate()
            case SendLeaveQueue():
                await self._leave_queue(frame)
            case SendRating():
                await self._rate(frame)
            case SendSeen(offset=offset, state=state):
                await self._web.receipts.through(self._session.conversation, offset, state)
            case SendThumb():
                await self._thumb(frame)
            case SendResume():
                await self._resume(frame)
            case SendIdentify(identity=token):
                await self._identify(token)
            case SendPage(path=path, seconds=seconds):
                await self._unasked.on_page(self._session, self._identity, path, seconds)
            case SendPing(id=id):
                self._out.put(Pong(id=id))
                # Nothing of somebody who has said nothing yet is in the log, so that nobody else finds them.
                await self._unasked.on_arrival(self._session, self._identity)
            case _:
                assert_never(frame)

    def _type(self, *, on: bool, text: str) -> None:
        conversation = self._session.conversation
        # Nobody but a person who speaks with them sees what is not said yet.
        shown = self._web.previews.seal(conversation, text) if on and text and self._with_person else None
        self._web.fanout.signal(conversation, Typing(source="customer", on=on, preview=shown))

    async def _say(self, frame: SendMessage) -> None:
        session, message_id = self._session, frame.id or uuid4().hex
        await self._web.doorkeeper.admit(frame.text, session, self._address)
        appended = await self._web.inbox.receive(
            session.conversation,
            frame.text,
            opening=session.opening,
            external_id=external_id(session.conversation, message_id),
            identity=self._identity,
        )
        self._identity = None
        said = next(event for event in appended.events if event.source is Source.CUSTOMER)
        self._out.put(Accepted(id=message_id, offset=said.offset, at=said.at))

    async def _identify(self, token: str) -> None:
        self._identity = self._web.identity(token)
        if self._identity is None:
            return
        # Visitors who say nothing, and have nothing to hear, leave nothing in the database.
        if await self._web.log.conversation(self._session.conversation) is not None:
            await self._web.inbox.identify(self._session.conversation, self._identity)
            known, self._identity = self._identity, None
            await self._unasked.on_arrival(self._session, known)
            return
        await self._unasked.on_arrival(self._session, self._identity)

    async def _escalate(self) -> None:
        await self._web.doorkeeper.count(self._session, self._address)
        # Asked twice, a person is called once: the place in the queue is already on the customer's screen.
        with suppress(WithPeople):
            await self._web.inbox.call_a_person(self._session.conversation, opening=self._session.opening)

    async def _leave_queue(self, frame: SendLeaveQueue) -> None:
        session, message_id = self._session, frame.id or uuid4().hex
        if frame.message is None:
            await self._web.doorkeeper.count(session, self._address)
        else:
            await self._web.doorkeeper.admit(frame.message, session, self._address)
        id = external_id(session.conversation, message_id)
        try:
            appended = await self._web.inbox.leave_queue(session.conversation, frame.message, id)
        except UnknownConversation as error:
            raise NotWaiting from error
        if frame.message is not None:
            said = appended.events[0]
            self._out.put(Accepted(id=message_id, offset=said.offset, at=said.at))

    async def _rate(self, frame: SendRating) -> None:
        conversation = self._session.conversation
        id = None if frame.id is None else external_id(conversation, frame.id)
        try:
            await self._web.verdicts.rate(conversation, frame.score, frame.comment, id)
        except UnknownConversation as error:
            raise NotFoundError from error

    async def _thumb(self, frame: SendThumb) -> None:
        await self._web.doorkeeper.count(self._session, self._address)
        conversation = self._session.conversation
        id = None if frame.id is None else external_id(conversation, frame.id)
        try:
            await self._web.verdicts.thumb(conversation, frame.of, frame.up, id)
        except UnknownConversation as error:
            raise NotFoundError from error

    async def _resume(self, frame: SendResume) -> None:
        if frame.session_id is not None:
            self._unfollow()
            self._session = self._web.sessions.resume(frame.session_id)
            await self._greet()
        standing = await self._web.log.conversation(self._session.conversation)
        last = standing.last_offset if standing is not None else -1
        follower = await self._catch_up(min(frame.after, last))
        self._out.put(Resumed(last_offset=follower.seen))

    def _refuse(
        self, code: ErrorCode, message: str, id: str | None = None, retry_after: int | None = None
    ) -> None:
        self._errors += 1
        self._out.put(ErrorFrame(code=code, message=message, id=id, retry_after=retry_after))

    async def _close(self, code: CloseCode) -> None:
        with suppress(RuntimeError, WebSocketDisconnect):
            await self._socket.close(code)


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"] if part)
    return f"{place}: {first['msg']}" if place else first["msg"]
