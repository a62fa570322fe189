"""`prosa user create`: somebody who answers customers."""

import asyncio

from prosa.cli.console import fail, known_errors, out
from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.engines.schema import require_current, upgrade
from prosa.people.agents import Agents, BadAgent, EmailTaken
from prosa.settings import Settings


def create(name: str, email: str, skills: frozenset[str]) -> None:
    """Prints the token once; only its hash is kept."""
    with known_errors():
        try:
            token = asyncio.run(_create(Settings(), name, email, skills))
        except (BadAgent, EmailTaken) as error:
            fail(error.message)
    out.print(f"[green]✓[/green] {name} pode atender. Token (guarde agora, não será mostrado de novo):")
    out.print(token, soft_wrap=True)


async def _create(settings: Settings, name: str, email: str, skills: frozenset[str]) -> str:
    async with open_engines(settings) as engines:
        database = Database(engines.database_url, pool=2)
        try:
            await (upgrade if engines.embedded_database else require_current)(database)
            _, token = await Agents(database).create(name, email, skills)
            return token
        finally:
            await database.close()
