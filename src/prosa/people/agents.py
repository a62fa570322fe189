"""The people who answer: who they are, how they prove it, and whether they are there."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from prosa.conversations.errors import Conflict, Invalid, Unauthorized
from prosa.conversations.events import AgentId, TeamId
from prosa.engines.database import Database
from prosa.people.models import agent as table

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
    """Empty: takes everything."""
    max_conversations: int
    teams: frozenset[TeamId] = frozenset()


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
    ) -> tuple[Agent, str]:
        """A new agent and their token, which is shown this once: only its hash is kept.

        Raises `EmailTaken` and `BadAgent`. Addresses are compared without case.
        """
        token = _PREFIX + secrets.token_urlsafe(32)
        skilled = frozenset(skill.strip() for skill in skills)
        created = Agent(AgentId(uuid4()), name.strip(), email.strip().lower(), skilled, max_conversations)
        if not _makes_sense(created):
            raise BadAgent
        values = {
            "id": created.id,
            "name": created.name,
            "email": created.email,
            "token_hash": _hash(token),
            "skills": sorted(created.skills),
            "max_conversations": created.max_conversations,
            "created_at": self._clock(),
        }
        try:
            async with self._database.begin() as connection:
                await connection.execute(insert(table).values(values))
        except IntegrityError as error:
            raise EmailTaken from error
        return created, token

    async def authenticate(self, token: str | None) -> Agent:
        """The agent whose token this is, who thereby is there. Raises `Unauthorized`."""
        # Tokens carry 256 random bits, so a fast hash is enough and may be looked up by.
        hashed = _hash(token or "")
        async with self._database.connect() as connection:
            found = (
                await connection.execute(select(table).where(table.c.token_hash == hashed))
            ).one_or_none()
        if found is None or not hmac.compare_digest(bytes(found.token_hash), hashed) or found.disabled:
            raise Unauthorized
        await self._seen(AgentId(found.id), found.last_seen_at)
        return _agent_of(found)

    async def online(self) -> list[Agent]:
        """Everyone who did something within the last ten minutes."""
        there = table.c.last_seen_at >= self._clock() - ONLINE
        async with self._database.connect() as connection:
            rows = await connection.execute(select(table).where(there, ~table.c.disabled))
            return [_agent_of(row) for row in rows]

    async def name_of(self, agent: AgentId) -> str | None:
        """The name that customers see; None for nobody we know."""
        async with self._database.connect() as connection:
            return (await connection.execute(select(table.c.name).where(table.c.id == agent))).scalar()

    async def disable(self, agent: AgentId) -> None:
        """Locks an agent out. What they hold is released by `HandOffs.release_all`."""
        async with self._database.begin() as connection:
            await connection.execute(update(table).where(table.c.id == agent).values(disabled=True))

    async def _seen(self, agent: AgentId, before: datetime | None) -> None:
        now = self._clock()
        if before is not None and now - before < SEEN_EVERY:
            return
        async with self._database.begin() as connection:
            await connection.execute(update(table).where(table.c.id == agent).values(last_seen_at=now))


def _makes_sense(agent: Agent) -> bool:
    words = (agent.name, *agent.skills)
    return (
        all(0 < len(word) <= 80 and word.isprintable() for word in words)
        and len(agent.email) <= 254
        and agent.email.isprintable()
        and re.fullmatch(r"[^@\s]+@[^@\s]+", agent.email) is not None
        and 1 <= agent.max_conversations <= 100
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


def _agent_of(row: Row[Any]) -> Agent:
    return Agent(AgentId(row.id), row.name, row.email, frozenset(row.skills), row.max_conversations)
