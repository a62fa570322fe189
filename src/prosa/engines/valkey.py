"""Valkey as the rest of the house sees it: a bounded pool that fails at once while the server is away."""

from typing import Any

from valkey.asyncio import Valkey as Client
from valkey.asyncio.client import PubSub
from valkey.asyncio.connection import parse_url

from prosa.engines.breaker import Breaker
from prosa.engines.errors import EnginesError, ValkeyAway
from prosa.engines.guarded import GuardedPool

CALL_SECONDS = 1.0
"""Longest wait for an answer, for a connection to be made, and for one to become free."""
SUBSCRIBERS = 16
"""Connections that wait for published messages at most, beside the pool."""


class Valkey:
    """One node's way to Valkey.

    Every call through `client` or a `subscriber` that finds the server away raises `ValkeyAway`: the first
    after at most a second, the next ones at once, but for a probe every second.
    """

    def __init__(self, url: str, pool: int = 32) -> None:
        """`url` is valkey://, redis://, their TLS forms, or unix://; at most `pool` calls run at a time."""
        self._breaker = Breaker()
        self.client = Client(connection_pool=self._pool(url, pool, CALL_SECONDS))
        # A subscriber waits for as long as nothing is published, so there is no limit on its reads.
        self._subscribers = Client(connection_pool=self._pool(url, SUBSCRIBERS, None))

    @property
    def away(self) -> bool:
        """Whether the last call found the server away."""
        return self._breaker.is_open

    async def answers(self) -> bool:
        """Whether the server answers now."""
        try:
            return bool(await self.client.ping())  # pyright: ignore[reportUnknownMemberType]
        except ValkeyAway:
            return False

    def subscriber(self) -> PubSub:
        """A connection of its own for published messages. Close it (`aclose`) after use."""
        return self._subscribers.pubsub()

    async def close(self) -> None:
        """Close all connections."""
        for client in (self.client, self._subscribers):
            await client.aclose(close_connection_pool=True)

    def _pool(self, url: str, size: int, read_seconds: float | None) -> GuardedPool:
        try:
            options: dict[str, Any] = dict(parse_url(url))
        except ValueError as error:
            raise EnginesError(f"PROSA_VALKEY_URL cannot be used: {error}") from None
        limits = {
            "socket_timeout": read_seconds,
            "socket_connect_timeout": CALL_SECONDS,
            "timeout": CALL_SECONDS,
        }
        # The library's name and version are two commands more for every connection.
        return GuardedPool(
            self._breaker, **(options | limits), max_connections=size, lib_name=None, lib_version=None
        )
