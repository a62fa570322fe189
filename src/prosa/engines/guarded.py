"""Valkey connections that report to a breaker, and a pool that heeds it."""

from typing import Any

from valkey.asyncio import BlockingConnectionPool
from valkey.asyncio.connection import (
    AbstractConnection,
    Connection,
    SSLConnection,
    UnixDomainSocketConnection,
)
from valkey.exceptions import ClusterDownError, OutOfMemoryError, ReadOnlyError, ResponseError
from valkey.exceptions import ConnectionError as ValkeyConnectionError
from valkey.exceptions import TimeoutError as ValkeyTimeout

from prosa.engines.breaker import Breaker
from prosa.engines.errors import ValkeyAway

_FAILURES = (ValkeyConnectionError, ValkeyTimeout, OSError)
_REFUSALS = (OutOfMemoryError, ReadOnlyError, ClusterDownError)
"""A server that answers, but would not do its work for anybody: as good as away."""

# The client library leaves parts of its signatures untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false


class GuardedPool(BlockingConnectionPool):
    """At most `max_connections` calls at a time; none while the breaker is open, but for its probes."""

    def __init__(self, breaker: Breaker, **options: Any) -> None:
        plain = options.pop("connection_class", Connection)
        super().__init__(connection_class=_GUARDED[plain], breaker=breaker, **options)
        self._breaker = breaker

    async def get_connection(self, command_name: Any, *keys: Any, **options: Any) -> AbstractConnection:
        """A connected connection, as soon as one is free. Raises `ValkeyAway`."""
        probing = self._breaker.is_open
        if not self._breaker.allows():
            raise ValkeyAway("Valkey is away")
        try:
            connection = await super().get_connection(command_name, *keys, **options)
        except ValkeyAway:
            raise
        except ValkeyConnectionError as error:
            raise ValkeyAway("Valkey is busy: no connection became free in time") from error
        if self._breaker.is_open and not probing:  # it went away while we waited our turn
            await self.release(connection)
            raise ValkeyAway("Valkey is away")
        return connection


class _Guarded(AbstractConnection):
    """Tells the breaker how each exchange went, and raises `ValkeyAway` when the server was not there."""

    def __init__(self, *, breaker: Breaker, **options: Any) -> None:
        super().__init__(**options)
        self._breaker = breaker

    async def connect(self) -> None:
        try:
            await super().connect()
        except _FAILURES as error:
            raise self._away(error) from error

    async def send_packed_command(self, *args: Any, **options: Any) -> None:
        try:
            await super().send_packed_command(*args, **options)
        except _FAILURES as error:
            raise self._away(error) from error

    async def read_response(self, *args: Any, **options: Any) -> Any:
        try:
            response: Any = await super().read_response(*args, **options)
        except ResponseError as error:
            self._breaker.succeeded()
            if isinstance(error, _REFUSALS):
                raise ValkeyAway(f"Valkey is of no use: {error}") from error
            raise
        except _FAILURES as error:
            raise self._away(error) from error
        if options.get("timeout") is None:  # with one, no response may mean that nothing was heard
            self._breaker.succeeded()
        return response

    def _away(self, error: Exception) -> ValkeyAway:
        self._breaker.failed()
        return error if isinstance(error, ValkeyAway) else ValkeyAway(f"Valkey is away: {error}")


class _GuardedConnection(_Guarded, Connection): ...


class _GuardedSSLConnection(_Guarded, SSLConnection): ...


class _GuardedUnixConnection(_Guarded, UnixDomainSocketConnection): ...


_GUARDED: dict[type[AbstractConnection], type[AbstractConnection]] = {
    Connection: _GuardedConnection,
    SSLConnection: _GuardedSSLConnection,
    UnixDomainSocketConnection: _GuardedUnixConnection,
}
