"""The sample shop's articles and products, read and encoded once a run, and copied to whoever needs them."""

import asyncio
import fcntl
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from prosa.engines.database import Database, driver_of
from prosa.knowledge import models
from prosa.knowledge.embedding import embed_passages
from prosa.knowledge.indexing import index_pack
from prosa.language.encoders.passages import shared_passage_encoder
from prosa.language.encoders.universal import shared_encoder
from prosa.packs.schema import Pack
from tests.conftest import HOME, TEMPLATE

STOCKED = "prosa_stocked"
TABLES = (
    models.article,
    models.article_passage,
    models.article_chunk,
    models.search_word,
    models.search_gram,
    models.product,
)


@dataclass(frozen=True)
class Shelves:
    """Full shelves. A node that serves from them finds nothing left to encode."""

    url: str = field(repr=False)
    """The database that has them."""
    lock: Path
    rows: Mapping[str, bytes] = field(repr=False)

    async def fill(self, database: Database) -> None:
        """Stocks an empty database, in a fraction of the time that indexing takes."""
        async with database.begin() as connection:
            driver = await driver_of(connection)
            async with driver.cursor() as cursor:
                for table, rows in self.rows.items():
                    copying = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table))
                    async with cursor.copy(copying) as copy:
                        await copy.write(rows)

    def shop(self, name: str, database_url: str) -> str:
        """A new database with full shelves. `database_url` is of any other."""
        with _alone(self.lock), psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(_sql("CREATE DATABASE {} TEMPLATE {}", name, STOCKED))
        return self.url.replace(f"/{STOCKED}?", f"/{name}?")


@pytest.fixture(scope="session")
def shelves(request: pytest.FixtureRequest, database_url: str, worker: int, pack: Pack) -> Shelves:
    """The sample shop's. The first worker fills them, the others wait and copy."""
    lock, draft = request.config.stash[HOME] / "shelves.lock", f"{STOCKED}_unfinished"
    url = database_url.replace(f"/prosa_{worker}?", f"/{STOCKED}?")
    with _alone(lock):
        with psycopg.connect(database_url, autocommit=True) as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(known, (STOCKED,)).fetchone():
                connection.execute(_sql("DROP DATABASE IF EXISTS {}", draft))
                connection.execute(_sql("CREATE DATABASE {} TEMPLATE {}", draft, TEMPLATE))
                asyncio.run(_stock(url.replace(f"/{STOCKED}?", f"/{draft}?"), pack))
                connection.execute(_sql("ALTER DATABASE {} RENAME TO {}", draft, STOCKED))
        with psycopg.connect(url) as connection:
            return Shelves(url, lock, {table.name: _rows(connection, table.name) for table in TABLES})


@pytest.fixture
async def stocked(database: Database, shelves: Shelves) -> Database:
    """This test's database, with the sample shop's articles and products and nothing else."""
    await shelves.fill(database)
    return database


@contextmanager
def _alone(path: Path) -> Generator[None]:
    """A database that is connected to cannot be copied."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _rows(connection: psycopg.Connection, table: str) -> bytes:
    copying = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(copying) as copy:
        return b"".join(map(bytes, copy))


async def _stock(url: str, pack: Pack) -> None:
    database = Database(url, pool=3)
    await index_pack(database, pack, shared_encoder().encode)
    await embed_passages(database, shared_passage_encoder)
    await database.close()


def _sql(statement: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))
