"""Whom of us the company's own sign-in has vouched for."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Forbidden
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.people.admins import lock_admins
from prosa.people.agents import Agents, address_of
from prosa.people.audit import record
from prosa.people.models import agent as table
from prosa.people.oidc import Identified
from prosa.people.roles import Role
from prosa.people.signing_in import SignIns, Visitor


class NotOneOfUs(Forbidden):
    """The provider knows them, but nobody here has let them in."""

    code = "not_one_of_us"
    says = "Sua conta da empresa não tem acesso ao Prosa. Peça um convite a quem administra."


@dataclass(frozen=True, slots=True)
class OidcPeople:
    """Lets in whom the provider has vouched for."""

    database: Database
    agents: Agents
    sign_ins: SignIns
    domains: frozenset[str]
    """Of e-mail addresses whose people come in without being invited, as agents."""

    async def enter(self, who: Identified, visitor: Visitor) -> str:
        """The token of a session that begins. Raises `NotOneOfUs`.

        Once known, somebody is known by the provider's own name for them: their address may change.
        """
        async with self.database.begin() as connection:
            await lock_admins(connection)  # two browsers of somebody new do not make two of them
            found = await self._find(connection, who)
            agent = await self._welcome(connection, who) if found is None else AgentId(found.id)
            if found is not None and found.disabled:
                raise NotOneOfUs
            return await self.sign_ins.enter(connection, agent, visitor, "oidc")

    async def _find(self, connection: AsyncConnection, who: Identified) -> Row[Any, Any, Any] | None:
        asked = select(table.c.id, table.c.disabled, table.c.oidc_subject)
        by_subject = await connection.execute(asked.where(table.c.oidc_subject == who.subject))
        if (found := by_subject.one_or_none()) is not None or not who.email_verified:
            return found
        found = (await connection.execute(asked.where(table.c.email == address_of(who.email)))).one_or_none()
        if found is None:
            return None
        if found.oidc_subject is not None:
            raise NotOneOfUs  # the address has gone to somebody else over there
        await connection.execute(update(table).where(table.c.id == found.id).values(oidc_subject=who.subject))
        await record(connection, AgentId(found.id), "oidc.linked", found.id)
        return found

    async def _welcome(self, connection: AsyncConnection, who: Identified) -> AgentId:
        domain = address_of(who.email).rpartition("@")[2]
        if not who.email_verified or not domain or domain not in self.domains:
            raise NotOneOfUs
        name = who.name.strip() or who.email.partition("@")[0]
        added = await self.agents.add(connection, name, who.email)
        await connection.execute(update(table).where(table.c.id == added.id).values(oidc_subject=who.subject))
        await record(connection, added.id, "person.joined", added.id, {"role": Role.AGENT.value})
        return added.id
