"""Where to put the threshold: how much the bot answers by itself against how often it answers wrongly."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEPS = 100
TOLERATED = 0.05
"""A threshold is suggested where at most this share of the answers, and of what is out of scope, is wrong."""


@dataclass(frozen=True, slots=True)
class ThresholdPoint:
    """What happens with one threshold. Shares are 0 to 1."""

    threshold: float
    answered: float
    """Share of the messages in scope that the bot answers: its automation."""
    wrong: float
    """Share of those answers that are wrong; 0 when there is none."""
    outside_answered: float | None
    """Share of the messages out of scope that it answers; None when none were given."""


def threshold_curve(
    confidence: NDArray[np.float64], right: NDArray[np.bool_], outside: NDArray[np.float64]
) -> tuple[ThresholdPoint, ...]:
    """One point each hundredth of the scale, lowest first."""
    return tuple(point_at(step / STEPS, confidence, right, outside) for step in range(STEPS + 1))


def point_at(
    threshold: float,
    confidence: NDArray[np.float64],
    right: NDArray[np.bool_],
    outside: NDArray[np.float64],
) -> ThresholdPoint:
    """What happens with exactly this threshold."""
    answered = confidence >= threshold
    return ThresholdPoint(
        threshold,
        float(answered.mean()),
        float((~right[answered]).mean()) if answered.any() else 0.0,
        float((outside >= threshold).mean()) if len(outside) else None,
    )


def suggested(curve: Sequence[ThresholdPoint], tolerated: float = TOLERATED) -> ThresholdPoint | None:
    """The lowest threshold from which on errors stay tolerable while the bot still answers; None if none."""
    best: ThresholdPoint | None = None
    for point in reversed(curve):
        if max(point.wrong, point.outside_answered or 0.0) > tolerated:
            break
        if point.answered > 0:
            best = point
    return best
