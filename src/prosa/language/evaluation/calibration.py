"""Whether 0.8 means right four times out of five."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 15


@dataclass(frozen=True, slots=True)
class Bin:
    """The messages whose confidence lies in one fifteenth of the scale: how sure, and how often right."""

    count: int
    confidence: float
    accuracy: float


def reliability(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    """Those of 15 bins of equal width that hold a message, least confident first."""
    numbers = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(int(members.sum()), float(confidence[members].mean()), float(right[members].mean()))
        for members in (numbers == number for number in np.unique(numbers))
    )


def expected_calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Mean distance between confidence and accuracy over 15 bins of confidence, weighted by their size."""
    return sum(
        found.count / len(confidence) * abs(found.confidence - found.accuracy)
        for found in reliability(confidence, right)
    )
