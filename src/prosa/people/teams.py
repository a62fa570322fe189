"""Teams: people who take the same conversations, and what they know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, Row, Select, Uuid, delete, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict, Invalid, NotFoundError
from prosa.conversations.events import AgentId, TeamId
from prosa.conversations.models import conversation
from prosa.engines.database import Database
from prosa.people.audit import record
from prosa.people.models import agent, team_member
from prosa.people.models import team as table


class NoSuchTeam(NotFoundError):
    """There is no team by this id."""

    says = "Não encontramos esta equipe."


class UnknownTeams(Invalid):
    """Somebody was to join a team that there is not."""

    code = "unknown_team"
    says = "Uma das equipes não existe mais. Atualize a página e escolha de novo."


class UnknownMembers(Invalid):
    """A team was to have somebody who does not work here."""

    code = "unknown_member"
    says = "Uma das pessoas não trabalha mais aqui. Atualize a página e escolha de novo."


class TeamNameTaken(Conflict):
    """Another team is called so."""

    code = "team_name_taken"
    says = "Já existe uma equipe com este nome."


@dataclass(frozen=True, slots=True)
class Team:
    """People who take the same conversations."""

    id: TeamId
    name: str
    description: str
    skills: Sequence[str]
    members: Sequence[AgentId]


@dataclass(frozen=True, slots=True)
class TeamChange:
    """What is to be different; None stays as it is."""

    name: str | None = None
    description: str | None = None
    skills: Collection[str] | None = None
    members: Collection[UUID] | None = None

    def columns(self) -> dict[str, Any]:
        """What of it stands in the team's own row."""
        skills = None if self.skills is None else sorted(self.skills)
        values = {"name": self.name, "description": self.description, "skills": skills}
        return {name: value for name, value in values.items() if value is not None}


class Teams:
    """The teams of this company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Sequence[Team]:
        """Every team, by name."""
        async with self._database.connect() as connection:
            return [_team(row) for row in await connection.execute(_teams().order_by(table.c.name))]

    async def create(self, new: TeamChange, by: AgentId) -> Team:
        """A new team; it needs a name. Raises `TeamNameTaken` and `UnknownMembers`."""
        id = TeamId(uuid4())
        values: dict[str, Any] = {
            "description": "",
            "skills": [],
            **new.columns(),
            "id": id,
            "created_at": datetime.now(UTC),
        }
        async with self._database.begin() as connection:
            try:
                await connection.execute(insert(table).values(values))
            except IntegrityError as error:
                raise TeamNameTaken from error
            await _set_members(connection, id, new.members or ())
            await record(connection, by, "team.created", id, {"name": new.name})
            return await _get(connection, id)

    async def change(self, id: TeamId, change: TeamChange, by: AgentId) -> Team:
        """Changes a team. Raises `NoSuchTeam`, `TeamNameTaken` and `UnknownMembers`."""
        values = change.columns()
        async with self._database.begin() as connection:
            await _get(connection, id)
            if values:
                try:
                    await connection.execute(update(table).where(table.c.id == id).values(values))
                except IntegrityError as error:
                    raise TeamNameTaken from error
            if change.members is not None:
                await _set_members(connection, id, change.members)
            members = {} if change.members is None else {"members": sorted(map(str, change.members))}
            await record(connection, by, "team.changed", id, values | members)
            return await _get(connection, id)

    async def delete(self, id: TeamId, by: AgentId) -> None:
        """Dissolves a team; its people stay. Raises `NoSuchTeam`."""
        async with self._database.begin() as connection:
            found = await _get(connection, id)
            # What waits for it waits for anybody from now on.
            await connection.execute(update(conversation).where(conversation.c.team == id).values(team=None))
            await connection.execute(delete(table).where(table.c.id == id))
            await record(connection, by, "team.deleted", id, {"name": found.name})


async def join_teams(connection: AsyncConnection, person: AgentId, teams: Collection[UUID]) -> None:
    """From now on they are in these teams, and in no others. Raises `UnknownTeams`."""
    await connection.execute(delete(team_member).where(team_member.c.agent_id == person))
    if not teams:
        return
    known = select(table.c.id, literal(person, Uuid)).where(table.c.id.in_(teams))
    join = insert(team_member).from_select(["team_id", "agent_id"], known)
    joined = await connection.execute(join.returning(team_member.c.team_id))
    if len(joined.all()) != len(set(teams)):
        raise UnknownTeams


async def _set_members(connection: AsyncConnection, id: TeamId, members: Collection[UUID]) -> None:
    await connection.execute(delete(team_member).where(team_member.c.team_id == id))
    if not members:
        return
    known = select(literal(id, Uuid), agent.c.id).where(agent.c.id.in_(members))
    join = insert(team_member).from_select(["team_id", "agent_id"], known)
    joined = await connection.execute(join.returning(team_member.c.team_id))
    if len(joined.all()) != len(set(members)):
        raise UnknownMembers


async def _get(connection: AsyncConnection, id: TeamId) -> Team:
    found = (await connection.execute(_teams().where(table.c.id == id))).one_or_none()
    if found is None:
        raise NoSuchTeam
    return _team(found)


def _teams() -> Select[Any]:
    members = select(team_member.c.agent_id).where(team_member.c.team_id == table.c.id)
    listed = func.array(members.correlate(table).scalar_subquery(), type_=ARRAY(Uuid))
    return select(table, listed.label("members"))


def _team(row: Row[Any]) -> Team:
    return Team(TeamId(row.id), row.name, row.description, row.skills, sorted(map(AgentId, row.members)))
