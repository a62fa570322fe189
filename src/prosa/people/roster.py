"""Everybody who works here, as those see it who decide about it."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import NotFoundError
from prosa.conversations.events import AgentId, TeamId
from prosa.engines.database import Database
from prosa.people.admins import lock_admins, require_an_admin
from prosa.people.agents import Agent, BadAgent, agent_of, agents, makes_sense
from prosa.people.audit import record
from prosa.people.models import agent as table
from prosa.people.models import agent_reset
from prosa.people.roles import Role
from prosa.people.second_factor import forget
from prosa.people.sessions import end_all
from prosa.people.teams import join_teams


class NoSuchPerson(NotFoundError):
    """Nobody works here by this id."""

    says = "Não encontramos esta pessoa."


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works here."""

    id: AgentId
    name: str
    email: str
    role: Role
    teams: Sequence[TeamId]
    skills: Sequence[str]
    """Their own."""
    max_conversations: int
    disabled: bool
    has_password: bool
    totp: bool
    last_seen_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What is to be different; None stays as it is."""

    name: str | None = None
    role: Role | None = None
    teams: Collection[UUID] | None = None
    skills: Collection[str] | None = None
    max_conversations: int | None = None

    def columns(self) -> dict[str, Any]:
        """What of it stands in the person's own row."""
        values = {
            "name": None if self.name is None else self.name.strip(),
            "role": None if self.role is None else self.role.value,
            "skills": None if self.skills is None else sorted(self.skills),
            "max_conversations": self.max_conversations,
        }
        return {name: value for name, value in values.items() if value is not None}


class Roster:
    """Reads and changes who works here, and as what."""

    def __init__(self, database: Database, left: Callable[[Agent], Awaitable[object]]) -> None:
        """`left` is called with everybody who is locked out, to take from them what they hold."""
        self._database = database
        self._left = left

    async def all(self) -> Sequence[Person]:
        """Everybody, by name."""
        async with self._database.connect() as connection:
            return [_person(row) for row in await connection.execute(agents().order_by(table.c.name))]

    async def get(self, id: AgentId) -> Person:
        """One of them. Raises `NoSuchPerson`."""
        async with self._database.connect() as connection:
            return _person(await _row(connection, id))

    async def change(self, id: AgentId, change: PersonChange, by: AgentId) -> Person:
        """Changes somebody. Raises `NoSuchPerson`, `LastAdmin`, `NoSuchTeam` and `BadAgent`."""
        values = change.columns()
        async with self._database.begin() as connection:
            await lock_admins(connection)
            before = await _row(connection, id)
            if values:
                await connection.execute(update(table).where(table.c.id == id).values(values))
            if change.teams is not None:
                await join_teams(connection, id, change.teams)
            after = await _row(connection, id)
            if not makes_sense(agent_of(after)):
                raise BadAgent
            if before.role == Role.ADMIN and change.role not in (None, Role.ADMIN):
                await require_an_admin(connection)
            changed = {name: value for name, value in values.items() if getattr(before, name) != value}
            if change.teams is not None:
                changed["teams"] = sorted(map(str, change.teams))
            if changed:
                await record(connection, by, "person.changed", id, changed)
        return _person(after)

    async def disable(self, id: AgentId, by: AgentId) -> Person:
        """Locks somebody out, everywhere and at once. Raises `NoSuchPerson` and `LastAdmin`."""
        async with self._database.begin() as connection:
            await lock_admins(connection)
            before = await _row(connection, id)
            await connection.execute(update(table).where(table.c.id == id).values(disabled=True))
            if before.role == Role.ADMIN and not before.disabled:
                await require_an_admin(connection)
            await end_all(connection, id)
            await connection.execute(delete(agent_reset).where(agent_reset.c.agent_id == id))
            await record(connection, by, "person.disabled", id)
            after = await _row(connection, id)
        await self._left(agent_of(after))
        return _person(after)

    async def enable(self, id: AgentId, by: AgentId) -> Person:
        """Lets somebody in again. Raises `NoSuchPerson`."""
        async with self._database.begin() as connection:
            await _row(connection, id)
            await connection.execute(update(table).where(table.c.id == id).values(disabled=False))
            await record(connection, by, "person.enabled", id)
            return _person(await _row(connection, id))

    async def remove_second_factor(self, id: AgentId, by: AgentId) -> Person:
        """For who has lost the telephone and the recovery codes. Raises `NoSuchPerson`."""
        async with self._database.begin() as connection:
            await _row(connection, id)
            await forget(connection, id)
            await record(connection, by, "second_factor.removed", id)
            return _person(await _row(connection, id))


async def _row(connection: AsyncConnection, id: AgentId) -> Row[Any]:
    found = (await connection.execute(agents().where(table.c.id == id))).one_or_none()
    if found is None:
        raise NoSuchPerson
    return found


def _person(row: Row[Any]) -> Person:
    return Person(
        id=AgentId(row.id),
        name=row.name,
        email=row.email,
        role=Role(row.role),
        teams=sorted(map(TeamId, row.teams)),
        skills=row.skills,
        max_conversations=row.max_conversations,
        disabled=row.disabled,
        has_password=row.password_hash is not None,
        totp=row.totp_sealed is not None,
        last_seen_at=row.last_seen_at,
        created_at=row.created_at,
    )
