"""The socket protocol `/ws/chat`, version 1: every frame there is. TypeScript types are generated from here.

A frame is one JSON object with a `type`. Frames with an `offset` are events of the conversation's log, sent
in order and at least once; a client keeps the highest offset seen and ignores anything at or below it.
"""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from prosa.conversations.facts import EntityFact, IntentFact
from prosa.conversations.parts import Action, OrderCard, ProductCard, QueuePlace, SourceLink, TicketCard
from prosa.packs.rich import RichPart

VERSION = 1
SUBPROTOCOL = "prosa.v1"
"""Offered by clients in Sec-WebSocket-Protocol; a second entry `token.<session_id>` resumes a session."""

Owner = Literal["bot", "queue", "agent", "resolved"]
Identifier = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:\-]+$")]


class Frame(BaseModel):
    """Frozen JSON object."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# Client to server ----------------------------------------------------------------------------------


class ClientFrame(Frame):
    """Sent by clients. Unknown fields are ignored, so that newer clients can talk to older servers."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class SendMessage(ClientFrame):
    """Say something. `id` is the client's own; sending it again is answered by the same `accepted`."""

    type: Literal["message"]
    id: Identifier | None = None
    """Left out: the server makes one, and a repeated send is a new message."""
    text: str


class SendTyping(ClientFrame):
    """The customer is typing (or has stopped)."""

    type: Literal["typing"]
    on: bool = True
    text: str | None = Field(default=None, max_length=500)
    """What is written so far. Only while a person owns the conversation, who then sees it; never stored."""


class SendEscalate(ClientFrame):
    """Ask for a person."""

    type: Literal["escalate"]
    id: Identifier | None = None


class SendLeaveQueue(ClientFrame):
    """Wait for a person no longer: back to the assistant, leaving a message for people or not.

    Answered by a `queue` frame with the new owner. With a `message`, also by `accepted`; it becomes a ticket.
    """

    type: Literal["leave_queue"]
    id: Identifier | None = None
    message: str | None = None


class SendRating(ClientFrame):
    """The customer's verdict, 1 to 5."""

    type: Literal["rating"]
    id: Identifier | None = None
    score: int = Field(ge=1, le=5)
    comment: str = Field(default="", max_length=1000)


class SendThumb(ClientFrame):
    """Whether the `response` at offset `of` helped, if its `thumbs` is true. The last word counts."""

    type: Literal["thumb"]
    id: Identifier | None = None
    of: int = Field(ge=0, le=2**31 - 1)
    up: bool


class SendSeen(ClientFrame):
    """Every `agent_message` up to this offset is here, or has been seen. Agents are shown it."""

    type: Literal["seen"]
    offset: int = Field(ge=0, le=2**31 - 1)
    state: Literal["delivered", "read"] = "read"


class SendResume(ClientFrame):
    """Send what happened after this offset (-1: everything). `session_id` changes to that session first."""

    type: Literal["resume"]
    after: int = Field(default=-1, ge=-1)
    session_id: str | None = Field(default=None, max_length=2048)


class SendIdentify(ClientFrame):
    """Who the customer is: a token that the company's site has signed. Counts from the next message on."""

    type: Literal["identify"]
    identity: str = Field(max_length=4096)


class SendPage(ClientFrame):
    """The customer has been on a page for some seconds: told once a page that `connected.proactive` names."""

    type: Literal["page"]
    path: str = Field(max_length=300, pattern=r"^/[^?#\s]*$")
    """The page's path, without its query."""
    seconds: int = Field(ge=1, le=86400)


class SendPing(ClientFrame):
    """Is the line alive? Answered by `ping` with the same `id`."""

    type: Literal["ping"]
    id: Identifier | None = None


ClientMessage = Annotated[
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
    | SendPing,
    Field(discriminator="type"),
]
client_frame: TypeAdapter[
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
] = TypeAdapter(ClientMessage)


# Server to client ----------------------------------------------------------------------------------


class Assistant(Frame):
    """Who the customer talks to, from the pack."""

    name: str
    company: str
    greeting: str
    starters: tuple[str, ...]


class PageWatch(Frame):
    """Pages on which the bot may have something to say."""

    path: str
    """Of the page; `*` stands for anything, and a / at the end makes no difference."""
    seconds: int
    """Send `page` once the customer has looked at it for so long."""


class Connected(Frame):
    """First frame of every connection, and again after `resume` changed the session."""

    type: Literal["connected"] = "connected"
    version: int = VERSION
    session_id: str
    """Signed token: keep it, it is the only key to this conversation."""
    conversation_id: str
    last_offset: int
    """-1 when nothing has been said yet."""
    owner: Owner
    agent_name: str | None = None
    queue: QueuePlace | None = None
    assistant: Assistant
    max_chars: int
    max_file_bytes: int = 0
    """Largest photo or PDF that may be sent; 0: none may."""
    heartbeat_seconds: int
    """Send a `ping` this often, to notice a dead line; the server closes after ten minutes of silence."""
    proactive: tuple[PageWatch, ...] | None = None
    """Set when the bot may speak unasked: on these pages, or on what the company's systems tell it. Then tell
    when the customer is typing, so that it does not interrupt."""


class FileLink(Frame):
    """A file that was sent."""

    name: str
    media_type: str
    bytes: int
    link: str
    """Path that opens it for a day; after that, ask for the log anew."""
    picture: bool = False
    """Whether a browser may show it. Everything else is to be saved."""


