"""The company's name: the pack's, until somebody gives another one here."""

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from prosa.conversations.errors import Invalid
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway
from prosa.people import audit
from prosa.people.models import company

LOOK_SECONDS = 10.0
LONGEST = 80

log = structlog.get_logger()


class BadName(Invalid):
    """Nothing that a company could be called by."""

    code = "bad_name"
    says = "Escreva o nome da empresa em até 80 letras, numa linha só."


class CompanyName:
    """What customers know the company by, on every node."""

    def __init__(self, database: Database, own: str, told: Callable[[str], None]) -> None:
        """`own` is the pack's; `told` is called with each new name, on this node."""
        self._database = database
        self._told = told
        self.name = own
        """As this node knows it."""

    async def load(self) -> str:
        """Looks what it is now. Raises `DatabaseAway`."""
        async with self._database.connect() as connection:
            given = (await connection.execute(select(company.c.name))).scalar()
        return self._take(given) if given is not None else self.name

    async def rename(self, name: str, by: AgentId) -> str:
        """Gives the company this name, from now on and on all nodes. Raises `BadName`."""
        name = " ".join(name.split())
        if not 0 < len(name) <= LONGEST or not name.isprintable():
            raise BadName
        row = upsert(company).values(only=True, name=name)
        async with self._database.begin() as connection:
            await connection.execute(
                row.on_conflict_do_update(index_elements=[company.c.only], set_={"name": row.excluded.name})
            )
            await audit.record(connection, by, "company.renamed", name)
        return self._take(name)

    async def run(self) -> None:
        """Looks every few seconds, for names given on other nodes. Runs until cancelled."""
        while True:
            try:
                await self.load()
            except DatabaseAway:
                log.warning("cannot look what the company is called")
            await asyncio.sleep(LOOK_SECONDS)

    def _take(self, name: str) -> str:
        if name != self.name:
            self.name = name
            self._told(name)
        return name
