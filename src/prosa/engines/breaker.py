"""Stops asking a server that is away, and asks again once in a while."""

import time
from collections.abc import Callable


class Breaker:
    """Open after a failure: calls fail at once, but for a probe every `pause` seconds, until one succeeds."""

    def __init__(self, pause: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._pause = pause
        self._clock = clock
        self._next_probe: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the server is taken to be away."""
        return self._next_probe is not None

    def allows(self) -> bool:
        """Whether a call may go ahead now. While open, a yes makes that call the probe."""
        if self._next_probe is None:
            return True
        now = self._clock()
        if now < self._next_probe:
            return False
        self._next_probe = now + self._pause
        return True

    def failed(self) -> None:
        """A call found the server away."""
        self._next_probe = self._clock() + self._pause

    def succeeded(self) -> None:
        """A call was answered."""
        self._next_probe = None
