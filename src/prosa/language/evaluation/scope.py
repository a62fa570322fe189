"""Whether confidence tells what a bot is for from what it is not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.language.evaluation.predictions import understand_all
from prosa.language.understanding import Understander

Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ScopeReport:
    """How well confidence tells messages that are in scope from those that are not."""

    auroc: float
    """Probability that a random message in scope is surer than a random one out of scope."""
    wrongly_answered: float
    """Share of out-of-scope messages with a confidence of at least the threshold."""


def evaluate_scope(
    model: Understander, in_scope: Sequence[str], out_of_scope: Sequence[str], threshold: float
) -> ScopeReport:
    """How confidence separates two sets of messages, and how often it would wrongly answer the second."""
    inside = np.asarray([found.intent.confidence for found in understand_all(model, in_scope)])
    outside = np.asarray([found.intent.confidence for found in understand_all(model, out_of_scope)])
    return scope_report(inside, outside, threshold)


def scope_report(inside: Shares, outside: Shares, threshold: float) -> ScopeReport:
    """The same from confidences that are there already."""
    return ScopeReport(area_under_roc(inside, outside), float((outside >= threshold).mean()))


def area_under_roc(inside: Shares, outside: Shares) -> float:
    """Probability that a random value of `inside` is above a random one of `outside`, ties counting half."""
    ordered = np.sort(outside)
    below = np.searchsorted(ordered, inside, side="left")
    not_above = np.searchsorted(ordered, inside, side="right")
    return float((below + not_above).mean() / (2 * len(outside)))


def roc_curve(inside: Shares, outside: Shares) -> tuple[Shares, Shares]:
    """For each threshold, highest first: share of `outside` at or above it, and share of `inside`."""
    thresholds = np.unique(np.concatenate([inside, outside]))[::-1]
    return (
        np.concatenate([[0.0], _at_least(outside, thresholds)]),
        np.concatenate([[0.0], _at_least(inside, thresholds)]),
    )


def _at_least(values: Shares, thresholds: Shares) -> Shares:
    return 1.0 - np.searchsorted(np.sort(values), thresholds, side="left") / len(values)
