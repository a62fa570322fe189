"""What a ticket is, and what can go wrong with one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One line of a ticket's history."""

    at: datetime
    step: TicketStep
    status: TicketStatus | None
    """As set by this step; None when it stayed."""
    agent: AgentId | None
    text: str | None
    """What the customer added."""


class NoSuchTicket(NotFoundError):
    """No ticket has this number."""

    code = "no_such_ticket"
    says = "Não existe chamado com este número."


class TicketClosed(Conflict):
    """A closed ticket stays as it is."""

    code = "ticket_closed"
    says = "Este chamado já foi encerrado."
