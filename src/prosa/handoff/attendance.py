"""Who is there: sockets say so in Valkey, what somebody chose is kept in the database.

A node that dies takes no presence with it: what it said of its sockets expires.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import structlog
from prometheus_client import Counter
from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId, TeamId
from prosa.engines.database import Database
from prosa.engines.errors import ValkeyAway
from prosa.engines.valkey import Valkey
from prosa.handoff.models import agent_presence as table
from prosa.handoff.presence import EXPIRY, LEAVING, Presence, Signs, presence_of
from prosa.handoff.waiting import holds
from prosa.people.agents import agent_of, agents
from prosa.people.models import agent as agent_table

WRITTEN_EVERY = timedelta(seconds=60)
"""How often signs of life are written into the database at most."""

# The client library leaves parts of its signatures untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

unreadable = Counter("prosa_presence_unreadable", "Looks at who is there that Valkey did not answer")

log = structlog.get_logger()

_NEVER = datetime.min.replace(tzinfo=UTC)

Connection = str
"""Names one socket among all."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who answers customers, as they stand."""

    id: AgentId
    name: str
    presence: Presence
    chosen: Presence | None
    """None: they have never opened the console, so that nothing is given to them unasked."""
    open: int
    """Conversations they hold."""
    max: int
    skills: frozenset[str]
    teams: frozenset[TeamId]
    given_at: datetime | None
    """When they last got a conversation."""

    @property
    def has_room(self) -> bool:
        """Whether they may hold one more."""
        return self.open < self.max


