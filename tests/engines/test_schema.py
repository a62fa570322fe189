"""The schema's revisions."""

import asyncio
from collections.abc import AsyncIterator

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text

from prosa.engines import schema
from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway, SchemaOutdated


@pytest.fixture
async def empty(database_url: str, worker: int) -> AsyncIterator[Database]:
    """A database to which nothing was ever applied."""
    name = sql.Identifier(f"empty_{worker}")
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        database = Database(database_url.replace(f"/prosa_{worker}?", f"/empty_{worker}?"), pool=4)
        try:
            yield database
        finally:
            await database.close()
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


async def test_an_empty_database_is_refused_with_what_to_run(empty: Database):
    assert await schema.current_revision(empty) is None
    with pytest.raises(SchemaOutdated, match="prosa migrate"):
        await schema.require_current(empty)


async def test_after_an_upgrade_the_schema_is_what_the_code_expects(empty: Database):
    await schema.upgrade(empty)
    await schema.require_current(empty)
    assert await schema.current_revision(empty) == schema.expected_revision()


async def test_nodes_that_upgrade_at_once_take_turns(empty: Database):
    await asyncio.gather(*(schema.upgrade(empty) for _ in range(4)))
    await schema.require_current(empty)


async def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database: Database):
    async with database.begin() as connection:
        await connection.execute(
            text("INSERT INTO contact (id, created_at) VALUES (gen_random_uuid(), now())")
        )
    await schema.upgrade(database)
    async with database.begin() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM contact")) == 1


async def test_a_database_of_a_newer_prosa_is_refused_without_advice_to_migrate(empty: Database):
    await schema.upgrade(empty)
    async with empty.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999_tomorrow'"))
    with pytest.raises(SchemaOutdated, match="newer Prosa"):
        await schema.require_current(empty)


async def test_a_server_that_is_not_there_is_away():
    with pytest.raises(DatabaseAway):
        await schema.require_current(Database("postgresql://prosa@/prosa?host=/nonexistent&port=5432"))


def test_revisions_form_one_line():
    """Two branches that each added a revision would give two newest ones, and Alembic refuses to choose."""
    assert schema.expected_revision() is not None