class MessageFrame(Frame):
    """A message of the customer, as stored: from this tab or another."""

    type: Literal["message"] = "message"
    offset: int
    at: datetime
    id: str | None
    text: str
    """"" for files without a word."""
    files: tuple[FileLink, ...] = ()
    """Sent by `POST /api/conversations/{id}/files`."""


class Accepted(Frame):
    """The message `id` is committed and will be answered, whatever happens."""

    type: Literal["accepted"] = "accepted"
    id: str
    offset: int
    at: datetime


class TypingFrame(Frame):
    """Somebody on the company's side is typing."""

    type: Literal["typing"] = "typing"
    on: bool
    source: Literal["bot", "agent"]


class DraftFrame(Frame):
    """The bot's answer as far as it is written. Show it until the `response` to the same message comes.

    That one may say something else: only it is in the log. Without text, there is no draft any more.
    """

    type: Literal["draft"] = "draft"
    answers: int
    """Offset of the message that is being answered."""
    sequence: int
    """Grows; ignore a draft whose number is not higher than that of the last one for this message."""
    text: str
    """From the beginning, not only what is new."""


class ResponseBody(Frame):
    """What the bot says. The same object that REST returns as `response`."""

    text: str
    type: str
    suggestions: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    product: ProductCard | None = None
    """Set when exactly one product is shown."""
    products: tuple[ProductCard, ...] = ()
    order: OrderCard | None = None
    ticket: TicketCard | None = None
    sources: tuple[SourceLink, ...] = ()
    parts: tuple[RichPart, ...] = ()
    """Cards, lists, pictures, links and maps, told apart by `kind`. Pass over kinds you do not know."""


class ResponseFrame(Frame):
    """The bot's answer to the message at offset `answers`."""

    type: Literal["response"] = "response"
    offset: int
    at: datetime
    answers: int | None
    response: ResponseBody
    intent: str | None = None
    confidence: float | None = None
    entities: tuple[EntityFact, ...] = ()
    sentiment: str | None = None
    alternatives: tuple[IntentFact, ...] = ()
    thumbs: bool = False
    """Whether the customer may be asked if it helped."""


class Escalated(Frame):
    """A person has been called; the bot is silent from here on."""

    type: Literal["escalated"] = "escalated"
    offset: int
    at: datetime
    reason: str | None = None
    queue: QueuePlace | None = None


class QueueFrame(Frame):
    """Who owns the conversation now.

    With an offset it is an event of the log (an agent came, the bot is back, resolved); without, only the
    place in the queue has changed.
    """

    type: Literal["queue"] = "queue"
    offset: int | None = None
    at: datetime | None = None
    owner: Owner
    agent_name: str | None = None
    queue: QueuePlace | None = None


class AgentMessage(Frame):
    """A person says something."""

    type: Literal["agent_message"] = "agent_message"
    offset: int
    at: datetime
    text: str
    """"" for files without a word."""
    agent_name: str | None = None
    files: tuple[FileLink, ...] = ()


class RatingFrame(Frame):
    """The verdict, as stored."""

    type: Literal["rating"] = "rating"
    offset: int
    at: datetime
    score: int


class ThumbFrame(Frame):
    """Whether the answer at offset `of` helped, as stored."""

    type: Literal["thumb"] = "thumb"
    offset: int
    at: datetime
    of: int
    up: bool


class Resumed(Frame):
    """Everything after the asked offset has been sent; the client is up to date at `last_offset`."""

    type: Literal["resume"] = "resume"
    last_offset: int


class ErrorCode(StrEnum):
    """What went wrong, for programs. `message` says it to people, in Portuguese."""

    INVALID = "invalid"
    """The frame cannot be read. Mend it; sending it again fails again."""
    TOO_LONG = "too_long"
    """The text is longer than `connected.max_chars`. Divide it."""
    EMPTY = "empty"
    """There is nothing in the text that anybody could see."""
    RATE_LIMITED = "rate_limited"
    """Wait `retry_after` seconds, then send the same frame again."""
    SESSION = "session"
    """The session token is unknown or expired: connect without one."""
    IDENTITY = "identity"
    """The site has not signed who the customer is, or not lately: go on without, or with a new token."""
    UNAVAILABLE = "unavailable"
    """Could not be stored right now; nothing was accepted. Send again later."""


class ErrorFrame(Frame):
    """Something was refused. The connection stays open unless a close code follows."""

    type: Literal["error"] = "error"
    code: ErrorCode
    message: str
    id: str | None = None
    """The client's id of the refused frame."""
    retry_after: int | None = None
    """Seconds."""


class Pong(Frame):
    """The line is alive."""

    type: Literal["ping"] = "ping"
    id: str | None = None


ServerMessage = Annotated[
    Connected
    | MessageFrame
    | Accepted
    | TypingFrame
    | DraftFrame
    | ResponseFrame
    | Escalated
    | QueueFrame
    | AgentMessage
    | RatingFrame
    | ThumbFrame
    | Resumed
    | ErrorFrame
    | Pong,
    Field(discriminator="type"),
]

LogFrame = Annotated[
    MessageFrame | ResponseFrame | Escalated | QueueFrame | AgentMessage | RatingFrame | ThumbFrame,
    Field(discriminator="type"),
]
"""Frames that tell of an event of the log."""


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
    """Full or not ready: connect again, with back-off."""
    SESSION = 4401
    """Token invalid or expired: connect again without it."""
    FORBIDDEN = 4403
    """This page's origin may not connect: do not try again."""
    IDLE = 4408
    """Nothing was heard for too long: connect again when needed."""
    TOO_MANY_ERRORS = 4429
    """Too many refused frames: wait a minute."""
