"""Invitations: a link that somebody hands on, by which another comes to work here."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NewType
from uuid import UUID, uuid4

from sqlalchemy import Row, Select, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import NotFoundError
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.people.admins import lock_admins
from prosa.people.agents import Agent, Agents, EmailTaken, address_of
from prosa.people.audit import record
from prosa.people.models import agent as agent_table
from prosa.people.models import agent_invitation as table
from prosa.people.models import team as team_table
from prosa.people.passwords import Passwords, require_good
from prosa.people.roles import Role
from prosa.people.signing_in import SignIns, Visitor
from prosa.people.teams import UnknownTeams, join_teams
from prosa.people.tokens import hash_of, new_token

LIFE = timedelta(days=7)

InvitationId = NewType("InvitationId", UUID)


class NoSuchInvitation(NotFoundError):
    """It was taken back or accepted, has expired, or there never was one."""

    code = "no_such_invitation"
    says = "Este convite não vale mais. Peça outro a quem convidou você."


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody may come to work here."""

    id: InvitationId
    email: str
    role: Role
    teams: Sequence[UUID]
    skills: Sequence[str]
    invited_by: str | None
    """The name of who has invited them."""
    created_at: datetime
    expires_at: datetime


class Invitations:
    """Invites, and lets those in who were invited."""

    def __init__(
        self,
        database: Database,
        agents: Agents,
        passwords: Passwords,
        sign_ins: SignIns,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._agents = agents
        self._passwords = passwords
        self._sign_ins = sign_ins
        self._clock = clock

    async def invite(
        self, email: str, role: Role, teams: Collection[UUID], skills: Collection[str], by: Agent
    ) -> tuple[Invitation, str]:
        """The invitation and its token, which is shown this once; one for the same address is replaced.

        Raises `EmailTaken` and `UnknownTeams`.
        """
        token, now, address = new_token(), self._clock(), address_of(email)
        joins = sorted(set(teams))
        values = {
            "id": uuid4(),
            "email": address,
            "role": role.value,
            "teams": joins,
            "skills": sorted(skills),
            "token_hash": hash_of(token),
            "invited_by": by.id,
            "created_at": now,
            "expires_at": now + LIFE,
        }
        async with self._database.begin() as connection:
            await lock_admins(connection)  # two invitations for one address do not meet
            taken = select(agent_table.c.id).where(agent_table.c.email == address)
            if (await connection.execute(taken)).scalar() is not None:
                raise EmailTaken
            known = select(team_table.c.id).where(team_table.c.id.in_(joins))
            if len((await connection.execute(known)).all()) != len(joins):
                raise UnknownTeams
            await connection.execute(delete(table).where(table.c.email == address))
            await connection.execute(insert(table).values(values))
            await record(connection, by.id, "person.invited", address, {"role": role.value})
            made = (await connection.execute(_invitations().where(table.c.id == values["id"]))).one()
        return _invitation(made), token

    async def all(self) -> Sequence[Invitation]:
        """Those that nobody has accepted yet, the latest first."""
        asked = _invitations().where(table.c.expires_at > self._clock()).order_by(table.c.created_at.desc())
        async with self._database.connect() as connection:
            return [_invitation(row) for row in await connection.execute(asked)]

    async def withdraw(self, id: InvitationId, by: AgentId) -> None:
        """Takes one back. Raises `NoSuchInvitation`."""
        async with self._database.begin() as connection:
            gone = (
                await connection.execute(delete(table).where(table.c.id == id).returning(table.c.email))
            ).scalar()
            if gone is None:
                raise NoSuchInvitation
            await record(connection, by, "invitation.withdrawn", gone)

    async def look(self, token: str) -> Invitation:
        """What somebody is invited to. Raises `NoSuchInvitation`."""
        async with self._database.connect() as connection:
            return _invitation(await self._find(connection, token))

    async def accept(self, token: str, name: str, password: str, visitor: Visitor) -> str:
        """They come, and are signed in: gives the session's token.

        Raises `NoSuchInvitation`, `WeakPassword`, `BadAgent` and `EmailTaken`.
        """
        found = await self.look(token)
        require_good(password, name=name, email=found.email)
        hashed = await self._passwords.hash(password)
        async with self._database.begin() as connection:
            row = await self._find(connection, token)
            gone = await connection.execute(delete(table).where(table.c.id == row.id))
            if gone.rowcount == 0:  # somebody else was faster, with the same link
                raise NoSuchInvitation
            agent = await self._agents.add(
                connection, name, row.email, row.skills, role=Role(row.role), password_hash=hashed
            )
            still = select(team_table.c.id).where(team_table.c.id.in_(row.teams))
            await join_teams(connection, agent.id, (await connection.execute(still)).scalars().all())
            await record(connection, agent.id, "person.joined", agent.id, {"role": row.role})
            return await self._sign_ins.enter(connection, agent.id, visitor, "invitation")

    async def _find(self, connection: AsyncConnection, token: str) -> Row[Any]:
        asked = _invitations().where(table.c.token_hash == hash_of(token), table.c.expires_at > self._clock())
        found = (await connection.execute(asked)).one_or_none()
        if found is None:
            raise NoSuchInvitation
        return found


def _invitations() -> Select[Any]:
    inviter = agent_table.c.name.label("inviter")
    return select(table, inviter).outerjoin(agent_table, agent_table.c.id == table.c.invited_by)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=InvitationId(row.id),
        email=row.email,
        role=Role(row.role),
        teams=row.teams,
        skills=row.skills,
        invited_by=row.inviter,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