class Attendance:
    """Knows who is there. One a node; `changed` hears when somebody comes, goes or chooses here."""

    def __init__(
        self,
        database: Database,
        valkey: Valkey,
        away_after: timedelta,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._valkey = valkey
        self._away_after = away_after
        self._clock = clock
        self._changed = changed
        self._open: set[Connection] = set()
        """Sockets on this node."""
        self._written: dict[AgentId, datetime] = {}
        self._acted: dict[AgentId, datetime] = {}
        """When this node last wrote that they did something."""

    @staticmethod
    def connection() -> Connection:
        """A name for a new socket."""
        return uuid4().hex

    async def here(self, agent: AgentId, connection: Connection) -> None:
        """A socket of theirs is open: say so when it opens, and at each sign of life from it."""
        now = self._clock()
        opened = connection not in self._open
        self._open.add(connection)
        await self._beat(agent, connection, now)
        if opened:
            # Who opens the console has done something; who leaves it open has not.
            await self._write(agent, seen_at=now, live=True, active_at=now)
            self._changed()
        elif now - self._written.get(agent, _NEVER) >= WRITTEN_EVERY:
            await self._write(agent, seen_at=now, live=True)
        else:
            return
        self._written[agent] = now

    async def gone(self, agent: AgentId, connection: Connection) -> None:
        """This socket of theirs was closed. They are there until `LEAVING` has passed, or another is open."""
        now = self._clock()
        self._open.discard(connection)
        await self._beat(agent, connection, now - EXPIRY + LEAVING)
        await self._write(agent, seen_at=now, live=True)

    async def active(self, agent: AgentId) -> None:
        """They did something: who was away for doing nothing is back."""
        now = self._clock()
        before = self._acted.get(agent)
        if before is None or now - before >= WRITTEN_EVERY / 2:
            self._acted[agent] = now
            statement = update(table).where(table.c.agent_id == agent)
            async with self._database.begin() as connection:
                await connection.execute(statement.values(active_at=now))
            self._changed()

    async def choose(self, agent: AgentId, presence: Presence) -> Presence:
        """Keeps what they say of themselves until they say otherwise. Gives what it comes to."""
        now = self._clock()
        self._acted[agent] = now
        await self._write(agent, chosen=presence.value, seen_at=now, active_at=now)
        self._changed()
        try:
            return (await self.of(agent)).presence
        except LookupError:
            return Presence.OFFLINE  # locked out this very moment

    async def doze(self, agent: AgentId) -> None:
        """They did not answer in time: as if they had done nothing for long, until they do something."""
        self._acted.pop(agent, None)
        idle = self._clock() - self._away_after
        async with self._database.begin() as connection:
            await connection.execute(
                update(table)
                .where(table.c.agent_id == agent)
                .values(active_at=func.least(table.c.active_at, idle))
            )

    async def of(self, agent: AgentId) -> Colleague:
        """How they stand. Raises `LookupError` for nobody we know."""
        for colleague in await self.everyone((agent,)):
            return colleague
        raise LookupError(agent)

    async def everyone(self, among: Collection[AgentId] | None = None) -> list[Colleague]:
        """Everybody who may sign in, or those of them who are asked for."""
        async with self._database.connect() as connection:
            rows = await _people(connection, among)
        beats = await self._beats([row.id for row in rows])
        now = self._clock()
        return [self._colleague(row, beats, now) for row in rows]

    def _colleague(self, row: Row[Any], beats: dict[AgentId, datetime] | None, now: datetime) -> Colleague:
        signs = Signs(
            chosen=None if row.chosen is None else Presence(row.chosen),
            live=bool(row.live),
            beat_at=None if beats is None else beats.get(row.id),
            seen_at=row.seen_at,
            active_at=row.active_at,
            called_at=row.last_seen_at,
        )
        agent = agent_of(row)
        return Colleague(
            id=agent.id,
            name=agent.name,
            presence=presence_of(signs, now, self._away_after, beats_known=beats is not None),
            chosen=signs.chosen,
            open=row.held,
            max=agent.max_conversations,
            skills=agent.skills,
            teams=agent.teams,
            given_at=row.given_at,
        )

    async def _beat(self, agent: AgentId, connection: Connection, at: datetime) -> None:
        try:
            async with self._valkey.client.pipeline(transaction=False) as pipe:
                pipe.zadd(_key(agent), {connection: at.timestamp()})
                pipe.zremrangebyscore(_key(agent), "-inf", (at - 2 * EXPIRY).timestamp())
                pipe.expire(_key(agent), 2 * int(EXPIRY.total_seconds()))
                await pipe.execute()
        except ValkeyAway:
            unreadable.inc()
            log.debug("presence is kept in the database alone, Valkey is away")

    async def _beats(self, agents: Sequence[AgentId]) -> dict[AgentId, datetime] | None:
        """When each was last heard of by a socket; None while nobody can tell."""
        if not agents:
            return {}
        try:
            async with self._valkey.client.pipeline(transaction=False) as pipe:
                for agent in agents:
                    pipe.zrevrange(_key(agent), 0, 0, withscores=True)
                found = await pipe.execute()
        except ValkeyAway:
            unreadable.inc()
            log.debug("who is there is read from the database alone, Valkey is away")
            return None
        return {
            agent: datetime.fromtimestamp(latest[0][1], UTC)
            for agent, latest in zip(agents, found, strict=True)
            if latest
        }

    async def _write(self, agent: AgentId, **values: object) -> None:
        now = self._clock()
        new = {"chosen": Presence.ONLINE.value, "seen_at": now, "active_at": now, "live": False, **values}
        statement = insert(table).values(agent_id=agent, **new)
        async with self._database.begin() as connection:
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[table.c.agent_id], set_=values)
            )


async def _people(connection: AsyncConnection, among: Collection[AgentId] | None) -> Sequence[Row[Any]]:
    held = select(func.count()).where(holds(agent_table.c.id)).correlate(agent_table)
    statement = (
        agents()
        .outerjoin(table, table.c.agent_id == agent_table.c.id)
        .add_columns(
            table.c.chosen,
            table.c.live,
            table.c.seen_at,
            table.c.active_at,
            table.c.given_at,
            held.scalar_subquery().label("held"),
        )
        .where(~agent_table.c.disabled)
        .order_by(agent_table.c.id)
    )
    if among is not None:
        statement = statement.where(agent_table.c.id.in_(among))
    return list(await connection.execute(statement))


def _key(agent: AgentId) -> str:
    return f"prosa:here:{agent}"
