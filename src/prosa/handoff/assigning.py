"""Gives those who wait to who is free. Every node does; the database sees to it that each is given once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from prometheus_client import Counter
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Append
from prosa.conversations.events import HandOff, HandOffCause, HandOffStep, NewEvent, Source
from prosa.conversations.fence import Superseded, still_waiting
from prosa.conversations.ledger import Ledger
from prosa.conversations.models import conversation as conversation_table
from prosa.engines.database import Database
from prosa.handoff import waiting
from prosa.handoff.attendance import Attendance, Colleague
from prosa.handoff.matching import choose, may_get
from prosa.handoff.models import agent_presence
from prosa.handoff.queue import Waiting
from prosa.handoff.waiting import holds, is_waiting
from prosa.people.models import agent as agent_table

AT_ONCE = 200
"""Conversations looked at in one round, next first."""

assigned = Counter("prosa_queue_assigned", "Conversations that the queue gave to an agent")


class Assigner:
    """One node's hand in the queue."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        attendance: Attendance,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._attendance = attendance
        self._clock = clock

    async def round(self) -> int:
        """Gives away what can be given now. Returns how many."""
        async with self._database.connect() as connection:
            queue = await waiting.first(connection, AT_ONCE)
        if not queue:
            return 0
        colleagues = {one.id: one for one in await self._attendance.everyone()}
        given = 0
        for one in queue:
            free = [colleague for colleague in colleagues.values() if may_get(colleague)]
            if not free:
                break
            chosen = choose(one, free)
            if chosen is not None and await self._give(one, chosen):
                given += 1
                colleagues[chosen.id] = replace(chosen, open=chosen.open + 1, given_at=self._clock())
        assigned.inc(given)
        return given

    async def _give(self, one: Waiting, to: Colleague) -> bool:
        """One conversation to one agent, in one transaction. False when either is spoken for meanwhile."""

        async def claim(connection: AsyncConnection) -> Append | None:
            if not await _claimed(connection, one, to):
                return None
            now = self._clock()
            await connection.execute(
                update(agent_presence).where(agent_presence.c.agent_id == to.id).values(given_at=now)
            )
            step = HandOff(
                step=HandOffStep.ASSIGNED,
                cause=HandOffCause.AUTOMATIC,
                agent=to.id,
                agent_name=to.name,
            )
            return Append(one.conversation, [NewEvent(Source.SYSTEM, step)], require=still_waiting)

        try:
            return await self._ledger.append_within(claim) is not None
        except Superseded:
            return False


async def _claimed(connection: AsyncConnection, one: Waiting, to: Colleague) -> bool:
    """Locks the conversation, then the agent; who finds either locked leaves it to whoever holds the lock."""
    claimed: Sequence[object] = (
        await connection.execute(
            select(conversation_table.c.id)
            .where(conversation_table.c.id == one.conversation, is_waiting)
            .with_for_update(skip_locked=True)
        )
    ).all()
    if not claimed:
        return False
    most = (
        await connection.execute(
            select(agent_table.c.max_conversations)
            .where(agent_table.c.id == to.id, ~agent_table.c.disabled)
            .with_for_update(skip_locked=True)
        )
    ).scalar_one_or_none()
    if most is None:
        return False
    # A statement of its own: it sees what whoever held the lock before has committed.
    held = (await connection.execute(select(func.count()).where(holds(to.id)))).scalar_one()
    return held < most
