"""Tickets as agents look at them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.models import customer_conversation
from prosa.conversations.parts import Urgency
from prosa.engines.database import Database
from prosa.handoff.models import ticket, ticket_attachment, ticket_event
from prosa.handoff.tickets.sealing import TicketSealer
from prosa.handoff.tickets.types import (
    Attachment,
    NoSuchTicket,
    Ticket,
    TicketEvent,
    TicketStatus,
    TicketStep,
)
from prosa.security.encryption import Cipher


@dataclass(frozen=True, slots=True)
class Filter:
    """Which tickets to list. Texts are encrypted and cannot be searched here."""

    status: TicketStatus | None = None
    urgency: Urgency | None = None
    type: str | None = None
    overdue: bool = False
    """Only those that are open after the moment an answer was promised by."""


class TicketReview:
    """The agents' view of tickets."""

    def __init__(
        self, database: Database, cipher: Cipher, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._sealer = TicketSealer(cipher)
        self._clock = clock

    async def list(
        self,
        status: TicketStatus | None = None,
        before: int | None = None,
        limit: int = 50,
        only: Filter | None = None,
    ) -> list[Ticket]:
        """Newest first, at most `limit`, with numbers below `before`."""
        wanted = only or Filter(status=status)
        statement = _tickets().order_by(ticket.c.number.desc()).limit(limit)
        if wanted.status is not None:
            statement = statement.where(ticket.c.status == wanted.status.value)
        if wanted.urgency is not None:
            statement = statement.where(ticket.c.urgency == wanted.urgency.value)
        if wanted.type is not None:
            statement = statement.where(ticket.c.type == wanted.type)
        if wanted.overdue:
            statement = statement.where(
                ticket.c.status == TicketStatus.OPEN.value, ticket.c.expected_at < self._clock()
            )
        if before is not None:
            statement = statement.where(ticket.c.number < before)
        async with self._database.connect() as connection:
            return [self._ticket_of(row) for row in await connection.execute(statement)]

    async def get(self, number: int) -> tuple[Ticket, tuple[TicketEvent, ...]]:
        """The ticket and its history, oldest first. Raises `NoSuchTicket`."""
        async with self._database.connect() as connection:
            found = await connection.execute(_tickets().where(ticket.c.number == number))
            row = found.one_or_none()
            if row is None:
                raise NoSuchTicket
            history = await connection.execute(
                select(ticket_event).where(ticket_event.c.ticket_number == number).order_by(ticket_event.c.id)
            )
            return self._ticket_of(row), tuple(self._event_of(line) for line in history)

    async def numbers(self, conversation: ConversationId) -> tuple[int, ...]:
        """Numbers of all tickets of a conversation, oldest first."""
        statement = (
            select(ticket.c.number).where(ticket.c.conversation_id == conversation).order_by(ticket.c.number)
        )
        async with self._database.connect() as connection:
            return tuple((await connection.execute(statement)).scalars())

    async def attachments(self, number: int) -> tuple[Attachment, ...]:
        """Files that belong to the ticket, oldest first; () when there is no such ticket."""
        statement = (
            select(ticket_attachment)
            .where(ticket_attachment.c.ticket_number == number)
            .order_by(ticket_attachment.c.at, ticket_attachment.c.id)
        )
        async with self._database.connect() as connection:
            return tuple(self._attachment_of(row) for row in await connection.execute(statement))

    def _ticket_of(self, row: Row[Any]) -> Ticket:
        description = self._sealer.open(row.number, row.description_sealed)
        subject = row.subject_sealed
        return Ticket(
            number=row.number,
            conversation=ConversationId(row.conversation_id),
            type=row.type,
            urgency=Urgency(row.urgency),
            status=TicketStatus(row.status),
            description=description,
            opened_at=row.opened_at,
            expected_at=row.expected_at,
            subject="" if subject is None else self._sealer.open(row.number, subject),
            continues=row.continues,
            customer=row.customer_id,
        )

    def _event_of(self, row: Row[Any]) -> TicketEvent:
        return TicketEvent(
            at=row.at,
            step=TicketStep(row.kind),
            status=None if row.status is None else TicketStatus(row.status),
            agent=None if row.agent_id is None else AgentId(row.agent_id),
            text=None if row.text_sealed is None else self._sealer.open(row.ticket_number, row.text_sealed),
            value=row.value,
        )

    def _attachment_of(self, row: Row[Any]) -> Attachment:
        name, _, link = self._sealer.open(row.ticket_number, row.place_sealed).partition("\n")
        return Attachment(
            id=row.id,
            at=row.at,
            agent=None if row.agent_id is None else AgentId(row.agent_id),
            name=name,
            media_type=row.media_type,
            bytes=row.bytes,
            link=link,
        )


def _tickets() -> Select[Any]:
    """Tickets, with the customer who asked for each when the site has told who they are."""
    return select(ticket, customer_conversation.c.customer_id).outerjoin(
        customer_conversation, customer_conversation.c.conversation_id == ticket.c.conversation_id
    )
