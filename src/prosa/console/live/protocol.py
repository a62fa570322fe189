"""The agents' socket protocol `/ws/agent`, version 1: every frame there is, for TypeScript too.

A frame is one JSON object with a `type`. Events of a conversation that was opened come in order, each once a
connection; a client that comes back opens it again after the highest offset it has seen.
"""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from prosa.console.listing.schemas import ConversationRow, Counts
from prosa.console.schemas import AgentView, EventView

VERSION = 1
SUBPROTOCOL = "prosa.agent.v1"
"""Offered by clients in Sec-WebSocket-Protocol; browsers sign in by cookie, others add `token.<token>`."""
HEARTBEAT_SECONDS = 25

Offset = Annotated[int, Field(ge=-1, le=2**31 - 1)]


class Frame(BaseModel):
    """Frozen JSON object."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# Client to server ----------------------------------------------------------------------------------


class ClientFrame(Frame):
    """Sent by clients. Unknown fields are ignored, so that newer clients can talk to older servers."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SendOpen(ClientFrame):
    """Look at a conversation: `events` after this offset follow, then `opened`, then what happens."""

    type: Literal["open"]
    conversation: UUID
    after: Offset = -1


class SendClose(ClientFrame):
    """Look away."""

    type: Literal["close"]
    conversation: UUID


class SendTyping(ClientFrame):
    """Writing a message in an open conversation, or no more. Send it again every few seconds meanwhile."""

    type: Literal["typing"]
    conversation: UUID
    on: bool = True


class SendSeen(ClientFrame):
    """Everything up to this offset was on the screen."""

    type: Literal["seen"]
    conversation: UUID
    offset: Offset


class SendActive(ClientFrame):
    """The person did something just now: they are there. At most every half a minute."""

    type: Literal["active"]


class SendPing(ClientFrame):
    """Is the line alive? Answered by `ping`."""

    type: Literal["ping"]


ClientMessage = Annotated[
    SendOpen | SendClose | SendTyping | SendSeen | SendActive | SendPing,
    Field(discriminator="type"),
]
client_frame: TypeAdapter[SendOpen | SendClose | SendTyping | SendSeen | SendActive | SendPing] = TypeAdapter(
    ClientMessage
)


# Server to client ----------------------------------------------------------------------------------


class Connected(Frame):
    """First frame of every connection. Lists are read over REST now; what changes from here on is told."""

    type: Literal["connected"] = "connected"
    version: int = VERSION
    agent: AgentView
    heartbeat_seconds: int = HEARTBEAT_SECONDS
    """Send a `ping` this often, to notice a dead line; the server closes after ten minutes of silence."""


class ConversationsFrame(Frame):
    """Conversations that have changed, whoever owns them, as they stand now. At most five frames a second."""

    type: Literal["conversations"] = "conversations"
    conversations: tuple[ConversationRow, ...]


class CountsFrame(Frame):
    """How many each list holds: after `connected`, and when they change."""

    type: Literal["counts"] = "counts"
    counts: Counts


class EventsFrame(Frame):
    """The next events of an open conversation."""

    type: Literal["events"] = "events"
    conversation: UUID
    events: tuple[EventView, ...]


class Opened(Frame):
    """Everything after the asked offset has been sent, up to this one."""

    type: Literal["opened"] = "opened"
    conversation: UUID
    last_offset: int


class Viewer(Frame):
    """An agent who looks at a conversation."""

    id: UUID
    name: str
    typing: bool


class ViewersFrame(Frame):
    """Who looks at an open conversation now, on all nodes, and who of them types. You are among them."""

    type: Literal["viewers"] = "viewers"
    conversation: UUID
    viewers: tuple[Viewer, ...]


class CustomerTyping(Frame):
    """The customer of an open conversation types, or has stopped. Six seconds later it is over anyway."""

    type: Literal["customer_typing"] = "customer_typing"
    conversation: UUID
    on: bool
    preview: str = ""
    """What they have written so far: only while a person owns the conversation. Never stored."""


class Colleague(Frame):
    """Whether somebody is there."""

    id: UUID
    name: str
    presence: Literal["online", "busy", "away", "offline"]
    open: int
    """Conversations they hold."""
    max: int


class PresenceFrame(Frame):
    """Who is there: after `connected`, and when it changes."""

    type: Literal["presence"] = "presence"
    agents: tuple[Colleague, ...]


class NoticeCode(StrEnum):
    """Why somebody should look up."""

    ASSIGNED = "assigned"
    """The conversation is yours now, and was not a moment ago."""
    MENTION = "mention"
    """A colleague's note names you."""
    SLA_WARNING = "sla_warning"
    """A promised time is near, in a conversation of yours or in the queue."""
    NEW_IN_QUEUE = "new_in_queue"
    """Somebody waits whom you may take."""


class NoticeFrame(Frame):
    """Something this agent should hear of at once."""

    type: Literal["notice"] = "notice"
    code: NoticeCode
    conversation: UUID
    text: str | None = None
    """What it is about, when there is a little more to say."""
    at: datetime


class ErrorCode(StrEnum):
    """What went wrong, for programs. `message` says it to people, in Portuguese."""

    INVALID = "invalid"
    """The frame cannot be read. Mend it; sending it again fails again."""
    NO_SUCH_CONVERSATION = "no_such_conversation"
    """There is no such conversation."""
    TOO_MANY_OPEN = "too_many_open"
    """Close a conversation before you open another."""
    UNAVAILABLE = "unavailable"
    """An engine is away; send the same frame again later."""


class ErrorFrame(Frame):
    """A frame was refused. The connection stays open unless a close code follows."""

    type: Literal["error"] = "error"
    code: ErrorCode
    message: str
    conversation: UUID | None = None
    """The one that the refused frame named."""


class Pong(Frame):
    """The line is alive."""

    type: Literal["ping"] = "ping"


ServerMessage = Annotated[
    Connected
    | ConversationsFrame
    | CountsFrame
    | EventsFrame
    | Opened
    | ViewersFrame
    | CustomerTyping
    | PresenceFrame
    | NoticeFrame
    | ErrorFrame
    | Pong,
    Field(discriminator="type"),
]


class CloseCode(IntEnum):
    """Why the server closes a socket, and what to do."""

    GOING_AWAY = 1001
    """Something on the way goes away: connect again, with back-off."""
    TOO_BIG = 1009
    """A frame was larger than accepted: do not send it again."""
    BROKEN = 1011
    """Something went wrong on our side: connect again, with back-off."""
    RESTART = 1012
    """The server restarts: connect again, with back-off."""
    TRY_LATER = 1013
    """Full, not ready, or this client was too slow: connect again, with back-off."""
    SIGNED_OUT = 4401
    """Not signed in, or not any more: sign in first."""
    FORBIDDEN = 4403
    """This page's origin may not connect: do not try again."""
    IDLE = 4408
    """Nothing was heard for too long: connect again when needed."""
    TOO_MANY_ERRORS = 4429
    """Too many refused frames: wait a minute."""
