"""A new password for somebody who has forgotten theirs: by a link that an admin hands to them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from prosa.conversations.errors import NotFoundError
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.people.audit import record
from prosa.people.models import agent as agent_table
from prosa.people.models import agent_reset as table
from prosa.people.passwords import Passwords, require_good
from prosa.people.sessions import end_all
from prosa.people.signing_in import set_password
from prosa.people.tokens import hash_of, new_token

LIFE = timedelta(hours=24)


class NoSuchReset(NotFoundError):
    """The link was used, replaced by another, has expired, or there never was one."""

    code = "no_such_reset"
    says = "Este link não vale mais. Peça outro a quem administra o Prosa."


class NobodyToReset(NotFoundError):
    """Nobody works here by this id, or they are locked out."""

    says = "Não encontramos esta pessoa, ou o acesso dela está bloqueado."


class Resets:
    """Hands out links, and lets each be used once."""

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._clock = clock

    async def begin(self, agent: AgentId, by: AgentId | None) -> tuple[str, datetime]:
        """The link's token, shown this once, and when it ends; one from before is worth nothing now.

        `by` is None at the command line. Raises `NobodyToReset`.
        """
        token, expires_at = new_token(), self._clock() + LIFE
        values = {"token_hash": hash_of(token), "expires_at": expires_at}
        async with self._database.begin() as connection:
            known = select(agent_table.c.id).where(agent_table.c.id == agent, ~agent_table.c.disabled)
            if (await connection.execute(known)).scalar() is None:
                raise NobodyToReset
            await connection.execute(
                insert(table)
                .values(agent_id=agent, **values)
                .on_conflict_do_update(index_elements=[table.c.agent_id], set_=values)
            )
            await record(connection, by, "password.reset_offered", agent)
        return token, expires_at

    async def use(self, token: str, password: str) -> None:
        """Sets the password; the person is signed in nowhere any more.

        Raises `NoSuchReset` and `WeakPassword`.
        """
        right = (table.c.token_hash == hash_of(token), table.c.expires_at > self._clock())
        joined = table.join(agent_table, agent_table.c.id == table.c.agent_id)
        asked = select(agent_table.c.name, agent_table.c.email).select_from(joined)
        async with self._database.connect() as connection:
            found = (await connection.execute(asked.where(*right, ~agent_table.c.disabled))).one_or_none()
        if found is None:
            raise NoSuchReset
        require_good(password, name=found.name, email=found.email)
        hashed = await self._passwords.hash(password)
        async with self._database.begin() as connection:
            agent = (
                await connection.execute(delete(table).where(*right).returning(table.c.agent_id))
            ).scalar()
            if agent is None:
                raise NoSuchReset
            await set_password(connection, AgentId(agent), hashed)
            await end_all(connection, AgentId(agent))
            await record(connection, AgentId(agent), "password.reset", agent)
