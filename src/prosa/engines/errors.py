"""What can go wrong with the engines, in words for the person who runs Prosa."""

from valkey.exceptions import ConnectionError as ValkeyConnectionError


class EnginesError(RuntimeError):
    """An engine cannot be used; the message says what to do about it."""


class EngineFailed(EnginesError):
    """An embedded engine did not start, or could not be kept running."""


class DatabaseAway(EnginesError):
    """PostgreSQL cannot be reached just now, or dropped the connection. Trying again later may help."""


class ValkeyAway(EnginesError, ValkeyConnectionError):
    """Valkey cannot be reached just now. Callers go on without it: nothing in it is irreplaceable.

    Also a connection error of the client library's, so that libraries built on it take it for what it is.
    """


class SchemaOutdated(EnginesError):
    """The database's schema is not the one that this version of Prosa was written for."""
