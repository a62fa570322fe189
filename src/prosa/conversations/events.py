"""The events of a conversation's log: the one source of what happened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, NewType
from uuid import UUID

from pydantic import Field, model_validator

from prosa.conversations.facts import Facts, FormState, Unasked
from prosa.conversations.parts import (
    Action,
    FileCard,
    OrderCard,
    Part,
    ProductCard,
    QueuePlace,
    SourceLink,
    TicketCard,
    Urgency,
)
from prosa.packs.rich import RichPart

ConversationId = NewType("ConversationId", UUID)
ContactId = NewType("ContactId", UUID)
AgentId = NewType("AgentId", UUID)
TeamId = NewType("TeamId", UUID)


class Source(StrEnum):
    """Who caused an event."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class MessageType(StrEnum):
    """What a message is, so that a screen can show it in its own way."""

    TEXT = "text"
    ARTICLE = "article"
    PRODUCTS = "products"
    ORDER = "order"
    QUESTION = "question"
    CLARIFY = "clarify"
    TICKET = "ticket"
    HANDOFF = "handoff"
    WARNING = "warning"
    APOLOGY = "apology"
    PROACTIVE = "proactive"
    """Said unasked, by a rule of the pack."""


class Message(Part):
    """Something said, by anyone."""

    kind: Literal["message"] = "message"
    text: str
    type: MessageType = MessageType.TEXT
    suggestions: tuple[str, ...] = ()
    """Quick replies: texts the customer may send with one tap."""
    actions: tuple[Action, ...] = ()
    products: tuple[ProductCard, ...] = ()
    order: OrderCard | None = None
    ticket: TicketCard | None = None
    sources: tuple[SourceLink, ...] = ()
    parts: tuple[RichPart, ...] = ()
    """Cards, lists, pictures, links and maps of the pack's reply."""
    files: tuple[FileCard, ...] = ()
    """Customer and agent only."""
    answers: int | None = None
    """Bot only: offset of the customer's message this one answers."""
    facts: Facts | None = None
    """Bot only."""
    unasked: Unasked | None = None
    """Bot only: set when nobody had asked. Then there are no `facts`."""
    agent: AgentId | None = None
    """Agent only."""
    agent_name: str | None = None
    """Agent only: the name the customer sees."""


class HandOffStep(StrEnum):
    """The ways a conversation changes hands."""

    REQUESTED = "requested"
    """Bot to queue."""
    ASSIGNED = "assigned"
    """Queue (or bot) to an agent."""
    RELEASED = "released"
    """Agent back to the queue."""
    RETURNED = "returned"
    """Agent or queue back to the bot."""
    RESOLVED = "resolved"
    LENT = "lent"
    """Agent to the bot for one form: when it ends, the floor is the agent's again."""


class HandOffReason(StrEnum):
    """Why a person is called."""

    ASKED = "asked"
    UNSURE = "unsure"
    ANGER = "anger"
    FAILURE = "failure"
    ABUSE = "abuse"


RESOLUTIONS = frozenset({"answered", "done", "ticket", "silent", "spam"})
"""Why conversations are resolved, as reports count them. Anything else is `other` to them."""


class HandOffCause(StrEnum):
    """Why a conversation left the hands it was in. Without one, whoever held it did it by hand."""

    AUTOMATIC = "automatic"
    """Given to an agent by the queue itself."""
    TRANSFERRED = "transferred"
    """Passed on by a person, to another or to a team."""
    NO_ANSWER = "no_answer"
    """The agent did not answer in time."""
    GONE = "gone"
    """The agent has left, or cannot be reached any more."""
    LEFT_QUEUE = "left_queue"
    """The customer did not want to wait."""
    FLOOR_BACK = "floor_back"
    """The bot has done the step that the agent asked of it."""


class HandOff(Part):
    """The conversation changes hands."""

    kind: Literal["handoff"] = "handoff"
    step: HandOffStep
    reason: HandOffReason | None = None
    urgency: Urgency = Urgency.MEDIUM
    skill: str | None = None
    """What the agent should know, e.g. "sales"."""
    agent: AgentId | None = None
    agent_name: str | None = None
    resolution: str = ""
    """Resolved only: why, one of `RESOLUTIONS` or in the agent's words."""
    queue: QueuePlace | None = None
    """Requested only: the place as told to the customer."""
    answers: int | None = None
    """Offset of the customer's message that led to this, when a turn did."""
    cause: HandOffCause | None = None
    by: AgentId | None = None
    """Who passed it on, when that is somebody else than `agent`."""
    team: TeamId | None = None
    """Requested and released only: the team whose members may take it."""
    preferred: AgentId | None = None
    """Requested and released only: who gets it when there."""
    note: str = ""
    """From person to person; the customer never sees it."""
    form: str | None = None
    """Lent only: the form that the bot shall run."""

    @model_validator(mode="after")
    def _someone_is_assigned(self) -> "HandOff":
        if self.step in (HandOffStep.ASSIGNED, HandOffStep.LENT) and self.agent is None:
            raise ValueError("whom the conversation is assigned to must be named")
        if self.step is HandOffStep.LENT and self.form is None:
            raise ValueError("what the bot shall do must be named")
        return self


