"""How a node dies: by SIGKILL, while it has an assignment begun and not committed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.bench.queue.orders import Round
from prosa.bench.queue.processes import Died, NodeProcess
from prosa.engines.database import Database
from prosa.people.models import agent as agent_table

LOOK_SECONDS = 0.002

_STANDS = text("SELECT count(*) FROM pg_stat_activity WHERE :us = ANY(pg_blocking_pids(pid))")


async def dies_in_mid_assignment(
    node: NodeProcess,
    now: datetime,
    database: Database,
    meanwhile: Callable[[], Awaitable[None]],
    look: Callable[[], Awaitable[None]],
) -> bool:
    """Kills the node in the middle of its round. False, and nothing killed, when it had nobody to give away.

    For that moment all agents' rows are locked: the node comes as far as having locked a conversation, and
    waits for its agent. While it stands there `meanwhile` begins; then the process is killed, `look` sees
    what is committed, and the rows are free again. What it had begun is the database's to undo.
    """
    async with database.begin() as connection:
        await connection.execute(select(agent_table.c.id).with_for_update())
        dying: asyncio.Task[object] = asyncio.create_task(node.ask(Round(), now))
        around: asyncio.Future[None] | None = None
        if await _stands(connection, dying):
            around = asyncio.ensure_future(meanwhile())
            await asyncio.sleep(LOOK_SECONDS)
            await node.kill()
            await look()
    if around is None:
        await dying
        return False
    with suppress(Died):
        await dying
    await around
    return True


async def _stands(connection: AsyncConnection, round_: asyncio.Task[object]) -> bool:
    """Whether somebody waits for what this connection holds, before the round is over."""
    us = await connection.scalar(text("SELECT pg_backend_pid()"))
    while not round_.done():
        # Read anew each time: within a transaction the server shows what it has once shown.
        await connection.execute(text("SELECT pg_stat_clear_snapshot()"))
        if await connection.scalar(_STANDS, {"us": us}):
            return True
        await asyncio.sleep(LOOK_SECONDS)
    return False
