"""Tickets: what a customer was promised an answer to, with a number and a history."""

from prosa.handoff.tickets.book import TicketBook
from prosa.handoff.tickets.review import TicketReview
from prosa.handoff.tickets.types import (
    NoSuchTicket,
    Ticket,
    TicketClosed,
    TicketEvent,
    TicketStatus,
    TicketStep,
)

__all__ = [
    "NoSuchTicket",
    "Ticket",
    "TicketBook",
    "TicketClosed",
    "TicketEvent",
    "TicketReview",
    "TicketStatus",
    "TicketStep",
]
