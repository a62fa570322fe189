"""The schema's revisions: which one the database has, which one this version needs, and the way there."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from prosa.engines.away import away_errors
from prosa.engines.database import Database, session_settings
from prosa.engines.errors import SchemaOutdated

MIGRATIONS = Path(__file__).with_name("migrations")
TURN_MINUTES = 10
"""Longest wait for another node that is migrating."""
_LOCK = 0x50524F5341  # "PROSA": one node migrates, the others wait


def expected_revision() -> str | None:
    """The newest revision this version of Prosa brings, which its code was written for."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


async def current_revision(database: Database) -> str | None:
    """The revision of the database; None when nothing was ever applied."""
    async with _connection(database) as connection:
        return await connection.run_sync(_revision)


async def require_current(database: Database) -> None:
    """Raise `SchemaOutdated` unless the database has exactly the expected revision."""
    found, expected = await current_revision(database), expected_revision()
    if found == expected:
        return
    if found is not None and found not in known_revisions():
        raise SchemaOutdated(
            f"The database is at revision {found}, made by a newer Prosa. Upgrade this one before it serves."
        )
    raise SchemaOutdated(
        f"The database is at revision {found}, this Prosa needs {expected}. Run: prosa migrate"
    )


async def upgrade(database: Database) -> None:
    """Bring the database to the expected revision. Nodes that do this at once take turns.

    All revisions run in one transaction, without a time limit: all are applied or none.
    """
    async with _connection(database) as turn, _connection(database) as connection:
        await turn.execution_options(isolation_level="AUTOCOMMIT")
        await turn.execute(text(f"SET lock_timeout = '{TURN_MINUTES}min'"))
        await turn.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        await connection.run_sync(_upgrade)
        await connection.commit()


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> set[str]:
    """All revisions that this version of Prosa brings."""
    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


@asynccontextmanager
async def _connection(database: Database) -> AsyncGenerator[AsyncConnection]:
    """A connection outside the pool, without the time limits of everyday statements."""
    engine = create_async_engine(
        database.engine.url, poolclass=NullPool, connect_args=session_settings(timedelta())
    )
    with away_errors():
        async with engine.connect() as connection:
            yield connection
