"""Tickets: what a customer was promised an answer to, with a number and a history."""

from prosa.handoff.tickets.book import TicketBook
from prosa.handoff.tickets.review import TicketReview
from prosa.handoff.tickets.types import (
    Attachment,
    NoSuchTicket,
    Ticket,
    TicketClosed,
    TicketEvent,
    TicketStatus,
    TicketStep,
)
from prosa.handoff.tickets.work import TicketWork

__all__ = [
    "Attachment",
    "NoSuchTicket",
    "Ticket",
    "TicketBook",
    "TicketClosed",
    "TicketEvent",
    "TicketReview",
    "TicketStatus",
    "TicketStep",
    "TicketWork",
]
