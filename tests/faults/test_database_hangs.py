"""A PostgreSQL that hangs: it keeps its connections, and says nothing."""

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from prosa.engines.database import Database
from prosa.engines.embedded import EmbeddedEngines
from prosa.engines.schema import upgrade
from prosa.language.model import Model
from prosa.packs.schema import Pack
from prosa.settings import Settings
from tests.engines.embedded.nodes import children, engine_processes
from tests.serving import Served, client, serving
from tests.shelves import Shelves


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder, short, since a Unix socket's path must be."""
    home = Path(tempfile.mkdtemp(prefix="prosa-"))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def own_engines(home: Path) -> Iterator[EmbeddedEngines]:
    engines = EmbeddedEngines(home, durable=False)
    engines.start()
    yield engines
    engines.stop()


@pytest.fixture
async def served(
    own_engines: EmbeddedEngines,
    tmp_path: Path,
    pack: Pack,
    model: Model,
    shelves: Shelves,
) -> AsyncIterator[Served]:
    urls = own_engines.urls
    assert urls.database is not None
    database = Database(urls.database, pool=2)
    await upgrade(database)
    await shelves.fill(database)
    await database.close()
    settings = Settings.model_validate(
        {"home": tmp_path, "database_url": urls.database, "valkey_url": urls.valkey}
    )
    async with serving(settings, pack, model) as served:
        yield served


@contextmanager
def hanging(home: Path) -> Generator[None]:
    """All its processes stand still."""
    postmaster = engine_processes(home)["postgres"]
    members = [postmaster, *children(postmaster)]
    for pid in members:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in members:
            os.kill(pid, signal.SIGCONT)


@pytest.mark.slow
async def test_a_node_whose_database_hangs_says_so_and_works_again_when_it_goes_on(
    served: Served, home: Path
):
    async with client(served) as http:
        assert (await http.post("/api/chat", json={"message": "oi"})).status_code == 200
        with hanging(home):
            ready = await http.get("/readyz")
            assert ready.status_code == 503
            assert ready.json()["database"] == "away"
            assert (await http.get("/healthz")).status_code == 200
            again = await asyncio.gather(*(http.get("/readyz") for _ in range(20)))
            assert {answer.status_code for answer in again} == {503}
        while (await http.get("/readyz")).status_code != 200:
            pass
        said = await http.post("/api/chat", json={"message": "oi"})
        assert said.json()["intent"] == "greeting"