class Delivery(Part):
    """A channel's word on one of our messages. Only moves up; failed stands apart."""

    kind: Literal["status"] = "status"
    of: int
    """Offset of the message."""
    state: Literal["queued", "sent", "delivered", "read", "failed"]
    error: str | None = None


class Rating(Part):
    """The customer's verdict on what was dealt with since the conversation was last resolved, or began."""

    kind: Literal["rating"] = "rating"
    score: int = Field(ge=1, le=5)
    comment: str = ""
    by: Literal["bot", "agent"] = "bot"
    """Who dealt with it: an agent if any had a hand in it."""
    agent: AgentId | None = None
    """The last one who held it."""
    intent: str | None = None
    """What it was mainly about."""
    article: str | None = None
    """The article that the bot answered with last."""


class Thumb(Part):
    """Whether an answer of the bot helped, to the customer. Of several on one answer the last counts."""

    kind: Literal["thumb"] = "thumb"
    of: int
    """Offset of the answer."""
    up: bool
    intent: str | None = None
    """What the answer took the message for."""
    article: str | None = None
    """What it answered with."""


class Note(Part):
    """Written by an agent for agents; the customer never sees it."""

    kind: Literal["note"] = "note"
    text: str
    mentions: tuple[AgentId, ...] = ()
    """Colleagues whom it calls."""
    agent: AgentId | None = None
    agent_name: str | None = None


class Mark(Part):
    """People put something on a conversation that lists go by; the customer never sees it."""

    kind: Literal["mark"] = "mark"
    what: Literal["tags", "priority", "snoozed", "woken", "vip"]
    """Only the field of its name says something; `woken` needs none, and nobody who did it."""
    tags: tuple[str, ...] = ()
    """All of them, in order."""
    priority: Urgency | None = None
    until: datetime | None = None
    vip: bool = False
    agent: AgentId | None = None
    agent_name: str | None = None

    @model_validator(mode="after")
    def _says_it(self) -> "Mark":
        if (self.what == "priority" and self.priority is None) or (
            self.what == "snoozed" and self.until is None
        ):
            raise ValueError("what is marked must be said")
        return self


class Promise(StrEnum):
    """What customers who wait for a person may count on, within times that the company sets."""

    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"


class System(Part):
    """Something that happened to the conversation without a voice."""

    kind: Literal["system"] = "system"
    code: Literal["identified", "erased", "promise_near", "promise_broken"]
    """`identified`: the site has told who the customer is; `detail` is the profile. `erased`: the customer
    wanted all that was said before to be forgotten. `promise_near`, `promise_broken`: an answer is, or has
    become, due; `detail` names the `target` of service, as in `Promise`."""
    detail: dict[str, str] = {}
    form: FormState | None = None
    """With `identified`: what the customer has not finished in another conversation (`FormState.carried`)."""
    form_asked_at: datetime | None = None
    """When it was last asked about there."""
    preferences: dict[str, str] = {}
    """What was kept of an identified customer from other conversations."""
    customer: UUID | None = None
    """Set when the site has vouched for them."""


EventData = Message | HandOff | Delivery | Rating | Thumb | Note | Mark | System

BODIES: dict[str, type[EventData]] = {
    "message": Message,
    "handoff": HandOff,
    "status": Delivery,
    "rating": Rating,
    "thumb": Thumb,
    "note": Note,
    "mark": Mark,
    "system": System,
}
"""The class of each kind of event."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that has not been appended yet, so it has no place in the log."""

    source: Source
    data: EventData
    external_id: str | None = None
    """The sender's own id for it, unique in a channel: sending it again stores nothing."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a conversation.

    `offset` counts from 0 without gaps within a conversation; a reader that has seen offset n
    asks for the events after n.
    """

    conversation: ConversationId
    offset: int
    at: datetime
    source: Source
    data: EventData
    external_id: str | None = None
