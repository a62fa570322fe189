"""Tickets as agents work on them: looking, and moving them on."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.parts import Urgency
from prosa.engines.database import Database
from prosa.handoff.models import ticket, ticket_event
from prosa.handoff.tickets.sealing import TicketSealer
from prosa.handoff.tickets.types import (
    NoSuchTicket,
    Ticket,
    TicketClosed,
    TicketEvent,
    TicketStatus,
    TicketStep,
)
from prosa.security.encryption import Cipher


class TicketReview:
    """The agents' side of tickets."""

    def __init__(
        self, database: Database, cipher: Cipher, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._sealer = TicketSealer(cipher)
        self._clock = clock

    async def list(
        self, status: TicketStatus | None = None, before: int | None = None, limit: int = 50
    ) -> list[Ticket]:
        """Newest first, at most `limit`, with numbers below `before`."""
        statement = select(ticket).order_by(ticket.c.number.desc()).limit(limit)
        if status is not None:
            statement = statement.where(ticket.c.status == status.value)
        if before is not None:
            statement = statement.where(ticket.c.number < before)
        async with self._database.connect() as connection:
            return [self._ticket_of(row) for row in await connection.execute(statement)]

    async def get(self, number: int) -> tuple[Ticket, tuple[TicketEvent, ...]]:
        """The ticket and its history, oldest first. Raises `NoSuchTicket`."""
        async with self._database.connect() as connection:
            row = (await connection.execute(select(ticket).where(ticket.c.number == number))).one_or_none()
            if row is None:
                raise NoSuchTicket
            history = await connection.execute(
                select(ticket_event).where(ticket_event.c.ticket_number == number).order_by(ticket_event.c.id)
            )
            return self._ticket_of(row), tuple(self._event_of(line) for line in history)

    async def set_status(self, number: int, status: TicketStatus, by: AgentId) -> None:
        """Moves a ticket on. Raises `NoSuchTicket`, and `TicketClosed` when it is closed."""
        async with self._database.begin() as connection:
            found = select(ticket.c.status).where(ticket.c.number == number).with_for_update()
            before = (await connection.execute(found)).scalar_one_or_none()
            if before is None:
                raise NoSuchTicket
            if before == status:
                return
            if before == TicketStatus.CLOSED:
                raise TicketClosed
            await connection.execute(
                update(ticket).where(ticket.c.number == number).values(status=status.value)
            )
            await connection.execute(
                insert(ticket_event).values(
                    ticket_number=number,
                    at=self._clock(),
                    kind=TicketStep.STATUS.value,
                    status=status.value,
                    agent_id=by,
                )
            )

    def _ticket_of(self, row: Row[Any]) -> Ticket:
        return Ticket(
            number=row.number,
            conversation=ConversationId(row.conversation_id),
            type=row.type,
            urgency=Urgency(row.urgency),
            status=TicketStatus(row.status),
            description=self._sealer.open(row.number, row.description_sealed),
            opened_at=row.opened_at,
            expected_at=row.expected_at,
        )

    def _event_of(self, row: Row[Any]) -> TicketEvent:
        return TicketEvent(
            at=row.at,
            step=TicketStep(row.kind),
            status=None if row.status is None else TicketStatus(row.status),
            agent=None if row.agent_id is None else AgentId(row.agent_id),
            text=None if row.text_sealed is None else self._sealer.open(row.ticket_number, row.text_sealed),
        )
