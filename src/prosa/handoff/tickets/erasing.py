"""Erasing what customers wrote in tickets. Number, type, urgency, status and moments stay, for reports."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.erasing import ERASED
from prosa.conversations.events import ConversationId
from prosa.handoff.models import ticket, ticket_attachment, ticket_event
from prosa.handoff.tickets.sealing import TicketSealer
from prosa.security.encryption import Cipher


class TicketEraser:
    """Implements the core's `Eraser`."""

    def __init__(self, cipher: Cipher) -> None:
        self._sealer = TicketSealer(cipher)

    async def __call__(self, connection: AsyncConnection, conversations: Sequence[ConversationId]) -> int:
        """Erases the texts and links of their tickets; gives how many tickets that were."""
        found = select(ticket.c.number).where(ticket.c.conversation_id.in_(conversations))
        numbers = list((await connection.execute(found.with_for_update())).scalars())
        for number in numbers:
            erased = self._sealer.seal(number, ERASED)
            await connection.execute(
                update(ticket)
                .where(ticket.c.number == number)
                .values(description_sealed=erased, subject_sealed=erased)
            )
        await connection.execute(
            update(ticket_event).where(ticket_event.c.ticket_number.in_(numbers)).values(text_sealed=None)
        )
        await connection.execute(
            delete(ticket_attachment).where(ticket_attachment.c.ticket_number.in_(numbers))
        )
        return len(numbers)
