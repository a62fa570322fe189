"""The first admin: whoever can read what `prosa up` prints may become one, while there is none."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict, Forbidden
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.people.admins import is_any_admin, lock_admins
from prosa.people.agents import Agents, address_of
from prosa.people.audit import record
from prosa.people.limiting import Tries
from prosa.people.models import agent as agent_table
from prosa.people.models import first_code as table
from prosa.people.passwords import Passwords, require_good
from prosa.people.roles import Role
from prosa.people.signing_in import SignIns, Visitor

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what looks like something else. Sixteen of these are 78 random bits."""
KEPT = 20
"""Codes that are good at a time: each start of each node prints one."""


class WrongFirstCode(Forbidden):
    """Not what `prosa up` has printed."""

    code = "wrong_first_code"
    says = "O código não confere. Ele aparece no terminal onde o Prosa foi iniciado."


class AdminThere(Conflict):
    """There is an admin already, who lets others in."""

    code = "admin_there"
    says = "Já existe uma pessoa administradora. Peça um convite a ela."


class FirstAdmins:
    """Knows whether one is wanted, and makes it."""

    def __init__(
        self,
        database: Database,
        agents: Agents,
        passwords: Passwords,
        sign_ins: SignIns,
        tries: Tries,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._agents = agents
        self._passwords = passwords
        self._sign_ins = sign_ins
        self._tries = tries
        self._clock = clock

    async def wanted(self) -> bool:
        """Whether nobody is an admin."""
        async with self._database.connect() as connection:
            return not await is_any_admin(connection)

    async def new_code(self) -> str | None:
        """A code to print, beside those that other nodes and starts have printed. None: there is an admin."""
        drawn = "".join(secrets.choice(_ALPHABET) for _ in range(16))
        async with self._database.begin() as connection:
            await lock_admins(connection)
            if await is_any_admin(connection):
                return None
            older = select(table.c.code_hash).order_by(table.c.created_at.desc()).offset(KEPT - 1)
            await connection.execute(delete(table).where(table.c.code_hash.in_(older)))
            await connection.execute(insert(table).values(code_hash=_hash(drawn), created_at=self._clock()))
        return "-".join(drawn[begin : begin + 4] for begin in range(0, len(drawn), 4))

    async def make(self, code: str, name: str, email: str, password: str, visitor: Visitor) -> str:
        """The first admin, signed in: gives the session's token. All codes are worth nothing from then on.

        Raises `WrongFirstCode`, `AdminThere`, `WeakPassword`, `BadAgent` and `TooMany`.
        """
        await self._tries.count("first admin", visitor.address)
        async with self._database.connect() as connection:
            if await is_any_admin(connection):
                raise AdminThere
            good = select(table.c.code_hash).where(table.c.code_hash == _hash(code))
            if (await connection.execute(good)).scalar() is None:
                raise WrongFirstCode
        require_good(password, name=name, email=email)
        hashed = await self._passwords.hash(password)
        async with self._database.begin() as connection:
            await lock_admins(connection)
            if await is_any_admin(connection):
                raise AdminThere
            agent = await self._admin(connection, name, email, hashed)
            await connection.execute(delete(table))
            await record(connection, agent, "person.joined", agent, {"role": Role.ADMIN.value})
            return await self._sign_ins.enter(connection, agent, visitor, "first code")

    async def _admin(self, connection: AsyncConnection, name: str, email: str, hashed: str) -> AgentId:
        """Who has this address already, from before there were admins, becomes one; else somebody new."""
        known = (
            update(agent_table)
            .where(agent_table.c.email == address_of(email))
            .values(role=Role.ADMIN.value, password_hash=hashed, disabled=False)
            .returning(agent_table.c.id)
        )
        if (id := (await connection.execute(known)).scalar()) is not None:
            return AgentId(id)
        added = await self._agents.add(connection, name, email, role=Role.ADMIN, password_hash=hashed)
        return added.id


def _hash(code: str) -> bytes:
    plain = "".join(filter(str.isalnum, code)).upper()
    return hashlib.sha256(plain.encode(errors="replace")).digest()
