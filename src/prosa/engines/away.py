"""Tells a PostgreSQL that is away from a statement that is wrong."""

from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from prosa.engines.errors import DatabaseAway

_AWAY = ("08", "57P", "53300")
"""SQLSTATEs that begin so: connection errors, a server that stops or starts, too many connections."""


@contextmanager
def away_errors() -> Generator[None]:
    """Turn whatever means that the server cannot be had into `DatabaseAway`; let other errors pass."""
    try:
        yield
    except DBAPIError as error:
        if not _is_away(error):
            raise
        raise DatabaseAway(f"PostgreSQL is away: {_first_line(error.orig)}") from error
    except PoolTimeout as error:
        raise DatabaseAway("PostgreSQL is busy: no connection became free in time") from error
    except psycopg.OperationalError as error:  # from the driver itself: see `database.driver_of`
        if not _says_away(error):
            raise
        raise DatabaseAway(f"PostgreSQL is away: {_first_line(error)}") from error


def _is_away(error: DBAPIError) -> bool:
    if error.connection_invalidated:
        return True
    return isinstance(error.orig, psycopg.OperationalError) and _says_away(error.orig)


def _says_away(error: psycopg.OperationalError) -> bool:
    return error.sqlstate is None or error.sqlstate.startswith(_AWAY)


def _first_line(error: BaseException | None) -> str:
    return str(error).split("\n", 1)[0]
