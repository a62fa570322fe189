"""Tickets as JSON."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from prosa.console.schemas import MessageText, Sent, View
from prosa.conversations.parts import Text, Urgency, whole
from prosa.handoff.tickets import Attachment, Ticket, TicketEvent, TicketStatus, TicketStep


def one_line(text: str) -> str:
    """Refuses line breaks and other control characters."""
    if not text.isprintable():
        raise ValueError("must be one line without control characters")
    return text


TicketType = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60),
    AfterValidator(one_line),
]
Line = Annotated[
    Text,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(one_line),
]


class TicketChange(Sent):
    """Moves a ticket on. What is left out stays."""

    status: TicketStatus | None = None
    """The customer is told of a new status in their conversation."""
    urgency: Urgency | None = None
    """The promise moves with it: counted from the ticket's opening."""
    type: TicketType | None = None


class NewTicket(Sent):
    """A ticket that a person opens."""

    conversation: UUID
    """Whose customer it is for."""
    type: TicketType
    urgency: Urgency = Urgency.MEDIUM
    subject: Line | None = None
    """Without: how the description begins."""
    description: Annotated[MessageText, AfterValidator(whole)]


class TicketNote(Sent):
    """Something written into a ticket."""

    text: Annotated[MessageText, AfterValidator(whole)]
    public: bool = False
    """True: an answer, which the customer gets in their conversation. False: for agents only."""


class NewAttachment(Sent):
    """A file that belongs to a ticket. Prosa keeps where it lies, not the file."""

    name: Line
    link: Annotated[Text, StringConstraints(max_length=2000, pattern=r"^https?://[^\s\x00-\x1f]+$")]
    media_type: Annotated[str, StringConstraints(max_length=100, pattern=r"^[\w.+-]+/[\w.+-]+$")]
    bytes: Annotated[int, Field(ge=0, le=2**53)] | None = None


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
    subject: str
    """In a few words; "" for tickets of before there were subjects."""
    continues: int | None
    """The closed ticket that this one goes on with."""
    customer: UUID | None
    """Who asked for it, when the site has told: their id in Prosa."""


class TicketEventView(View):
    """One line of a ticket's history."""

    at: datetime
    step: TicketStep
    status: TicketStatus | None
    agent: UUID | None
    text: str | None
    value: str | None
    """The new urgency or type."""


class AttachmentView(View):
    """A file that belongs to a ticket."""

    id: UUID
    at: datetime
    agent: UUID | None
    name: str
    media_type: str
    bytes: int | None
    link: str


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
    attachments: tuple[AttachmentView, ...]

    @staticmethod
    def of(
        ticket: Ticket, history: Sequence[TicketEvent], attachments: Sequence[Attachment]
    ) -> "TicketWithHistory":
        """The view of a ticket with its history and files."""
        return TicketWithHistory(
            ticket=TicketView.model_validate(ticket),
            history=tuple(map(TicketEventView.model_validate, history)),
            attachments=tuple(map(AttachmentView.model_validate, attachments)),
        )
