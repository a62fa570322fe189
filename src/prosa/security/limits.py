"""How many messages a session and an address may send; with Valkey away, as many as they like."""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import time

import structlog
from limits import RateLimitItem, parse_many
from limits.aio.storage import RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from prosa.engines.errors import ValkeyAway
from prosa.engines.valkey import Valkey

log = structlog.get_logger()

IPV6_NETWORK_BITS = 64
"""A customer with IPv6 has a whole /64 to himself, so the network counts as the address."""


def parsed(limits: str) -> Sequence[RateLimitItem]:
    """The windows of a setting such as "30/minute;50/hour". Raises ValueError when it cannot be read."""
    return parse_many(limits) if limits.strip() else ()


class RateLimits:
    """Counts messages in sliding windows (`limits` library) over the shared Valkey."""

    def __init__(
        self,
        valkey: Valkey,
        *,
        session: str,
        address: str,
        key: bytes,
        unavailable: Callable[[], None] = lambda: None,
    ) -> None:
        """`session` and `address` as in the settings; `unavailable` called for each message not counted."""
        storage = RedisStorage(
            "async+valkey://localhost:6379",
            implementation="valkey",
            key_prefix="prosa:limit",
            connection_pool=valkey.client.connection_pool,  # pyright: ignore[reportArgumentType] - passed to the client
        )
        self._windows = SlidingWindowCounterRateLimiter(storage)
        self._session = parsed(session)
        self._address = parsed(address)
        self._key = key
        self._unavailable = unavailable

    async def wait_seconds(self, session: str, address: str) -> int:
        """Counts one message. 0 when it may pass, else the seconds after which another try makes sense."""
        checks = [(limit, "s", session) for limit in self._session]
        checks += [(limit, "a", self._masked(address)) for limit in self._address]
        try:
            for limit, *identifiers in checks:
                if not await self._windows.hit(limit, *identifiers):
                    stats = await self._windows.get_window_stats(limit, *identifiers)
                    return max(1, ceil(stats.reset_time - time()))
        except ValkeyAway as error:
            self._unavailable()
            log.warning("rate limiter unavailable, letting the message through", error=str(error))
        return 0

    def _masked(self, address: str) -> str:
        """The address as it may lie in Valkey: a keyed hash, since an address is personal data."""
        return blake2b(network_of(address).encode(), key=self._key[:64], digest_size=12).hexdigest()


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, an IPv6 /64, or the text itself when it is neither."""
    try:
        parsed_address = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed_address, IPv6Address):
        if parsed_address.ipv4_mapped is not None:
            return str(parsed_address.ipv4_mapped)
        return str(int(parsed_address) >> (128 - IPV6_NETWORK_BITS))
    return str(parsed_address)
