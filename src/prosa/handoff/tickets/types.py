"""What a ticket is, and what can go wrong with one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from prosa.conversations.errors import Conflict, NotFoundError
from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.parts import Urgency


class TicketStatus(StrEnum):
    """How far a ticket is."""

    OPEN = "open"
    PENDING = "pending"
    """Waiting for the customer."""
    SOLVED = "solved"
    """Answered; what the customer adds opens it again."""
    CLOSED = "closed"
    """For good."""


class TicketStep(StrEnum):
    """What happened to a ticket."""

    OPENED = "opened"
    ADDED = "added"
    """The customer said more."""
    STATUS = "status"
    """An agent moved it on."""
    REOPENED = "reopened"
    """The customer opened it again."""
    URGENCY = "urgency"
    TYPE = "type"
    NOTE = "note"
    """An agent wrote something for agents."""
    ANSWER = "answer"
    """An agent wrote something that the customer was told."""
    ATTACHED = "attached"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as agents see it."""

    number: int
    conversation: ConversationId
    type: str
    urgency: Urgency
    status: TicketStatus
    description: str
    opened_at: datetime
    expected_at: datetime
    """When an answer is promised by."""
    subject: str
    continues: int | None
    """The closed ticket that this one goes on with."""
    customer: UUID | None
    """Who asked for it, when the company's site has told: the customer's id in Prosa."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a ticket. It lies where its link says, not in Prosa."""

    id: UUID
    at: datetime
    agent: AgentId | None
    name: str
    media_type: str
    bytes: int | None
    link: str


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One line of a ticket's history."""

    at: datetime
    step: TicketStep
    status: TicketStatus | None
    """As set by this step; None when it stayed."""
    agent: AgentId | None
    text: str | None
    """What the customer added, or an agent wrote; of an attachment, its name."""
    value: str | None = None
    """The new urgency or type."""


class NoSuchTicket(NotFoundError):
    """No ticket has this number."""

    code = "no_such_ticket"
    says = "Não existe chamado com este número."


class TicketClosed(Conflict):
    """A closed ticket stays as it is."""

    code = "ticket_closed"
    says = "Este chamado já foi encerrado."
