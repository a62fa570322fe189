"""Precision, recall and F1 of each class, and the interval that a share measured on few lies in."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_TWO_SIDED_95 = 1.959964


@dataclass(frozen=True, slots=True)
class ClassScore:
    """How one class fared: `support` test messages, precision, recall and their harmonic mean, 0 to 1."""

    name: str
    support: int
    precision: float
    recall: float
    f1: float


def class_scores(expected: Sequence[str], predicted: Sequence[str]) -> tuple[ClassScore, ...]:
    """One score for each class that either side names, sorted by name."""
    hits = Counter(truth for truth, guess in zip(expected, predicted, strict=True) if truth == guess)
    support, guesses = Counter(expected), Counter(predicted)
    return tuple(score(name, hits[name], guesses[name], support[name]) for name in sorted(support | guesses))


def score(name: str, hits: int, found: int, support: int) -> ClassScore:
    """The score of a class of which `hits` of `found` are right and `support` were there to find."""
    precision = hits / found if found else 0.0
    recall = hits / support if support else 0.0
    return ClassScore(name, support, precision, recall, 2 * hits / (found + support) if hits else 0.0)


def macro_f1(scores: Sequence[ClassScore]) -> float:
    """The mean F1: each class counts the same, however rare."""
    return math.fsum(score.f1 for score in scores) / len(scores) if scores else 0.0


def interval(share: float, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval for a share that was measured on `count` messages; the whole range for none."""
    if not count:
        return 0.0, 1.0
    z = _TWO_SIDED_95
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)
