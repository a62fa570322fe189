"""Tickets as JSON."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from prosa.console.schemas import Sent, View
from prosa.conversations.parts import Urgency
from prosa.handoff.tickets import Ticket, TicketEvent, TicketStatus, TicketStep


class TicketChange(Sent):
    """Moves a ticket on."""

    status: TicketStatus


class TicketView(View):
    """A ticket."""

    number: int
    conversation: UUID
    type: str
    urgency: Urgency
    status: TicketStatus
    description: str
    opened_at: datetime
    expected_at: datetime
    """When an answer is promised by."""


class TicketEventView(View):
    """One line of a ticket's history."""

    at: datetime
    step: TicketStep
    status: TicketStatus | None
    agent: UUID | None
    text: str | None


class TicketPage(View):
    """A part of the tickets, newest first."""

    tickets: tuple[TicketView, ...]
    before: int | None
    """Pass it as `before` for the next page; null on the last."""

    @staticmethod
    def of(tickets: Sequence[Ticket], limit: int) -> "TicketPage":
        """The view of at most `limit` tickets, of which one more may have been fetched."""
        shown = tickets[:limit]
        return TicketPage(
            tickets=tuple(map(TicketView.model_validate, shown)),
            before=shown[-1].number if len(tickets) > limit else None,
        )


class TicketWithHistory(View):
    """A ticket and what happened to it, oldest first."""

    ticket: TicketView
    history: tuple[TicketEventView, ...]

    @staticmethod
    def of(ticket: Ticket, history: Sequence[TicketEvent]) -> "TicketWithHistory":
        """The view of a ticket with its history."""
        return TicketWithHistory(
            ticket=TicketView.model_validate(ticket),
            history=tuple(map(TicketEventView.model_validate, history)),
        )
