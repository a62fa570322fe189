"""The two ways to load a server: at a fixed rate, whatever it does, and as fast as it answers."""

import asyncio
import random
import time
from collections import deque
from dataclasses import dataclass

from prosa.bench.crowd import Crowd, Progress
from prosa.bench.messages import kinds
from prosa.bench.pacing import pace, send_times
from prosa.bench.trace import Said

HUSH_SECONDS = 30.0
"""How long answers may still come after the last message."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a run whose messages count, in seconds of `time.perf_counter`."""

    began: float
    ended: float

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.ended - self.began

    def __contains__(self, said: Said) -> bool:
        return self.began <= said.due < self.ended


async def steady(
    crowd: Crowd, rate: float, seconds: float, chance: random.Random, progress: Progress
) -> Span:
    """Sends `rate` messages a second on average, at times fixed beforehand."""
    times = send_times(rate, seconds, chance)
    about = deque(kinds(len(times), chance))
    began = time.perf_counter()

    def act(due: float) -> None:
        crowd.say(due, about.popleft())
        progress((due - began) / seconds)

    await pace(times, began, act)
    return Span(began, began + seconds)


async def flat_out(
    crowd: Crowd, at_once: int, seconds: float, chance: random.Random, progress: Progress
) -> Span:
    """Keeps so many messages under way: each answer is followed by the next message at once."""
    began = time.perf_counter()
    ends = began + seconds

    def another() -> None:
        now = time.perf_counter()
        if now < ends:
            crowd.say(now, kinds(1, chance)[0])
            progress((now - began) / seconds)

    crowd.on_answer(another)
    for _ in range(at_once):
        another()
    await asyncio.sleep(seconds)
    return Span(began, ends)
