"""PostgreSQL as the rest of the house sees it."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from pgvector.sqlalchemy import VECTOR
from sqlalchemy import Column, MetaData, Table, insert, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway, EnginesError

NOTHING_THERE = "postgresql://prosa@/prosa?host=/nonexistent&port=5432"


async def test_a_transaction_is_kept_at_the_end_and_undone_on_an_error(database: Database):
    insert_contact = text("INSERT INTO contact (id, created_at) VALUES (gen_random_uuid(), now())")
    async with database.begin() as connection:
        await connection.execute(insert_contact)
    with pytest.raises(RuntimeError, match="stop"):
        async with database.begin() as connection:
            await connection.execute(insert_contact)
            raise RuntimeError("stop")
    async with database.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM contact")) == 1


async def test_json_and_vectors_go_in_and_come_out(database: Database):
    scratch = Table("scratch", MetaData(), Column("body", JSONB), Column("vector", VECTOR(3)))
    body = {"texto": "não há 'problema' \"algum\" \\ 🙂", "n": 1.5, "list": [None, True]}
    async with database.begin() as connection:
        await connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
        await connection.execute(text("CREATE TEMPORARY TABLE scratch (body jsonb, vector vector(3))"))
        await connection.execute(insert(scratch).values(body=body, vector=[1.0, 2.0, 3.0]))
        row = (await connection.execute(select(scratch))).one()
        near = select(scratch.c.vector.cosine_distance([1.0, 2.0, 3.0]))
        assert await connection.scalar(near) == pytest.approx(0)
    assert row.body == body
    assert row.vector == [1.0, 2.0, 3.0]


async def test_words_are_stemmed_and_lowered_in_portuguese(database: Database):
    """The built-in locale knows accented capitals, which the C locale does not."""
    async with database.connect() as connection:
        found = await connection.scalar(
            text("SELECT to_tsvector('portuguese', 'DEVOLUÇÕES') @@ to_tsquery('portuguese', 'devolução')")
        )
        assert found is True
        assert await connection.scalar(text("SELECT lower('ÀÇÃO')")) == "àção"


async def test_a_statement_that_takes_too_long_is_broken_off(database_url: str):
    database = Database(database_url, pool=2, statement_limit=timedelta(milliseconds=50))
    try:
        with pytest.raises(DBAPIError, match="statement timeout"):
            async with database.connect() as connection:
                await connection.execute(text("SELECT pg_sleep(60)"))
    finally:
        await database.close()


async def test_times_are_utc_whatever_the_servers_zone(database: Database):
    async with database.connect() as connection:
        assert await connection.scalar(text("SHOW timezone")) == "UTC"


async def test_a_server_that_is_not_there_is_away():
    database = Database(NOTHING_THERE, pool=2)
    with pytest.raises(DatabaseAway):
        async with database.begin():
            pass


async def test_a_wrong_statement_is_not_taken_for_a_server_that_is_away(database: Database):
    with pytest.raises(IntegrityError):
        async with database.begin() as connection:
            await connection.execute(text("INSERT INTO contact (id) VALUES (NULL)"))


async def test_a_connection_that_the_server_drops_is_away_and_the_next_one_works(database: Database):
    with pytest.raises(DatabaseAway):
        async with database.begin() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    async with database.begin() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1


async def test_work_is_done_over_when_its_connection_breaks_before_the_commit(database: Database):
    tries: list[int] = []

    async def work(connection: AsyncConnection) -> int:
        tries.append(1)
        await connection.execute(
            text("INSERT INTO contact (id, created_at) VALUES (gen_random_uuid(), now())")
        )
        if len(tries) == 1:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return await connection.scalar(text("SELECT count(*) FROM contact")) or 0

    assert await database.run(work) == 1
    assert len(tries) == 2


async def test_a_commit_that_breaks_is_in_doubt_and_not_done_over(database: Database, database_url: str):
    other = Database(database_url, pool=2)
    tries: list[int] = []

    async def work(connection: AsyncConnection) -> None:
        tries.append(1)
        pid = await connection.scalar(text("SELECT pg_backend_pid()"))
        async with other.connect() as killer:
            await killer.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})

    try:
        with pytest.raises(DatabaseAway):
            await database.run(work)
        assert len(tries) == 1
    finally:
        await other.close()


async def test_a_mistake_is_not_done_over(database: Database):
    tries: list[int] = []

    async def work(connection: AsyncConnection) -> None:
        tries.append(1)
        await connection.execute(text("SELECT 1/0"))

    with pytest.raises(DBAPIError, match="division by zero"):
        await database.run(work)
    assert len(tries) == 1


async def test_more_work_than_connections_takes_turns(database_url: str):
    database = Database(database_url, pool=2)

    async def one() -> int:
        async with database.begin() as connection:
            return await connection.scalar(text("SELECT 1")) or 0

    try:
        assert await asyncio.gather(*(one() for _ in range(20))) == [1] * 20
    finally:
        await database.close()


@pytest.mark.parametrize("url", ["", "localhost", "mysql://a/b", "postgresql+asyncpg://a/b", "://"])
def test_a_url_of_something_else_is_refused_by_name(url: str):
    with pytest.raises(EnginesError, match="PROSA_DATABASE_URL"):
        Database(url)


def test_a_password_in_the_url_does_not_show(tmp_path: Path):
    database = Database("postgres://ana:segredo@db.example/prosa")
    assert "segredo" not in repr(database.engine)
