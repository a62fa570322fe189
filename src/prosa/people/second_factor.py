"""The second factor: codes from a telephone, each good once, and others for when it is lost."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict, Invalid
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.people import totp
from prosa.people.agents import Agent
from prosa.people.audit import record
from prosa.people.models import agent as table
from prosa.people.models import agent_recovery_code as codes_table
from prosa.security.encryption import Cipher

RECOVERY_CODES = 10
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without what looks like something else. Ten of these are 49 random bits."""


class WrongCode(Invalid):
    """Not the code that the telephone shows."""

    code = "wrong_code"
    says = "O código não confere. Veja se o relógio do celular está certo e digite o código atual."


class NoPassword(Conflict):
    """Who signs in elsewhere has no password, and proves there who they are."""

    code = "no_password"
    says = "Sua conta não tem senha: você entra pelo login da empresa."


class NothingOffered(Conflict):
    """There is no secret that a code could confirm."""

    code = "nothing_offered"
    says = "Comece de novo: peça um novo QR code e confirme com o código."


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret to put into the telephone."""

    secret: str
    uri: str
    qr: str


class SecondFactors:
    """The second factors of all agents."""

    def __init__(
        self,
        database: Database,
        cipher: Cipher,
        key: bytes,
        issuer: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`key` hashes recovery codes; `issuer` is what the telephone shows beside a code."""
        self._database = database
        self._cipher = cipher
        self._key = key
        self._issuer = issuer
        self._clock = clock

    async def begin(self, agent: Agent) -> Offer:
        """A secret, which counts from when it is confirmed. Raises `NoPassword`."""
        secret = totp.new_secret()
        sealed = self._cipher.encrypt(secret, _place(agent.id))
        async with self._database.begin() as connection:
            kept = await connection.execute(
                update(table)
                .where(table.c.id == agent.id, table.c.password_hash.is_not(None))
                .values(totp_pending_sealed=sealed)
            )
        if kept.rowcount == 0:
            raise NoPassword
        uri = totp.uri_of(secret, agent.email, self._issuer)
        return Offer(totp.written(secret), uri, totp.picture_of(uri))

    async def confirm(self, agent: AgentId, code: str) -> Sequence[str]:
        """The telephone shows the right codes: from now on they are asked for. Gives the recovery codes.

        Raises `WrongCode` and `NothingOffered`.
        """
        async with self._database.begin() as connection:
            row = (
                await connection.execute(
                    select(table.c.totp_pending_sealed).where(table.c.id == agent).with_for_update()
                )
            ).one()
            if row.totp_pending_sealed is None:
                raise NothingOffered
            secret = self._cipher.decrypt(bytes(row.totp_pending_sealed), _place(agent))
            step = totp.step_of(secret, _plain(code), self._clock().timestamp())
            if step is None:
                raise WrongCode
            await connection.execute(
                update(table)
                .where(table.c.id == agent)
                .values(totp_sealed=row.totp_pending_sealed, totp_pending_sealed=None, totp_step=step)
            )
            await connection.execute(delete(codes_table).where(codes_table.c.agent_id == agent))
            codes = [_new_code() for _ in range(RECOVERY_CODES)]
            await connection.execute(
                insert(codes_table),
                [{"agent_id": agent, "code_hash": self._hash(agent, each)} for each in codes],
            )
            await record(connection, agent, "second_factor.added", agent)
        return codes

    async def accepts(self, connection: AsyncConnection, agent: Row[Any], code: str) -> bool:
        """Whether this is a code of theirs, which thereby is used up. `agent` is their row."""
        id, plain = AgentId(agent.id), _plain(code)
        secret = self._cipher.decrypt(bytes(agent.totp_sealed), _place(id))
        step = totp.step_of(secret, plain, self._clock().timestamp())
        if step is not None:
            newer = or_(table.c.totp_step.is_(None), table.c.totp_step < step)
            used = await connection.execute(
                update(table).where(table.c.id == id, newer).values(totp_step=step)
            )
            return used.rowcount == 1
        used = await connection.execute(
            delete(codes_table).where(
                codes_table.c.agent_id == id, codes_table.c.code_hash == self._hash(id, plain)
            )
        )
        return used.rowcount == 1

    async def remove(self, agent: AgentId, by: AgentId) -> None:
        """From now on the password alone is enough."""
        async with self._database.begin() as connection:
            await forget(connection, agent)
            await record(connection, by, "second_factor.removed", agent)

    def _hash(self, agent: AgentId, code: str) -> bytes:
        return hmac.digest(self._key, agent.bytes + _plain(code).encode(errors="replace"), hashlib.sha256)


async def forget(connection: AsyncConnection, agent: AgentId) -> None:
    """Removes an agent's second factor, recovery codes and all."""
    await connection.execute(
        update(table)
        .where(table.c.id == agent)
        .values(totp_sealed=None, totp_pending_sealed=None, totp_step=None)
    )
    await connection.execute(delete(codes_table).where(codes_table.c.agent_id == agent))


def _plain(code: str) -> str:
    """However it was typed."""
    return "".join(filter(str.isalnum, code)).lower()


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def _place(agent: AgentId) -> bytes:
    return b"second factor" + agent.bytes
