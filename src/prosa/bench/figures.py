"""A run in figures. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.bench.load import Span
from prosa.bench.trace import Said


@dataclass(frozen=True, slots=True)
class Latency:
    """A distribution, in milliseconds. Zeros when nothing was measured."""

    count: int
    p50: float
    p95: float
    p99: float
    worst: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What the customers of a run felt."""

    sent: int
    sent_per_second: float
    answered_per_second: float
    accepted: Latency
    """From the moment a message was due until the server had committed it."""
    answered: Latency
    """From the moment a message was due until its answer arrived."""
    late: Latency
    """How late this tool itself sent: what it adds to the others."""


def figures(said: Sequence[Said], span: Span) -> Figures:
    """The figures of the messages that were due in this span."""
    counted = [one for one in said if one in span]
    return Figures(
        sent=len(counted),
        sent_per_second=len(counted) / span.seconds,
        answered_per_second=_answers_within(said, span) / span.seconds,
        accepted=latency(accepted_ms(counted)),
        answered=latency(answered_ms(counted)),
        late=latency(np.array([(one.sent_at - one.due) * 1000 for one in counted])),
    )


def accepted_ms(said: Sequence[Said]) -> NDArray[np.float64]:
    """Milliseconds to acceptance, of those that were accepted."""
    return np.array([(one.accepted_at - one.due) * 1000 for one in said if one.accepted_at is not None])


def answered_ms(said: Sequence[Said]) -> NDArray[np.float64]:
    """Milliseconds to the answer, of those that have one."""
    return np.array([(one.answered_at - one.due) * 1000 for one in said if one.answered_at is not None])


def latency(milliseconds: NDArray[np.float64]) -> Latency:
    """The usual percentiles."""
    if not milliseconds.size:
        return Latency(0, 0.0, 0.0, 0.0, 0.0)
    p50, p95, p99 = (float(value) for value in np.percentile(milliseconds, (50, 95, 99)))
    return Latency(int(milliseconds.size), p50, p95, p99, float(milliseconds.max()))


def _answers_within(said: Sequence[Said], span: Span) -> int:
    return sum(one.answered_at is not None and span.began <= one.answered_at < span.ended for one in said)
