"""Gives those who wait to who is free. Every node does; the database sees to it that each is given once."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum, auto

from prometheus_client import Counter
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Append
from prosa.conversations.events import AgentId, HandOff, HandOffCause, HandOffStep, NewEvent, Source
from prosa.conversations.fence import still_waiting
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

PAUSES = (0.005, 0.02, 0.05)
"""Seconds to wait for who is at a conversation just now."""
AT_ONCE = 200
"""Conversations looked at in one round, next first."""

assigned = Counter("prosa_queue_assigned", "Conversations that the queue gave to an agent")


class Claim(Enum):
    """What came of an attempt to give one conversation to one agent."""

    MADE = auto()
    GONE = auto()
    """The conversation waits no more."""
    BUSY = auto()
    """Somebody is at the conversation just now: another node that gives it away, or its customer."""
    FULL = auto()
    """The agent has no room left, or has been locked out."""


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
        teams = frozenset(team for one in colleagues.values() for team in one.teams)
        # A team in which nobody is any more would be waited for in vain.
        queue = [one if one.team in teams else replace(one, team=None) for one in queue]
        given = 0
        for one in queue:
            if not any(map(may_get, colleagues.values())):
                break
            claim = await self._give_to_somebody(one, colleagues)
            if claim is Claim.BUSY:
                break  # Whoever is behind does not overtake: another node goes on, or the next round does.
            given += claim is Claim.MADE
        assigned.inc(given)
        return given

    async def _give_to_somebody(self, one: Waiting, colleagues: dict[AgentId, Colleague]) -> Claim:
        """What came of it in the end. Each agent who turns out to be full counts as such from then on."""
        claim = Claim.FULL
        for pause in PAUSES:
            while (chosen := choose(one, tuple(colleagues.values()))) is not None:
                claim = await self._give(one, chosen)
                if claim in (Claim.GONE, Claim.BUSY):
                    break
                held = chosen.open + 1 if claim is Claim.MADE else chosen.max
                colleagues[chosen.id] = replace(chosen, open=held, given_at=self._clock())
                if claim is Claim.MADE:
                    break
            if claim is not Claim.BUSY:
                break
            await asyncio.sleep(pause)
        return claim

    async def _give(self, one: Waiting, to: Colleague) -> Claim:
        """One conversation to one agent, in one transaction."""
        claim = Claim.MADE

        async def work(connection: AsyncConnection) -> Append | None:
            nonlocal claim
            claim = await _claim(connection, one, to)
            if claim is not Claim.MADE:
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

        await self._ledger.append_within(work)
        return claim


async def _claim(connection: AsyncConnection, one: Waiting, to: Colleague) -> Claim:
    """Locks the conversation, unless another node is at it, then the agent."""
    waits = (
        await connection.execute(
            select(conversation_table.c.id)
            .where(conversation_table.c.id == one.conversation, is_waiting)
            .with_for_update(skip_locked=True)
        )
    ).scalar_one_or_none()
    if waits is None:
        still = select(conversation_table.c.id).where(conversation_table.c.id == one.conversation, is_waiting)
        return Claim.GONE if (await connection.execute(still)).first() is None else Claim.BUSY
    # Whoever holds the agent's row has the lock on its own conversation already, and is about to commit.
    most = (
        await connection.execute(
            select(agent_table.c.max_conversations)
            .where(agent_table.c.id == to.id, ~agent_table.c.disabled)
            .with_for_update()
        )
    ).scalar_one_or_none()
    # A statement of its own: it sees what whoever held the lock before has committed.
    held = (await connection.execute(select(func.count()).where(holds(to.id)))).scalar_one()
    return Claim.MADE if most is not None and held < most else Claim.FULL
