"""When the messages that wait should be understood: at once, or a moment later together with more."""

from collections import deque

WINDOW = 0.08
"""Seconds from the start of one batch to that of the next while messages keep coming: the longest that
gathering keeps a message waiting."""

ENOUGH = 12
"""A batch that is worth no waiting: a message in it costs little more than in one of 32."""

_BUSY = 20
_BUSY_SECONDS = 0.5
"""So many messages in so long, 40 a second, and a window brings company enough to wait for."""


class Gathering:
    """Decides when the next batch starts. It only counts and compares: the clock, in seconds, is its user's.

    A batch costs some 2 ms beside what each of its messages costs. At 100 messages a second hardly two would
    meet by themselves, so each would pay all of it; seven together cost half as much each. Therefore
    batches start a window apart while messages come quickly: every turn leaves more of the processor to the
    others, for a wait of half a window on average.

    Nobody waits in vain. When few messages come, each starts at once; so does a batch of `enough`, and one
    when as many messages are under way as lately were at most: callers that ask again only when they have an
    answer are all here then, however few they are.
    """

    def __init__(self, enough: int = ENOUGH, window: float = WINDOW) -> None:
        self._enough = enough
        self._window = window
        self._arrivals: deque[tuple[float, int]] = deque(maxlen=_BUSY)
        self._started = float("-inf")

    def arrived(self, now: float, under_way: int) -> None:
        """A message has come; `under_way` wait or are being understood now, it included."""
        self._arrivals.append((now, under_way))

    def started(self, now: float) -> None:
        """A batch has started."""
        self._started = now

    def start_at(self, now: float, waiting: int, under_way: int) -> float:
        """When those who wait should start, if nobody else comes: `now`, or less than a window later."""
        next_start = self._started + self._window
        if now >= next_start or waiting >= self._enough or not self._busy(now):
            return now
        most = max(under_way for _, under_way in self._arrivals)
        return now if under_way >= most else next_start

    def _busy(self, now: float) -> bool:
        return len(self._arrivals) == _BUSY and now - self._arrivals[0][0] <= _BUSY_SECONDS
