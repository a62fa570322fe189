"""Where somebody is signed in: one row for each browser, which holds the key to it in a cookie."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NewType
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Unauthorized
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.people.agents import SEEN_EVERY, Agent, Agents, agent_of, agents
from prosa.people.models import agent as agent_table
from prosa.people.models import agent_session as table
from prosa.people.tokens import hash_of, new_token

LONGEST_USER_AGENT = 200
MOST = 20
"""Browsers in which one person may be signed in: one more ends the session that was used least recently."""

SessionId = NewType("SessionId", UUID)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in, in one browser."""

    id: SessionId
    created_at: datetime
    last_seen_at: datetime
    user_agent: str
    """As the browser names itself, at most 200 characters."""


class Sessions:
    """The sessions of all agents."""

    def __init__(
        self,
        database: Database,
        agents: Agents,
        life: timedelta,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """A session ends when it was not used for as long as `life`."""
        self._database = database
        self._agents = agents
        self._life = life
        self._clock = clock

    @property
    def life(self) -> timedelta:
        """How long one lasts that is not used."""
        return self._life

    async def open(self, connection: AsyncConnection, agent: AgentId, user_agent: str) -> str:
        """Begins a session, and gives its token: only a hash of it is kept."""
        token, now = new_token(), self._clock()
        await connection.execute(delete(table).where(table.c.agent_id == agent, table.c.expires_at <= now))
        superfluous = (
            select(table.c.id)
            .where(table.c.agent_id == agent)
            .order_by(table.c.last_seen_at.desc())
            .offset(MOST - 1)
        )
        await connection.execute(delete(table).where(table.c.id.in_(superfluous)))
        await connection.execute(
            insert(table).values(
                id=uuid4(),
                agent_id=agent,
                token_hash=hash_of(token),
                user_agent="".join(filter(str.isprintable, user_agent))[:LONGEST_USER_AGENT],
                created_at=now,
                last_seen_at=now,
                expires_at=now + self._life,
            )
        )
        return token

    async def find(self, token: str) -> tuple[Agent, SessionId]:
        """Whose session this is, who thereby is there. Raises `Unauthorized`."""
        now = self._clock()
        asked = (
            agents()
            .add_columns(table.c.id.label("session"), table.c.last_seen_at.label("used_at"))
            .join(table, table.c.agent_id == agent_table.c.id)
            .where(table.c.token_hash == hash_of(token), table.c.expires_at > now, ~agent_table.c.disabled)
        )
        async with self._database.connect() as connection:
            found = (await connection.execute(asked)).one_or_none()
        if found is None:
            raise Unauthorized
        if now - found.used_at >= SEEN_EVERY:
            async with self._database.begin() as connection:
                await connection.execute(
                    update(table)
                    .where(table.c.id == found.session)
                    .values(last_seen_at=now, expires_at=now + self._life)
                )
        await self._agents.seen(AgentId(found.id), found.last_seen_at)
        return agent_of(found), SessionId(found.session)

    async def of(self, agent: AgentId) -> Sequence[Session]:
        """Where they are signed in, the last used first."""
        asked = (
            select(table)
            .where(table.c.agent_id == agent, table.c.expires_at > self._clock())
            .order_by(table.c.last_seen_at.desc())
        )
        async with self._database.connect() as connection:
            return [
                Session(SessionId(row.id), row.created_at, row.last_seen_at, row.user_agent)
                for row in await connection.execute(asked)
            ]

    async def end(self, agent: AgentId, session: SessionId) -> bool:
        """Ends one of an agent's sessions. False when there is no such session of theirs."""
        async with self._database.begin() as connection:
            ended = await connection.execute(
                delete(table).where(table.c.id == session, table.c.agent_id == agent)
            )
        return ended.rowcount > 0

    async def end_others(self, agent: AgentId, but: SessionId | None) -> None:
        """Ends all of an agent's sessions, except one."""
        async with self._database.begin() as connection:
            await end_all(connection, agent, but)

    async def end_token(self, token: str) -> None:
        """Ends the session with this token, if there is one."""
        async with self._database.begin() as connection:
            await connection.execute(delete(table).where(table.c.token_hash == hash_of(token)))


async def end_all(connection: AsyncConnection, agent: AgentId, but: SessionId | None = None) -> None:
    """Ends all sessions of an agent, except one."""
    ended = delete(table).where(table.c.agent_id == agent)
    await connection.execute(ended if but is None else ended.where(table.c.id != but))
