"""How many conversations each list holds: one statement a node every half second at most."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from prosa.console.listing.filters import Clock, asleep, broken, fresh, held, near, utc_now
from prosa.console.listing.models import agent_read
from prosa.console.listing.schemas import Counts, PromiseCounts
from prosa.conversations.models import conversation
from prosa.conversations.projection import Owner
from prosa.desk.models import mention
from prosa.engines.database import Database
from prosa.handoff.waiting import is_waiting
from prosa.people.agents import Agent

KEPT_SECONDS = 0.5

_UNSEEN_MENTIONS = (
    select(mention.c.agent_id, func.count())
    .select_from(
        mention.outerjoin(
            agent_read,
            and_(
                agent_read.c.agent_id == mention.c.agent_id,
                agent_read.c.conversation_id == mention.c.conversation_id,
            ),
        )
    )
    .where(func.coalesce(agent_read.c.offset, -1) < mention.c.offset)
    .group_by(mention.c.agent_id)
)


@dataclass(slots=True)
class Tally:
    """What is counted for everybody at once."""

    waiting: int = 0
    held: int = 0
    with_bot: int = 0
    due: int = 0
    breached: int = 0
    by_agent: Counter[UUID] = field(default_factory=Counter[UUID])
    snoozed: Counter[UUID] = field(default_factory=Counter[UUID])
    mentions: Counter[UUID] = field(default_factory=Counter[UUID])
    by_team: Counter[str] = field(default_factory=Counter[str])

    def for_agent(self, agent: Agent) -> Counts:
        """The counts as one agent sees them."""
        return Counts(
            mine=self.by_agent[agent.id],
            queue=self.waiting,
            unassigned=self.waiting + self.with_bot,
            all=self.waiting + self.with_bot + self.held,
            by_team=dict(self.by_team),
            mentions=self.mentions[agent.id],
            snoozed=self.snoozed[agent.id],
            sla=PromiseCounts(due=self.due, breached=self.breached),
        )


class Counting:
    """Counts, and remembers for a moment what it counted."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._counted: tuple[float, Tally] | None = None
        self._alone = asyncio.Lock()

    async def tally(self) -> Tally:
        """The counts as they were at most half a second ago."""
        async with self._alone:
            if self._counted is not None and time.monotonic() - self._counted[0] < KEPT_SECONDS:
                return self._counted[1]
            tally = await self._count()
            self._counted = time.monotonic(), tally
            return tally

    async def _count(self) -> Tally:
        now = self._clock()
        holder = func.coalesce(conversation.c.assignee, conversation.c.lent_by)
        statement = (
            select(
                conversation.c.owner,
                holder,
                conversation.c.team,
                func.count(),
                func.count().filter(asleep(now)),
                func.count().filter(near),
                func.count().filter(broken),
            )
            .where(or_(held, is_waiting, fresh(now)))
            .group_by(conversation.c.owner, holder, conversation.c.team)
        )
        tally = Tally()
        async with self._database.connect() as connection:
            for owner, agent, team, count, sleeping, due, breached in await connection.execute(statement):
                tally.due += due
                tally.breached += breached
                if team is not None:
                    tally.by_team[str(team)] += count
                if agent is not None:
                    tally.held += count
                    tally.by_agent[agent] += count - sleeping
                    tally.snoozed[agent] += sleeping
                elif owner == Owner.QUEUE:
                    tally.waiting += count
                else:
                    tally.with_bot += count
            for agent, count in await connection.execute(_UNSEEN_MENTIONS):
                tally.mentions[agent] = count
        return tally
