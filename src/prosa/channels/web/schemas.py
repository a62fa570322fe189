"""What crosses the wire of the REST side of the web channel."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from prosa.channels.web.protocol import Identifier, LogFrame, MessageFrame, Owner, ResponseBody
from prosa.conversations.facts import EntityFact, IntentFact
from prosa.conversations.parts import QueuePlace, Text

ProfileKey = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_.\-]+$")]
ProfileValue = (
    Annotated[Text, StringConstraints(max_length=200, strip_whitespace=True)] | bool | int | float | None
)


class ChatRequest(BaseModel):
    """A message of a customer."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True)

    message: Text
    """What the customer says."""
    session_id: str | None = Field(default=None, max_length=2048)
    """As returned by the first answer. Left out: a new conversation begins."""
    user_profile: dict[ProfileKey, ProfileValue] | None = Field(default=None, max_length=20)
    """What the site knows of the customer, e.g. `{"name": "Ana"}`."""
    identity: str | None = Field(default=None, max_length=4096)
    """Who the customer is, as a token that the company's site has signed (docs/customers.md)."""
    plain: bool = False
    """For a channel without buttons: the answer's `text` holds all of it, options as a numbered list. "2" is
    understood as the second one."""
    message_id: Identifier | None = None
    """The client's own id: sending it again stores and answers nothing twice."""


class ChatResponse(BaseModel):
    """The bot's answer, and what was understood."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    response: ResponseBody
    """Type `silent`, without text: a person owns the conversation. `pending`: the answer is on its way."""
    session_id: str
    """Send it with the next message. It is the only key to this conversation: keep it secret."""
    conversation_id: str
    message_id: str
    offset: int
    """Place of the customer's message in the conversation's log."""
    owner: Owner
    """Who speaks for the company now."""
    queue: QueuePlace | None = None
    intent: str | None = None
    confidence: float | None = None
    entities: tuple[EntityFact, ...] = ()
    sentiment: str | None = None
    alternatives: tuple[IntentFact, ...] = ()


class EventsResponse(BaseModel):
    """A piece of a conversation's log, as frames of the socket protocol."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    events: list[LogFrame]
    """Frames with an offset, in order: message, response, agent_message, escalated, queue, rating, thumb."""
    last_offset: int
    """The newest offset there is: ask again with `after` below it, until it is reached."""
    next_after: int
    """Ask for the events after this next."""


class SentFile(BaseModel):
    """A file, as the log has it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    message: MessageFrame
    session_id: str
    """Send it with the next one: it may be a fresher one."""
    owner: Owner
    """Who speaks for the company now."""


class RatingRequest(BaseModel):
    """The customer's verdict."""

    score: int = Field(ge=1, le=5)
    comment: Text = Field(default="", max_length=1000)


class RatingResponse(BaseModel):
    """The verdict as stored."""

    score: int
    at: datetime


class ThumbRequest(BaseModel):
    """Whether an answer helped."""

    of: int = Field(ge=0, le=2**31 - 1)
    """Offset of the answer, a `response` frame whose `thumbs` is true."""
    up: bool


class ThumbResponse(BaseModel):
    """The customer's word on an answer, as stored."""

    of: int
    up: bool
    at: datetime


class LeaveRequest(BaseModel):
    """The customer does not want to wait."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    message: Text | None = None
    """For people, who answer it later."""
    message_id: Identifier | None = None
    """The client's own id of the message: sending it again stores nothing twice."""


class LeaveResponse(BaseModel):
    """Who speaks for the company now."""

    owner: Owner
