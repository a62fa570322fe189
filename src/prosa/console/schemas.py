"""What the agents' API takes and gives, as JSON."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from prosa.conversations.events import (
    Delivery,
    Event,
    HandOff,
    Mark,
    Message,
    Note,
    Promise,
    Rating,
    Source,
    System,
    Thumb,
)
from prosa.conversations.parts import Urgency
from prosa.conversations.projection import Conversation, Owner


def without_controls(text: str) -> str:
    """Refuses control characters but line breaks and tabs."""
    if any(character < " " and character not in "\n\t" for character in text):
        raise ValueError("control characters are not allowed")
    return text


MessageText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(without_controls),
]
Answer = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=4000), AfterValidator(without_controls)
]
"""The same, or nothing, where something else is said by files."""
MessageId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._:\-]+$")]


class Sent(BaseModel):
    """What a caller sends: unknown fields are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class View(BaseModel):
    """What a caller gets."""

    model_config = ConfigDict(frozen=True, from_attributes=True, use_attribute_docstrings=True)


class Writing(Sent):
    """A message to the customer, or a note to other agents."""

    text: MessageText
    message_id: MessageId | None = None
    """The caller's own id: sending it again stores nothing and gives the first one."""


class Answering(Writing):
    """A message to the customer."""

    force: bool = False
    """Send it although a colleague is typing in the conversation."""
    files: tuple[UUID, ...] = Field(default=(), max_length=10)
    """Files uploaded to this conversation by you. With them, the text may be empty."""
    text: Answer

    @model_validator(mode="after")
    def _says_something(self) -> "Answering":
        if not self.text and not self.files:
            raise ValueError("a message needs a text, or files")
        return self


class Noting(Writing):
    """A note to other agents."""

    mentions: tuple[UUID, ...] = Field(default=(), max_length=20)
    """Colleagues whom it calls."""


class AgentView(View):
    """The agent who calls."""

    id: UUID
    name: str
    email: str
    skills: frozenset[str]
    max_conversations: int


class ConversationView(View):
    """A conversation as it stands."""

    id: UUID
    channel: str
    owner: Owner
    assignee: UUID | None
    opened_at: datetime
    updated_at: datetime
    last_offset: int
    """Offset of the last event; -1 when nothing was said."""
    queued_at: datetime | None
    assigned_at: datetime | None
    urgency: Urgency
    skill: str | None
    customer_messages: int
    bot_messages: int
    agent_messages: int
    escalations: int
    rating: int | None
    tags: tuple[str, ...]
    snoozed_until: datetime | None
    """Put aside until then, or until the customer writes."""
    resolution: str | None
    """Why it was resolved last: `answered`, `done`, `ticket`, `silent`, `spam`, or `other`."""
    delivered_offset: int
    """The customer's device has got the agents' messages up to this offset."""
    read_offset: int
    """The customer has seen them up to this one."""
    vip: bool
    """Comes first among equals."""
    team: UUID | None
    """Only members of this team are given it."""
    preferred_agent: UUID | None
    """In the queue: who gets it, when there and free."""
    last_agent: UUID | None
    lent_by: UUID | None
    """While the bot runs `lent_form`: who asked it to, and gets the floor back."""
    lent_form: str | None
    waiting_since: datetime | None
    """Since when the customer waits for a person's answer."""
    first_response_at: datetime | None
    first_response_due: datetime | None
    next_response_due: datetime | None
    resolution_due: datetime | None
    """By when each is promised, in business hours; null: not promised, or kept."""
    warned: frozenset[Promise]
    """Promises that were noticed to be near."""
    breached: frozenset[Promise]
    """Promises that were not kept."""

    @staticmethod
    def of(conversation: Conversation) -> "ConversationView":
        """The view of a conversation."""
        return ConversationView.model_validate(conversation)


class EventView(View):
    """One event of a conversation's log."""

    offset: int
    at: datetime
    source: Source
    data: Annotated[
        Message | HandOff | Delivery | Rating | Thumb | Note | Mark | System, Field(discriminator="kind")
    ]

    @staticmethod
    def of(event: Event) -> "EventView":
        """The view of an event."""
        return EventView.model_validate(event)


class ConversationWithEvents(View):
    """A conversation and a stretch of its log."""

    conversation: ConversationView
    events: tuple[EventView, ...]

    @staticmethod
    def of(conversation: Conversation, events: Sequence[Event]) -> "ConversationWithEvents":
        """The view of a conversation with these events."""
        return ConversationWithEvents(
            conversation=ConversationView.of(conversation), events=tuple(map(EventView.of, events))
        )
