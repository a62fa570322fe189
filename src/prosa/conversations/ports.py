"""What the core needs of the world above it. `app.py` fills these in; the core never imports who does."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.parts import OrderCard, QueuePlace, TicketCard, Urgency
from prosa.language.understanding import Cues, Understanding
from prosa.llm.asking import Proposed, Question, Show, Written
from prosa.packs.outside import Outside

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


@dataclass(frozen=True, slots=True)
class Closing:
    """Nobody answers in a channel at the moment."""

    outside: Outside
    """What the bot does and says."""
    now: datetime
    """On the channel's clock."""
    reopens_at: datetime | None
    """The same; None: nobody knows when."""


class Desk(Protocol):
    """Knows the queue and the hours (`handoff.desk`)."""

    async def place_for_new(self, urgency: Urgency, skill: str | None, channel: str = "web") -> QueuePlace:
        """The place that a conversation joining the queue now would take."""
        ...

    def outside(self, channel: str) -> Closing | None:
        """What to do for who wants a person while nobody answers in this channel; None: somebody does."""
        ...

    async def name_of(self, agent: AgentId) -> str | None:
        """The name of an agent that customers see."""
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


class Writer(Protocol):
    """Writes answers with a language model (`llm.writer`)."""

    async def write(self, question: Question, show: Show) -> Written | Proposed | None:
        """The answer, shown as far as it is written and checked; a form to begin; or None.

        Never raises, and takes no longer than its own time limit, counted from the beginning of the turn.
        """
        ...


@dataclass(frozen=True, slots=True)
class Done:
    """The company's system has answered, or has done what was asked of it."""

    values: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the action `gives`, by name."""
    order: OrderCard | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The company's system will not do it."""

    reason: str = ""
    """Its own words for the customer: one line, bounded; "" when it gave none."""
    again: bool = False
    """Whether another value might do: then it is asked for again."""


ActionAnswer = Done | NotFound | Refused | Unavailable


class Actions(Protocol):
    """Runs the actions of actions.yml (`integrations.actions`)."""

    async def run(self, name: str, values: Mapping[str, str], key: str) -> ActionAnswer:
        """What comes of the action with these values, by slot or by what earlier actions gave.

        `key` stands for this one wish: running an action again with the same key never acts twice. Never
        raises, and never takes longer than the action's `timeout_seconds`. Whether the customer has confirmed
        it is the caller's to see to (`Action.needs_confirmation`).
        """
        ...
