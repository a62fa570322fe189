"""PostgreSQL as the rest of the house sees it: a bounded pool, transactions, one error for "away"."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar, cast

import orjson
import psycopg
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from prosa.engines.away import away_errors
from prosa.engines.errors import DatabaseAway, EnginesError

Result = TypeVar("Result")

STATEMENT_LIMIT = timedelta(seconds=10)
IDLE_LIMIT = timedelta(seconds=60)
"""Longest that a transaction may stay open without doing anything, holding its locks."""
CONNECT_SECONDS = 5
VANISHED_AFTER = timedelta(seconds=20)
"""Silence on the line to another machine after which the connection is given up."""
POOL_WAIT_SECONDS = 5
PAUSES = (0.05, 0.25, 0.5, 1.0)
"""Seconds between the attempts of `Database.run`: PostgreSQL restarts in less than their sum."""


class Database:
    """One node's way to PostgreSQL.

    A transaction belongs to the caller: one request, one turn, one job. Every statement is bounded in time,
    and so is the wait for a connection. A server that is away, full or restarting shows as `DatabaseAway`.
    pgvector's columns (`pgvector.sqlalchemy.VECTOR`) take and give vectors without further registration.
    """

    def __init__(self, url: str, pool: int = 10, statement_limit: timedelta = STATEMENT_LIMIT) -> None:
        """`url` is postgresql://…; at most `pool` connections are open at a time."""
        # No pre-ping: it costs a round trip a transaction, and a connection can still break after it.
        self.engine: AsyncEngine = create_async_engine(
            driver_url(url),
            pool_size=pool,
            max_overflow=0,
            hide_parameters=True,  # errors end up in logs, and what customers say does not
            pool_timeout=POOL_WAIT_SECONDS,
            json_serializer=_to_json,
            json_deserializer=orjson.loads,
            connect_args=session_settings(statement_limit),
        )
        self._question: asyncio.Task[bool] | None = None
        # Without BEGIN and ROLLBACK around it, a single SELECT is one round trip instead of three.
        self._reading = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[AsyncConnection]:
        """A connection in a transaction, committed at the end, rolled back on an exception."""
        with away_errors():
            async with self.engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def connect(self) -> AsyncGenerator[AsyncConnection]:
        """A connection to read with: each statement is a transaction of its own."""
        with away_errors():
            async with self._reading.connect() as connection:
                yield connection

    @asynccontextmanager
    async def rehearse(self) -> AsyncGenerator[AsyncConnection]:
        """A connection in a transaction of which nothing stays, whatever is done in it."""
        with away_errors():
            async with self.engine.connect() as connection:
                # Closed without a commit, it is rolled back.
                yield connection

    async def run(self, work: Callable[[AsyncConnection], Awaitable[Result]]) -> Result:
        """Do `work` in a transaction, and again when the connection broke before its commit.

        `work` may run several times, so it does nothing but talk to the database. A connection that breaks
        during the commit leaves in doubt whether it happened; that is not tried again, and raises
        `DatabaseAway`.
        """
        for pause in (*PAUSES, None):
            committing = False
            try:
                async with self.begin() as connection:
                    result = await work(connection)
                    committing = True
                return result
            except DatabaseAway:
                if committing or pause is None:
                    raise
            await asyncio.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    async def answers(self, within: float) -> bool:
        """Whether the server answers within so many seconds.

        A server that hangs keeps even a question that was given up waiting for its cancellation, for longer
        than those who ask have patience; so it goes on beside, and nobody asks another one meanwhile.
        """
        if self._question is None or self._question.done():
            self._question = asyncio.create_task(self._ask())
        done, _ = await asyncio.wait((self._question,), timeout=within)
        return bool(done) and self._question.result()

    async def _ask(self) -> bool:
        try:
            async with self.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (DatabaseAway, DBAPIError):
            return False
        return True

    async def close(self) -> None:
        """Close all connections."""
        if self._question is not None:
            self._question.cancel()
            await asyncio.gather(self._question, return_exceptions=True)
        await self.engine.dispose()


async def driver_of(connection: AsyncConnection) -> psycopg.AsyncConnection[Any]:
    """The driver's connection beneath: for statements of a hot path, in the same transaction.

    What the driver raises is not wrapped; `DatabaseAway` is recognised all the same.
    """
    raw = await connection.get_raw_connection()
    return cast(psycopg.AsyncConnection[Any], raw.driver_connection)


def driver_url(url: str) -> URL:
    """The operator's URL for SQLAlchemy on psycopg 3. Raises `EnginesError` when it is none."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise EnginesError(
            "PROSA_DATABASE_URL is not a URL; postgresql://user:password@host/database is."
        ) from None
    if parsed.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise EnginesError(
            f"PROSA_DATABASE_URL begins with {parsed.drivername}://, but has to with postgresql://"
        )
    return parsed.set(drivername="postgresql+psycopg")


def session_settings(statement_limit: timedelta) -> dict[str, Any]:
    """What every connection tells the server at its start. A limit of 0 is no limit."""
    settings = {
        "statement_timeout": _milliseconds(statement_limit),
        "idle_in_transaction_session_timeout": _milliseconds(IDLE_LIMIT if statement_limit else timedelta()),
        "timezone": "UTC",
        # Of pgvector: look at more than the 40 nearest, and further where a filter leaves too few of them.
        "hnsw.ef_search": 80,
        "hnsw.iterative_scan": "strict_order",
    }
    return {
        "application_name": "prosa",
        "connect_timeout": CONNECT_SECONDS,
        # A machine that vanished says nothing, and by itself a connection would wait a quarter of an hour.
        "tcp_user_timeout": _milliseconds(VANISHED_AFTER),
        "keepalives_idle": VANISHED_AFTER.seconds // 2,
        "keepalives_interval": VANISHED_AFTER.seconds // 4,
        "keepalives_count": 2,
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
    }


def _milliseconds(time: timedelta) -> int:
    return time // timedelta(milliseconds=1)


def _to_json(value: object) -> str:
    return orjson.dumps(value).decode()
