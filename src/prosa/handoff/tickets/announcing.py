"""Telling the company's systems of tickets: thin events, without a word that anybody wrote."""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.models import customer_conversation
from prosa.handoff.models import ticket

OPENED = "ticket.opened"
UPDATED = "ticket.updated"
"""Status, urgency, type, an attachment."""
ADDED = "ticket.added"
"""The customer said more."""
REOPENED = "ticket.reopened"
ANSWERED = "ticket.answered"


class Outbox(Protocol):
    """Where events wait for delivery (`integrations.outbox`)."""

    async def put(self, connection: AsyncConnection, kind: str, data: Mapping[str, object]) -> None:
        """Stores an event in the caller's transaction."""
        ...


class NoOutbox:
    """Nobody wants to be told."""

    async def put(self, connection: AsyncConnection, kind: str, data: Mapping[str, object]) -> None:
        """Does nothing."""


async def announce(
    connection: AsyncConnection,
    outbox: Outbox,
    kind: str,
    number: int,
    change: Mapping[str, str] | None = None,
) -> None:
    """Stores the event with the ticket as it stands in this transaction, and what has changed."""
    found = (
        select(
            ticket.c.number,
            ticket.c.conversation_id,
            ticket.c.type,
            ticket.c.urgency,
            ticket.c.status,
            ticket.c.opened_at,
            ticket.c.expected_at,
            ticket.c.continues,
            customer_conversation.c.customer_id,
        )
        .outerjoin(customer_conversation, customer_conversation.c.conversation_id == ticket.c.conversation_id)
        .where(ticket.c.number == number)
    )
    row = (await connection.execute(found)).one()
    await outbox.put(
        connection,
        kind,
        {
            "ticket": {
                "number": row.number,
                "conversation": str(row.conversation_id),
                "customer": None if row.customer_id is None else str(row.customer_id),
                "type": row.type,
                "urgency": row.urgency,
                "status": row.status,
                "opened_at": row.opened_at.isoformat(),
                "expected_at": row.expected_at.isoformat(),
                "continues": row.continues,
            },
            "change": dict(change or {}),
        },
    )
