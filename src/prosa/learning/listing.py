"""Reading the review list."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId, ConversationId, Message
from prosa.conversations.facts import IntentFact
from prosa.conversations.models import event
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.handoff.paging import Cursor
from prosa.learning.items import Filter, NoSuchItem, ReviewItem, ReviewPage, Status
from prosa.learning.models import review_item as table
from prosa.learning.noticing import Reason


class ReviewList:
    """The messages that are worth a look."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def page(self, shown: Filter, after: str | None = None, limit: int = 50) -> ReviewPage:
        """At most `limit` messages, the latest said first. Raises `BadCursor`."""
        key = tuple_(table.c.at, table.c.id)
        statement = _rows().where(*_conditions(shown)).order_by(table.c.at.desc(), table.c.id.desc())
        if after is not None:
            cursor = Cursor.read(after)
            statement = statement.where(key < tuple_(literal(cursor.at), literal(cursor.id)))
        async with self._database.connect() as connection:
            # One more than asked for tells whether there is a next page.
            rows = (await connection.execute(statement.limit(limit + 1))).all()
        items = tuple(self._item_of(row) for row in rows[:limit])
        more = len(rows) > limit
        return ReviewPage(items, str(Cursor(items[-1].at, items[-1].id)) if more else None)

    async def get(self, id: UUID) -> ReviewItem:
        """One message of the list. Raises `NoSuchItem`."""
        async with self._database.connect() as connection:
            return await self.one(connection, table.c.id == id)

    async def open_items(self, limit: int) -> list[ReviewItem]:
        """The undecided messages that were said last."""
        statement = _rows().where(table.c.status == Status.OPEN.value)
        async with self._database.connect() as connection:
            ordered = statement.order_by(table.c.at.desc(), table.c.id.desc()).limit(limit)
            rows = (await connection.execute(ordered)).all()
        # Thousands of bodies take a moment to open in which nobody else should wait.
        return await asyncio.to_thread(lambda: [self._item_of(row) for row in rows])

    async def waiting(self) -> tuple[int, datetime | None]:
        """How many are undecided, and when the last one was listed: equal answers, equal lists."""
        statement = select(func.count(), func.max(table.c.listed_at)).where(
            table.c.status == Status.OPEN.value
        )
        async with self._database.connect() as connection:
            count, last = (await connection.execute(statement)).one()
        return count, last

    async def one(
        self, connection: AsyncConnection, which: ColumnElement[bool], *, lock: bool = False
    ) -> ReviewItem:
        """The one message that a condition names, locked for this transaction if asked. `NoSuchItem`."""
        statement = _rows().where(which)
        if lock:
            statement = statement.with_for_update(of=table)
        row = (await connection.execute(statement)).one_or_none()
        if row is None:
            raise NoSuchItem
        return self._item_of(row)

    def _item_of(self, row: Any) -> ReviewItem:
        said = self._sealer.open(row.kind, row.data_sealed, row.conversation_id, row.offset)
        return ReviewItem(
            id=row.id,
            conversation=ConversationId(row.conversation_id),
            offset=row.offset,
            at=row.at,
            listed_at=row.listed_at,
            text=said.text if isinstance(said, Message) else "",
            reasons=tuple(Reason(reason) for reason in row.reasons),
            understood=None if row.intent is None else IntentFact(name=row.intent, confidence=row.confidence),
            alternatives=tuple(IntentFact(name=name, confidence=sure) for name, sure in row.alternatives),
            suggested=row.suggested,
            corrected_by=_agent(row.corrected_by),
            status=Status(row.status),
            decided_intent=row.decided_intent,
            decided_by=_agent(row.decided_by),
            decided_at=row.decided_at,
        )


def _rows() -> Select[tuple[Any, ...]]:
    """Rows of the list, each with its message's sealed body."""
    return select(table, event.c.kind, event.c.data_sealed).join_from(
        table,
        event,
        and_(event.c.conversation_id == table.c.conversation_id, event.c.offset == table.c.offset),
    )


def _conditions(shown: Filter) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shown.status is not None:
        conditions.append(table.c.status == shown.status.value)
    if shown.reason is not None:
        conditions.append(table.c.reasons.contains([shown.reason.value]))
    if shown.intent is not None:
        conditions.append(table.c.suggested == shown.intent)
    if shown.since is not None:
        conditions.append(table.c.at >= shown.since)
    if shown.until is not None:
        conditions.append(table.c.at < shown.until)
    return conditions


def _agent(id: UUID | None) -> AgentId | None:
    return None if id is None else AgentId(id)
