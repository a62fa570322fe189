"""What the core needs of the world above it. `app.py` fills these in; the core never imports who does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import ConversationId
from prosa.conversations.parts import OrderCard, QueuePlace, TicketCard, Urgency
from prosa.language.understanding import Cues, Understanding

Effect = Callable[[AsyncConnection], Awaitable[None]]
"""Something to write in the transaction that appends a turn's events: all of it happens, or none."""


class Reader(Protocol):
    """Understands messages without blocking the event loop (`language.batching.Batcher`)."""

    async def understand(self, text: str, cues: Cues) -> Understanding:
        """One message understood. Raises `Overloaded` when too many are waiting."""
        ...


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """A ticket to open, or to add to when `number` is already open."""

    number: int
    conversation: ConversationId
    type: str
    urgency: Urgency
    description: str
    expected_at: datetime
    subject: str = ""
    """In a few words; without: the beginning of the description."""
    continues: int | None = None
    """The closed ticket that this one goes on with."""


class Tickets(Protocol):
    """Opens tickets (`handoff.tickets`)."""

    async def next_number(self) -> int:
        """A number that nobody else gets. A turn that is refused leaves a gap: numbers may skip."""
        ...

    def open(self, request: TicketRequest) -> Effect:
        """Writes the ticket, in the turn's transaction."""
        ...

    def add(self, number: int, description: str) -> Effect:
        """Adds what the customer said since to an open ticket."""
        ...

    def promise(self, urgency: Urgency, now: datetime) -> datetime:
        """When an answer is promised by, in business hours."""
        ...

    async def card(self, number: int) -> TicketCard | None:
        """The ticket as the customer sees it."""
        ...

    async def known_to(
        self, conversation: ConversationId, number: int | None = None
    ) -> tuple[TicketCard, ...]:
        """Tickets that this conversation may know of, those under way first; with a number, that or none.

        Its own, and those of the other conversations of its customer when the site has told who that is.
        """
        ...

    def reopen(self, number: int, said: str, expected_at: datetime) -> Effect:
        """Opens a pending or solved ticket again, with what the customer said and a new promise."""
        ...


class Desk(Protocol):
    """Knows the queue and the hours (`handoff.desk`)."""

    async def place_for_new(self, urgency: Urgency, skill: str | None) -> QueuePlace:
        """The place that a conversation joining the queue now would take."""
        ...

    async def place_of(self, conversation: ConversationId) -> QueuePlace | None:
        """The place of this conversation; None when it does not wait."""
        ...


@dataclass(frozen=True, slots=True)
class NotFound:
    """The company's system answered that there is no such thing."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The company's system did not answer in time, or answered nonsense."""


class Lookups(Protocol):
    """Asks the company's systems (`integrations.services`)."""

    async def ask(self, service: str, values: dict[str, str]) -> OrderCard | NotFound | Unavailable:
        """What the named service of bot.yml knows for these slot values.

        Never raises, and never takes longer than the service's `timeout_seconds`.
        """
        ...
