"""Signing in by e-mail and password, with a second factor for those who have one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Forbidden, Unauthorized
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.people.access import Caller
from prosa.people.agents import Agent, address_of
from prosa.people.audit import record
from prosa.people.limiting import Tries
from prosa.people.models import agent as table
from prosa.people.passwords import Passwords, require_good
from prosa.people.second_factor import NoPassword, SecondFactors
from prosa.people.sessions import Sessions, end_all


class WrongSignIn(Unauthorized):
    """No such account, or not its password: which of them is not told."""

    code = "wrong_sign_in"
    says = "E-mail ou senha não conferem."


class WrongPassword(Forbidden):
    """Somebody who is signed in does not know the password."""

    code = "wrong_password"
    says = "A senha atual não confere."


class SecondFactorNeeded(Unauthorized):
    """The password is right, and a code is asked for besides."""

    code = "second_factor_needed"
    says = "Digite o código do aplicativo no celular, ou um código de recuperação."


class WrongSecondFactor(Unauthorized):
    """The password is right, and the code is not, or was used before."""

    code = "wrong_code"
    says = "O código não confere ou já foi usado. Espere o próximo e tente de novo."


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where somebody comes from who wants to get in."""

    address: str
    user_agent: str


class SignIns:
    """Lets people in."""

    def __init__(
        self,
        database: Database,
        sessions: Sessions,
        passwords: Passwords,
        second_factors: SecondFactors,
        tries: Tries,
    ) -> None:
        self._database = database
        self._sessions = sessions
        self._passwords = passwords
        self._second_factors = second_factors
        self._tries = tries

    async def sign_in(self, email: str, password: str, code: str | None, visitor: Visitor) -> str:
        """The token of a session that begins.

        Raises `WrongSignIn`, `SecondFactorNeeded`, `WrongSecondFactor` and `TooMany`.
        """
        await self._tries.count(email, visitor.address)
        found = await self._row(table.c.email == address_of(email))
        hashed = None if found is None or found.disabled else found.password_hash
        if not await self._passwords.matches(hashed, password) or found is None:
            await self._failed(None if found is None else AgentId(found.id), "password")
            raise WrongSignIn
        agent = AgentId(found.id)
        if found.totp_sealed is not None and code is None:
            raise SecondFactorNeeded
        fresh = await self._passwords.hash(password) if self._passwords.is_stale(hashed or "") else None
        async with self._database.begin() as connection:
            if found.totp_sealed is None or await self._second_factors.accepts(connection, found, code or ""):
                if fresh is not None:
                    await connection.execute(
                        update(table).where(table.c.id == agent).values(password_hash=fresh)
                    )
                return await self.enter(connection, agent, visitor, "password")
        await self._failed(agent, "second factor")
        raise WrongSecondFactor

    async def enter(self, connection: AsyncConnection, agent: AgentId, visitor: Visitor, how: str) -> str:
        """The token of a session of somebody who has proved who they are."""
        await record(connection, agent, "session.opened", agent, {"by": how})
        return await self._sessions.open(connection, agent, visitor.user_agent)

    async def change_password(self, caller: Caller, old: str, new: str, visitor: Visitor) -> None:
        """Changes it; all other sessions end. Raises `WrongPassword`, `WeakPassword`, `NoPassword`."""
        await self.prove(caller.agent, old, visitor)
        require_good(new, name=caller.agent.name, email=caller.agent.email)
        hashed = await self._passwords.hash(new)
        async with self._database.begin() as connection:
            await set_password(connection, caller.agent.id, hashed)
            await end_all(connection, caller.agent.id, but=caller.session)
            await record(connection, caller.agent.id, "password.changed", caller.agent.id)

    async def prove(self, agent: Agent, password: str, visitor: Visitor) -> None:
        """Asks somebody who is signed in for their password.

        Raises `WrongPassword`, `NoPassword` and `TooMany`.
        """
        await self._tries.count(str(agent.id), visitor.address)
        found = await self._row(table.c.id == agent.id)
        if found is None or found.password_hash is None:
            raise NoPassword
        if not await self._passwords.matches(found.password_hash, password):
            await self._failed(agent.id, "password")
            raise WrongPassword

    async def _row(self, which: Any) -> Row[Any] | None:
        async with self._database.connect() as connection:
            return (await connection.execute(select(table).where(which))).one_or_none()

    async def _failed(self, agent: AgentId | None, what: str) -> None:
        # Noted for accounts that do not exist, too: it takes as long. What was typed may be a password.
        async with self._database.begin() as connection:
            await record(connection, None, "session.refused", agent or "", {"wrong": what})


async def set_password(connection: AsyncConnection, agent: AgentId, hashed: str) -> None:
    """From now on this is their password's hash."""
    await connection.execute(update(table).where(table.c.id == agent).values(password_hash=hashed))
