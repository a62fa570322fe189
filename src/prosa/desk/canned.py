"""Ready answers: texts that a company writes once, for everybody or for a team."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict, Forbidden, Invalid, NotFoundError
from prosa.conversations.events import AgentId, TeamId
from prosa.desk.models import canned_reply as table
from prosa.desk.variables import unknown
from prosa.engines.database import Database
from prosa.people.agents import Agent
from prosa.people.audit import record
from prosa.people.roles import Role

MOST = 2000


class NoSuchReply(NotFoundError):
    """There is no ready answer by this id, or it is another team's."""

    code = "no_such_reply"
    says = "Esta resposta pronta não existe mais."


class ShortcutTaken(Conflict):
    """Another ready answer of the same team, or for everybody, has this shortcut."""

    code = "shortcut_taken"
    says = "Já existe uma resposta pronta com este atalho."


class UnknownVariable(Invalid):
    """Something in braces that nothing stands for."""

    code = "unknown_variable"

    def __init__(self, names: Sequence[str]) -> None:
        listed = ", ".join(f"{{{{{name}}}}}" for name in names)
        super().__init__(f"Não conhecemos {listed}. Confira o nome das variáveis.")


class OthersReply(Forbidden):
    """Only who made it, or a supervisor, changes a ready answer."""

    code = "others_reply"
    says = "Só quem criou esta resposta, ou quem supervisiona, pode mudá-la."


class OthersTeam(Forbidden):
    """Ready answers are made for one's own teams, or for everybody."""

    code = "others_team"
    says = "Você não faz parte desta equipe."


@dataclass(frozen=True, slots=True)
class Wording:
    """What a ready answer says, and for whom."""

    shortcut: str
    title: str
    text: str
    team: TeamId | None = None
    """None: everybody."""


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A ready answer."""

    id: UUID
    wording: Wording
    made_by: AgentId | None
    changed_at: datetime
    used: int
    used_at: datetime | None


class CannedReplies:
    """Keeps them."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def all_for(self, agent: Agent) -> list[CannedReply]:
        """Everybody's and those of the agent's teams, the most used first; a supervisor sees all."""
        asked = select(table).order_by(table.c.used.desc(), table.c.shortcut, table.c.id).limit(MOST)
        if not agent.role.may(Role.SUPERVISOR):
            asked = asked.where(or_(table.c.team_id.is_(None), table.c.team_id.in_(agent.teams)))
        async with self._database.connect() as connection:
            return [_reply_of(row) for row in await connection.execute(asked)]

    async def create(self, wording: Wording, by: Agent) -> CannedReply:
        """A new one. Raises `UnknownVariable`, `ShortcutTaken`, `OthersTeam`."""
        _check(wording, by)
        now = self._clock()
        values = {"id": uuid4(), **_columns(wording), "made_by": by.id, "made_at": now, "changed_at": now}
        try:
            async with self._database.begin() as connection:
                row = (await connection.execute(insert(table).values(values).returning(table))).one()
                await record(connection, by.id, "canned.created", row.id, {"shortcut": wording.shortcut})
        except IntegrityError as error:
            raise ShortcutTaken from error
        return _reply_of(row)

    async def change(self, id: UUID, wording: Wording, by: Agent) -> CannedReply:
        """Says it anew. Raises `NoSuchReply`, `OthersReply`, and as `create`."""
        _check(wording, by)
        try:
            async with self._database.begin() as connection:
                await _own(connection, id, by)
                changed = update(table).where(table.c.id == id)
                values = {**_columns(wording), "changed_at": self._clock()}
                row = (await connection.execute(changed.values(values).returning(table))).one()
                await record(connection, by.id, "canned.changed", id, {"shortcut": wording.shortcut})
        except IntegrityError as error:
            raise ShortcutTaken from error
        return _reply_of(row)

    async def remove(self, id: UUID, by: Agent) -> None:
        """Takes it away. Raises `NoSuchReply`, `OthersReply`."""
        async with self._database.begin() as connection:
            own = await _own(connection, id, by)
            await connection.execute(delete(table).where(table.c.id == id))
            await record(connection, by.id, "canned.removed", id, {"shortcut": own.shortcut})

    async def used(self, id: UUID) -> None:
        """Counts that it was put into an answer. Raises `NoSuchReply`."""
        counted = update(table).where(table.c.id == id).values(used=table.c.used + 1, used_at=self._clock())
        async with self._database.begin() as connection:
            if (await connection.execute(counted)).rowcount == 0:
                raise NoSuchReply


def _check(wording: Wording, by: Agent) -> None:
    if names := unknown(wording.text):
        raise UnknownVariable(names)
    if wording.team is not None and wording.team not in by.teams and not by.role.may(Role.SUPERVISOR):
        raise OthersTeam


async def _own(connection: AsyncConnection, id: UUID, by: Agent) -> Row[Any]:
    """The row, locked, of one that this agent may change."""
    found = await connection.execute(select(table).where(table.c.id == id).with_for_update())
    row = found.one_or_none()
    if row is None or not _is_seen(row, by.teams, by.role):
        raise NoSuchReply
    if row.made_by != by.id and not by.role.may(Role.SUPERVISOR):
        raise OthersReply
    return row


def _is_seen(row: Row[Any], teams: Collection[TeamId], role: Role) -> bool:
    return row.team_id is None or row.team_id in teams or role.may(Role.SUPERVISOR)


def _columns(wording: Wording) -> dict[str, Any]:
    return {
        "shortcut": wording.shortcut,
        "title": wording.title,
        "text": wording.text,
        "team_id": wording.team,
    }


def _reply_of(row: Row[Any]) -> CannedReply:
    team = None if row.team_id is None else TeamId(row.team_id)
    made_by = None if row.made_by is None else AgentId(row.made_by)
    wording = Wording(row.shortcut, row.title, row.text, team)
    return CannedReply(row.id, wording, made_by, row.changed_at, row.used, row.used_at)
