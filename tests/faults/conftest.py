"""Engines of a test's own, to be killed and filled up."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from prosa.engines.database import Database
from prosa.engines.embedded import EmbeddedEngines
from prosa.engines.embedded.process import EngineProcess
from prosa.engines.schema import upgrade
from tests.engines.embedded.nodes import session_members


@dataclass(frozen=True)
class PrivateEngines:
    """A pair that nobody else uses."""

    engines: EmbeddedEngines

    @property
    def database_url(self) -> str:
        assert self.engines.urls.database is not None
        return self.engines.urls.database

    @property
    def valkey_url(self) -> str:
        assert self.engines.urls.valkey is not None
        return self.engines.urls.valkey

    async def kill_postgres(self) -> None:
        """Ends PostgreSQL with all its processes, as a power cut would."""
        await _kill(self.engines._postgres.process)

    async def kill_valkey(self) -> None:
        """Ends Valkey."""
        await _kill(self.engines._valkey.process)

    async def revive(self) -> None:
        """Starts what was killed."""
        await asyncio.to_thread(self.engines.revive)


@pytest.fixture
async def private(tmp_path: Path) -> AsyncIterator[PrivateEngines]:
    """Durable engines with a current schema."""
    engines = EmbeddedEngines(tmp_path / "home")
    await asyncio.to_thread(engines.start)
    private = PrivateEngines(engines)
    database = Database(private.database_url, pool=2)
    await upgrade(database)
    await database.close()
    yield private
    await asyncio.to_thread(engines.stop)


async def _kill(engine: EngineProcess) -> None:
    leader = engine.pid()
    assert leader is not None
    for process in session_members(leader):
        with suppress(ProcessLookupError):  # it went with its parent
            os.kill(process, signal.SIGKILL)
    while engine.pid() is not None:
        await asyncio.sleep(0.01)
