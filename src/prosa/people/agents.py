"""The people who answer: who they are, how they prove it, and whether they are there."""

import hmac
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ARRAY, Row, Select, Text, Uuid, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict, Invalid, Unauthorized
from prosa.conversations.events import AgentId, TeamId
from prosa.engines.database import Database
from prosa.people.models import agent as table
from prosa.people.models import team, team_member
from prosa.people.roles import Role
from prosa.people.tokens import hash_of, new_token

ONLINE = timedelta(minutes=10)
"""An agent who did nothing for this long is away."""
SEEN_EVERY = timedelta(minutes=1)
"""Presence is written at most this often for each agent."""
MAX_CONVERSATIONS = 5
"""Conversations an agent holds at once, unless they say otherwise."""

_PREFIX = "prosa_agent_"


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who answers customers."""

    id: AgentId
    name: str
    """What customers see."""
    email: str
    skills: frozenset[str]
    """Their own and those of their teams. Empty: takes everything."""
    max_conversations: int
    teams: frozenset[TeamId] = frozenset()
    role: Role = Role.AGENT


class BadAgent(Invalid):
    """Not what a name, an address, a skill or a limit looks like."""

    code = "bad_agent"
    says = "Confira o nome, o e-mail, as habilidades e o limite de conversas."


class EmailTaken(Conflict):
    """Another agent has this address."""

    code = "email_taken"
    says = "Já existe um atendente com este e-mail."


class Agents:
    """The agents of this company."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def create(
        self,
        name: str,
        email: str,
        skills: Collection[str] = (),
        max_conversations: int = MAX_CONVERSATIONS,
        role: Role = Role.AGENT,
        password_hash: str | None = None,
    ) -> tuple[Agent, str]:
        """A new agent and their token for programs, which is shown this once: only its hash is kept.

        Raises `EmailTaken` and `BadAgent`. Addresses are compared without case.
        """
        token = new_token(_PREFIX)
        async with self._database.begin() as connection:
            created = await self.add(
                connection, name, email, skills, max_conversations, role, password_hash, hash_of(token)
            )
        return created, token

    async def add(
        self,
        connection: AsyncConnection,
        name: str,
        email: str,
        skills: Collection[str] = (),
        max_conversations: int = MAX_CONVERSATIONS,
        role: Role = Role.AGENT,
        password_hash: str | None = None,
        token_hash: bytes | None = None,
    ) -> Agent:
        """A new agent, in the caller's transaction. Raises `EmailTaken` and `BadAgent`."""
        created = Agent(
            AgentId(uuid4()),
            name.strip(),
            address_of(email),
            frozenset(skill.strip() for skill in skills),
            max_conversations,
            role=role,
        )
        if not makes_sense(created):
            raise BadAgent
        values = {
            "id": created.id,
            "name": created.name,
            "email": created.email,
            "role": created.role.value,
            "token_hash": token_hash,
            "password_hash": password_hash,
            "skills": sorted(created.skills),
            "max_conversations": created.max_conversations,
            "created_at": self._clock(),
        }
        try:
            await connection.execute(insert(table).values(values))
        except IntegrityError as error:
            raise EmailTaken from error
        return created

    async def renew_token(self, agent: AgentId) -> str:
        """A new token for programs, shown this once; the one before is worth nothing from now on."""
        token = new_token(_PREFIX)
        async with self._database.begin() as connection:
            await connection.execute(
                update(table).where(table.c.id == agent).values(token_hash=hash_of(token))
            )
        return token

    async def authenticate(self, token: str | None) -> Agent:
        """The agent whose token this is, who thereby is there. Raises `Unauthorized`."""
        hashed = hash_of(token or "")
        async with self._database.connect() as connection:
            found = (await connection.execute(agents().where(table.c.token_hash == hashed))).one_or_none()
        if found is None or not hmac.compare_digest(bytes(found.token_hash), hashed) or found.disabled:
            raise Unauthorized
        await self.seen(AgentId(found.id), found.last_seen_at)
        return agent_of(found)

    async def get(self, agent: AgentId) -> Agent | None:
        """The agent; None for nobody we know, and for those who are locked out."""
        async with self._database.connect() as connection:
            found = (
                await connection.execute(agents().where(table.c.id == agent, ~table.c.disabled))
            ).one_or_none()
        return None if found is None else agent_of(found)

    async def with_email(self, email: str) -> Agent | None:
        """The agent with this address, locked out or not; None for nobody we know."""
        async with self._database.connect() as connection:
            found = (
                await connection.execute(agents().where(table.c.email == address_of(email)))
            ).one_or_none()
        return None if found is None else agent_of(found)

    async def online(self) -> list[Agent]:
        """Everyone who did something within the last ten minutes."""
        there = table.c.last_seen_at >= self._clock() - ONLINE
        async with self._database.connect() as connection:
            rows = await connection.execute(agents().where(there, ~table.c.disabled))
            return [agent_of(row) for row in rows]

    async def name_of(self, agent: AgentId) -> str | None:
        """The name that customers see; None for nobody we know."""
        async with self._database.connect() as connection:
            return (await connection.execute(select(table.c.name).where(table.c.id == agent))).scalar()

    async def disable(self, agent: AgentId) -> None:
        """Locks an agent out. What they hold is released by `HandOffs.release_all`."""
        async with self._database.begin() as connection:
            await connection.execute(update(table).where(table.c.id == agent).values(disabled=True))

    async def seen(self, agent: AgentId, before: datetime | None) -> None:
        """The agent did something, after they did at `before`."""
        now = self._clock()
        if before is not None and now - before < SEEN_EVERY:
            return
        async with self._database.begin() as connection:
            await connection.execute(update(table).where(table.c.id == agent).values(last_seen_at=now))


def address_of(email: str) -> str:
    """As addresses are kept and compared."""
    return email.strip().lower()


def agents() -> Select[Any]:
    """Rows of which `agent_of` makes agents."""
    mine = team_member.c.agent_id == table.c.id
    teams = select(team_member.c.team_id).where(mine)
    skills = (
        select(func.unnest(team.c.skills))
        .select_from(team.join(team_member, team.c.id == team_member.c.team_id))
        .where(mine)
    )
    return select(
        table,
        func.array(teams.correlate(table).scalar_subquery(), type_=ARRAY(Uuid)).label("teams"),
        func.array(skills.correlate(table).scalar_subquery(), type_=ARRAY(Text)).label("team_skills"),
    )


def agent_of(row: Row[Any]) -> Agent:
    """The agent of a row of `agents`."""
    return Agent(
        id=AgentId(row.id),
        name=row.name,
        email=row.email,
        skills=frozenset(row.skills) | frozenset(row.team_skills),
        max_conversations=row.max_conversations,
        teams=frozenset(map(TeamId, row.teams)),
        role=Role(row.role),
    )


def makes_sense(agent: Agent) -> bool:
    """Whether this looks like a name, an address, skills and a limit."""
    words = (agent.name, *agent.skills)
    return (
        all(0 < len(word) <= 80 and word.isprintable() for word in words)
        and len(agent.skills) <= 50
        and len(agent.email) <= 254
        and agent.email.isprintable()
        and re.fullmatch(r"[^@\s]+@[^@\s]+", agent.email) is not None
        and 1 <= agent.max_conversations <= 100
    )
