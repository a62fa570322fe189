"""Who did what: a list that only grows. Every area writes to it, in the transaction of what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.people.models import agent, audit_entry

LONGEST = 200
"""Characters of a subject."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done."""

    id: int
    at: datetime
    by: AgentId | None
    """None: somebody who was not signed in, or Prosa itself."""
    by_name: str | None
    action: str
    subject: str
    detail: Mapping[str, Any]


async def record(
    connection: AsyncConnection,
    by: AgentId | None,
    action: str,
    subject: object = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Notes that `by` did this, if the transaction is committed.

    `action` is an area and a verb ("person.invited", "article.published"), `subject` the id or name of what
    it was done to, `detail` values that JSON knows. Never put in what a customer said, or a secret.
    """
    await connection.execute(
        insert(audit_entry).values(
            at=datetime.now(UTC),
            by=by,
            action=action,
            subject=str(subject).replace("\x00", "")[:LONGEST],
            detail=dict(detail or {}),
        )
    )


class AuditLog:
    """Reads it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, before: int | None, limit: int) -> Sequence[Entry]:
        """The latest first, those before the entry with this id."""
        asked = (
            select(audit_entry, agent.c.name.label("by_name"))
            .outerjoin(agent, agent.c.id == audit_entry.c.by)
            .order_by(audit_entry.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            asked = asked.where(audit_entry.c.id < before)
        async with self._database.connect() as connection:
            return [
                Entry(row.id, row.at, row.by, row.by_name, row.action, row.subject, row.detail)
                for row in await connection.execute(asked)
            ]
