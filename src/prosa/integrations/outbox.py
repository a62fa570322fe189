"""The outbox: events for the company's systems, stored with what they tell of, delivered afterwards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import orjson
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.engines.database import Database
from prosa.integrations.models import outgoing_event as table

KEPT_FOR = timedelta(days=7)
"""How long a delivered event can still be looked at, and sent again."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An event on its way."""

    id: UUID
    kind: str
    at: datetime
    body: str
    """JSON, as it is sent and signed."""
    attempts: int
    """Including the one under way."""
    problem: str | None = None
    """Why the last attempt failed."""


class Outbox:
    """Events that wait. Without anybody who wants them (`wanted`) nothing is stored."""

    def __init__(
        self, database: Database, *, wanted: bool, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._wanted = wanted
        self._clock = clock

    async def put(self, connection: AsyncConnection, kind: str, data: Mapping[str, object]) -> None:
        """Stores an event in the caller's transaction: it is delivered if, and only if, that commits."""
        if not self._wanted:
            return
        id, now = uuid4(), self._clock()
        body = orjson.dumps({"id": str(id), "kind": kind, "at": now.isoformat(), "data": data}).decode()
        await connection.execute(insert(table).values(id=id, kind=kind, at=now, body=body, due_at=now))

    async def claim(self, limit: int, lease: timedelta) -> list[Outgoing]:
        """Events that are due, oldest first; nobody else gets them before the lease is over.

        No transaction stays open while they are sent: of a node that dies, another takes them up later.
        """
        now = self._clock()
        due = (
            select(table.c.id)
            .where(table.c.due_at <= now)
            .order_by(table.c.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        claimed = (
            update(table)
            .where(table.c.id.in_(due))
            .values(due_at=now + lease, attempts=table.c.attempts + 1)
            .returning(table.c.id, table.c.kind, table.c.at, table.c.body, table.c.attempts, table.c.problem)
        )
        async with self._database.begin() as connection:
            rows = (await connection.execute(claimed)).all()
        return sorted((Outgoing(*row) for row in rows), key=lambda event: event.at)

    async def delivered(self, id: UUID) -> None:
        """It has arrived."""
        await self._set(id, due_at=None, delivered_at=self._clock(), problem=None)

    async def failed(self, id: UUID, problem: str, again_in: timedelta | None) -> None:
        """It has not: try again then, or, with None, give it up until somebody replays it."""
        due = None if again_in is None else self._clock() + again_in
        await self._set(id, due_at=due, problem=problem)

    async def given_up(self, limit: int = 100) -> list[Outgoing]:
        """Events that nobody tries to deliver any more, oldest first."""
        statement = (
            select(table.c.id, table.c.kind, table.c.at, table.c.body, table.c.attempts, table.c.problem)
            .where(table.c.due_at.is_(None), table.c.delivered_at.is_(None))
            .order_by(table.c.at)
            .limit(limit)
        )
        async with self._database.connect() as connection:
            return [Outgoing(*row) for row in await connection.execute(statement)]

    async def replay(self, ids: Sequence[UUID] | None = None) -> int:
        """Sends again what was given up, or just these events, delivered or not. Returns how many."""
        again = update(table).values(due_at=self._clock(), attempts=0, delivered_at=None)
        if ids is None:
            again = again.where(table.c.due_at.is_(None), table.c.delivered_at.is_(None))
        else:
            again = again.where(table.c.id.in_(ids))
        async with self._database.begin() as connection:
            return (await connection.execute(again)).rowcount

    async def waiting(self) -> int:
        """How many are still to be delivered."""
        statement = select(func.count()).where(table.c.due_at.is_not(None))
        async with self._database.connect() as connection:
            return (await connection.execute(statement)).scalar_one()

    async def forget(self) -> None:
        """Drops what was delivered longer ago than `KEPT_FOR`."""
        old = delete(table).where(table.c.delivered_at < self._clock() - KEPT_FOR)
        async with self._database.begin() as connection:
            await connection.execute(old)

    async def _set(self, id: UUID, **values: object) -> None:
        async with self._database.begin() as connection:
            await connection.execute(update(table).where(table.c.id == id).values(**values))
