"""One customer at one socket: a transport, a frame parser, and no task of its own."""

import asyncio
import time
from typing import Any, Protocol, cast

import orjson
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN
from websockets.typing import Subprotocol
from websockets.uri import WebSocketURI

from prosa.bench.trace import Said
from prosa.channels.web.protocol import SUBPROTOCOL

LARGEST_FRAME = 1024 * 1024


class Watch(Protocol):
    """Hears what happens to visitors."""

    def heard(self, kind: str, size: int) -> None:
        """A frame of this type and size in bytes came in."""
        ...

    def answered(self, visitor: "Visitor") -> None:
        """One more of the visitor's messages has its answer, or was refused."""
        ...

    def called_a_person(self, visitor: "Visitor") -> None:
        """The conversation is with people now: the bot will say no more."""
        ...

    def gone(self, visitor: "Visitor", why: str) -> None:
        """The line is down, without the visitor having left."""
        ...


class Visitor(asyncio.Protocol):
    """A socket that says things and notes when they are accepted and answered."""

    def __init__(self, address: WebSocketURI, watch: Watch) -> None:
        self._line = ClientProtocol(address, subprotocols=[Subprotocol(SUBPROTOCOL)], max_size=LARGEST_FRAME)
        self._watch = watch
        self._transport: asyncio.Transport | None = None
        self._said: dict[str, Said] = {}
        self._placed: dict[int, Said] = {}
        self._left = False
        self.connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.conversation = ""
        self.place = -1
        """Where the crowd keeps it."""
        self.messages = 0
        self.with_people = False
        """The bot says no more here."""

    @property
    def waits(self) -> bool:
        """Whether the bot has yet to answer something it said."""
        return bool(self._said) and not self.with_people

    def say(self, said: Said, text: str) -> None:
        """Sends one message. Over a line that is just breaking it goes nowhere, and is never accepted."""
        self._said[said.id] = said
        self.messages += 1
        if self._line.state is not OPEN:
            return
        self._line.send_text(orjson.dumps({"type": "message", "id": said.id, "text": text}))
        self._flush()

    def leave(self) -> None:
        """Hangs up."""
        self._left = True
        if self._transport is not None:
            if self._line.state is OPEN:
                self._line.send_close(1000)
                self._flush()
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asks for a WebSocket."""
        self._transport = cast(asyncio.Transport, transport)
        self._line.send_request(self._line.connect())
        self._flush()

    def data_received(self, data: bytes) -> None:
        """Reads frames."""
        now = time.perf_counter()
        self._line.receive_data(data)
        for event in self._line.events_received():
            if isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                self._hear(bytes(event.data), now)
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        """The line is down."""
        if self._left:
            return
        if not self.connected.done():
            why = self._line.handshake_exc or exc or "closed at once"
            self.connected.set_exception(ConnectionError(f"no socket: {why}"))
        else:
            self._watch.gone(self, f"closed {self._line.close_code}")

    def _flush(self) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        for part in self._line.data_to_send():
            if part:
                self._transport.write(part)
            else:
                self._transport.close()

    def _hear(self, data: bytes, now: float) -> None:
        frame: dict[str, Any] = orjson.loads(data)
        kind: str = frame["type"]
        self._watch.heard(kind, len(data))
        match kind:
            case "response":
                self._answer(frame.get("answers"), now)
            case "message":
                self._place(frame["id"], frame["offset"])
            case "accepted":
                self._place(frame["id"], frame["offset"])
                if (said := self._placed.get(frame["offset"])) is not None:
                    said.accepted_at = now
            case "escalated":
                self.with_people = True
                self._watch.called_a_person(self)
            case "error":
                self._refuse(frame.get("id"), frame["code"])
            case "connected":
                self.conversation = frame["conversation_id"]
                if not self.connected.done():  # nobody waits for one that came too late
                    self.connected.set_result(None)
            case _:
                return

    def _place(self, id: str | None, offset: int) -> None:
        """Notes a message's place in the log, which is how answers name it."""
        if id is not None and (said := self._said.get(id)) is not None:
            said.offset = offset
            self._placed[offset] = said

    def _answer(self, offset: int | None, now: float) -> None:
        if offset is None or (said := self._placed.get(offset)) is None:
            return
        said.answers += 1
        if said.answered_at is None:
            said.answered_at = now
            self._said.pop(said.id, None)
            self._watch.answered(self)

    def _refuse(self, id: str | None, code: str) -> None:
        if id is not None and (said := self._said.pop(id, None)) is not None:
            said.refused = code
            self._watch.answered(self)
