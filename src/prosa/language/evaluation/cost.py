"""What understanding a message costs one core: alone, and as messages meet under load."""

import statistics
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from random import Random

from prosa.language.batching import MAX_BATCH
from prosa.language.gathering import Gathering
from prosa.language.understanding import Cues, Understander

RATE = 100.0
"""Messages a second that the amortised cost is for."""

_FEWEST, _MOST = 200, 1000
_WARM_UP = 64


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds for the whole `understand`, on a model that has seen some messages already."""

    amortised: float
    """Processor time a message when 100 arrive each second and those that wait are understood together."""
    amortised_full: float
    """Processor time a message in full batches: the least it can cost."""
    alone_p50: float
    alone_p95: float
    """Wall time of a message that nobody else waits with."""


def measure_cost(model: Understander, texts: Sequence[str], seed: int = 0) -> Cost:
    """Measures on these texts, over and over if they are few. Raises `ValueError` without any."""
    if not texts:
        raise ValueError("no messages to measure with")
    count = min(max(len(texts), _FEWEST), _MOST)
    messages = [texts[number % len(texts)] for number in range(count)]
    Random(seed).shuffle(messages)  # noqa: S311  a repeatable order, not a secret
    model.understand(messages[:_WARM_UP], [Cues()] * len(messages[:_WARM_UP]))
    alone: list[float] = []
    for message in messages[:_FEWEST]:
        began = time.perf_counter()
        model.understand([message], [Cues()])
        alone.append((time.perf_counter() - began) * 1000)
    return Cost(
        amortised=_under_load(model, messages, seed),
        amortised_full=_in_full_batches(model, messages),
        alone_p50=statistics.median(alone),
        alone_p95=statistics.quantiles(alone, n=20)[-1],
    )


def _under_load(model: Understander, messages: Sequence[str], seed: int) -> float:
    """Plays arrivals at `RATE` against one busy core, batched as the server's `Batcher` does.

    The clock is simulated: it advances by what each batch costs, and jumps when there is nothing to do yet.
    """
    queue = _Queue(_arrivals(len(messages), seed))
    now, busy, done = 0.0, 0.0, 0
    while done < len(messages):
        now, size = queue.next_batch(now)
        took = _processor_seconds(model, messages[done : done + size])
        now, busy, done = now + took, busy + took, done + size
        queue.finished(now)
    return busy / len(messages) * 1000


def _arrivals(count: int, seed: int) -> deque[float]:
    random = Random(seed)  # noqa: S311  repeatable arrivals, not a secret
    pauses = (random.expovariate(RATE) for _ in range(count))
    return deque(accumulate(pauses))


class _Queue:
    """Who waits at one thread, by a simulated clock."""

    def __init__(self, arrivals: deque[float]) -> None:
        self._coming = arrivals
        self._gathering = Gathering()
        self._waiting = 0
        self._running = 0

    def next_batch(self, now: float) -> tuple[float, int]:
        """When the next batch starts, at `now` or later, and its size. Somebody must wait or still come."""
        while True:
            self._admit(now)
            start = self._gathering.start_at(now, self._waiting, self._waiting) if self._waiting else inf
            if start <= now:
                break
            now = min(start, self._coming[0]) if self._coming else start
        self._running = min(self._waiting, MAX_BATCH)
        self._waiting -= self._running
        self._gathering.started(now)
        return now, self._running

    def finished(self, now: float) -> None:
        """The batch ended now; those who came meanwhile wait."""
        self._admit(now)
        self._running = 0

    def _admit(self, now: float) -> None:
        while self._coming and self._coming[0] <= now:
            self._waiting += 1
            self._gathering.arrived(self._coming.popleft(), self._waiting + self._running)


def _in_full_batches(model: Understander, messages: Sequence[str]) -> float:
    starts = range(0, len(messages), MAX_BATCH)
    busy = sum(_processor_seconds(model, messages[start : start + MAX_BATCH]) for start in starts)
    return busy / len(messages) * 1000


def _processor_seconds(model: Understander, batch: Sequence[str]) -> float:
    began = time.process_time()
    model.understand(list(batch), [Cues()] * len(batch))
    return time.process_time() - began
