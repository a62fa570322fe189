"""`prosa events`: what could not be delivered to the company's systems, and sending it again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from prosa.cli.console import fail, known_errors, out
from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.engines.schema import require_current, upgrade
from prosa.integrations.outbox import Outbox
from prosa.settings import Settings

Result = TypeVar("Result")


def failed() -> None:
    """Prints what was given up, a line each."""
    with known_errors():
        events = asyncio.run(_with_outbox(Outbox.given_up))
    for event in events:
        tried = f"{event.attempts} tentativas  {event.problem}"
        out.print(f"{event.id}  {event.kind}  {event.at:%Y-%m-%d %H:%M}  {tried}", soft_wrap=True)
    if not events:
        out.print("Nenhum evento parado.")


def replay(ids: list[str] | None) -> None:
    """Puts events in line again; a running node delivers them within a second."""
    try:
        chosen = None if ids is None else [UUID(id) for id in ids]
    except ValueError:
        fail("O id de um evento tem a forma 01234567-89ab-cdef-0123-456789abcdef.")
    with known_errors():
        count = asyncio.run(_with_outbox(lambda outbox: outbox.replay(chosen)))
    out.print(f"[green]✓[/green] {count} evento(s) de volta à fila de entrega.")


async def _with_outbox(work: Callable[[Outbox], Awaitable[Result]]) -> Result:
    settings = Settings()
    async with open_engines(settings) as engines:
        database = Database(engines.database_url, pool=2)
        try:
            await (upgrade if engines.embedded_database else require_current)(database)
            return await work(Outbox(database, wanted=False))
        finally:
            await database.close()
