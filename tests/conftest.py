"""What every test may ask for: real engines, a database and a Valkey of its own, settings that point there.

One embedded pair serves the whole run. With xdist the first worker that needs it starts it, and all share it
by the same locks that let several `prosa` processes share a data folder. It stops with the run.
"""

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from prosa.engines.database import Database
from prosa.engines.embedded import EmbeddedEngines
from prosa.engines.schema import upgrade
from prosa.engines.valkey import Valkey
from prosa.settings import Settings

pytest_plugins = ["tests.shelves", "tests.served"]

HOMES = Path(__file__).parents[1] / ".prosa" / "tests"
TEMPLATE = "template_prosa"
HOME = pytest.StashKey[Path]()
KEPT = pytest.StashKey[EmbeddedEngines]()


def pytest_configure(config: pytest.Config) -> None:
    for name in [name for name in os.environ if name.startswith("PROSA_")]:
        del os.environ[name]  # a developer's settings are not the tests'
    shared = getattr(config, "workerinput", {}).get("prosa_home")
    if shared is None:
        with alone_in_homes():
            shared = tempfile.mkdtemp(dir=HOMES)
            config.stash[KEPT] = EmbeddedEngines(Path(shared), database=False, valkey=False)
            config.stash[KEPT].start()  # starts nothing; the engines run until this user too has left
    config.stash[HOME] = Path(shared)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a slow test come first, so that no worker is left alone with one when the other is done."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker, before it starts, where the run's engines live."""
    node.workerinput["prosa_home"] = str(node.config.stash[HOME])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's engines and remove them, and also what runs left behind that were killed."""
    if KEPT not in config.stash:
        return
    with alone_in_homes():
        config.stash[KEPT].stop()
        for home in HOMES.glob("*/"):
            if EmbeddedEngines(home).stop_if_unused():
                shutil.rmtree(home)


@contextmanager
def alone_in_homes() -> Generator[None]:
    """One run at a time looks at the homes of the others, or makes its own."""
    HOMES.mkdir(parents=True, exist_ok=True)
    with (HOMES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def engines(request: pytest.FixtureRequest) -> Iterator[EmbeddedEngines]:
    """The run's embedded PostgreSQL and Valkey."""
    engines = EmbeddedEngines(request.config.stash[HOME], durable=False)
    engines.start()
    yield engines
    engines.stop()


@pytest.fixture(scope="session")
def database_url(engines: EmbeddedEngines, worker: int) -> str:
    """This worker's own database, copied from a migrated template."""
    assert engines.urls.database is not None
    name = f"prosa_{worker}"
    draft = f"{TEMPLATE}_unfinished"
    with psycopg.connect(engines.urls.database, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(1)")  # the others wait for the template
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (TEMPLATE,)).fetchone():
            connection.execute(_sql("DROP DATABASE IF EXISTS {}", draft))
            connection.execute(_sql("CREATE DATABASE {}", draft))
            asyncio.run(_migrate(_named(engines.urls.database, draft)))
            connection.execute(_sql("ALTER DATABASE {} RENAME TO {}", draft, TEMPLATE))
        connection.execute(_sql("CREATE DATABASE {} TEMPLATE {}", name, TEMPLATE))
    return _named(engines.urls.database, name)


@pytest.fixture(scope="session")
def valkey_url(engines: EmbeddedEngines, worker: int) -> str:
    """This worker's own logical database in the Valkey of the run."""
    assert engines.urls.valkey is not None
    return engines.urls.valkey.replace("db=0", f"db={worker}")


@pytest.fixture(scope="session")
def worker() -> int:
    """This worker's number: 0 without xdist."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.fixture
def settings(database_url: str, valkey_url: str, tmp_path: Path) -> Settings:
    """A node's settings: this test's own data folder, this worker's database and Valkey."""
    return Settings.model_validate(
        {"home": tmp_path / "home", "database_url": database_url, "valkey_url": valkey_url}
    )


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database without any rows."""
    database = Database(database_url, pool=8)
    async with database.begin() as connection:
        await connection.execute(EMPTY_ALL_TABLES)
    yield database
    await database.close()


@pytest.fixture
async def valkey(valkey_url: str) -> AsyncIterator[Valkey]:
    """A Valkey without any keys."""
    valkey = Valkey(valkey_url)
    await valkey.client.flushdb()
    yield valkey
    await valkey.close()


EMPTY_ALL_TABLES = text("""
    DO $$
    DECLARE filled text := '';
    DECLARE found boolean;
    DECLARE name text;
    BEGIN
        FOR name IN SELECT quote_ident(tablename) FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        LOOP
            EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO found;
            IF found THEN filled := filled || ', ' || name; END IF;
        END LOOP;
        IF filled <> '' THEN EXECUTE 'TRUNCATE ' || substr(filled, 3) || ' RESTART IDENTITY CASCADE'; END IF;
    END $$
""")
"""Looking for rows first is some times faster than truncating every table after every test."""


def _sql(statement: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))


async def _migrate(url: str) -> None:
    database = Database(url, pool=2)
    await upgrade(database)
    await database.close()


def _named(url: str, database: str) -> str:
    return url.replace("@/prosa?", f"@/{database}?")
