"""`prosa migrate`: the database's schema as this version needs it."""

import asyncio

from prosa.cli.console import known_errors, out
from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.engines.schema import current_revision, upgrade
from prosa.settings import Settings


def migrate() -> None:
    """Applies what is missing."""
    with known_errors():
        before, after = asyncio.run(_migrate(Settings()))
    if before == after:
        out.print(f"[green]✓[/green] O esquema já estava atualizado ({after}).")
    else:
        out.print(f"[green]✓[/green] Esquema atualizado: {before or 'vazio'} → {after}.")


async def _migrate(settings: Settings) -> tuple[str | None, str | None]:
    async with open_engines(settings) as engines:
        database = Database(engines.database_url, pool=2)
        try:
            before = await current_revision(database)
            await upgrade(database)
            return before, await current_revision(database)
        finally:
            await database.close()
