"""How fast one client is read."""

import asyncio
import time
from collections.abc import Awaitable, Callable


class Pace:
    """`burst` things at once, then `rate` a second (a token bucket, kept as the time when it is full)."""

    def __init__(
        self,
        rate: float,
        burst: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / rate
        self._allowance = burst / rate
        self._clock = clock
        self._sleep = sleep
        self._full_at = clock()

    async def keep(self) -> None:
        """Returns when the next thing may be done."""
        now = self._clock()
        self._full_at = max(self._full_at, now) + self._gap
        if (early := self._full_at - self._allowance - now) > 0:
            await self._sleep(early)
