"""Whether a message is about anything the bot was shown at all, or from somewhere else entirely."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

SIGNALS = 5


@dataclass(frozen=True, slots=True)
class ScopeGate:
    """Probability that a message is in scope, from five signals that fail in different ways.

    Nearness to the pack's examples and to background questions (cosines of the nearest), the side of a plane
    between the two in the encoder's space, how sure the best intent is, and how many letters stand in words
    that no example has.
    """

    examples: Matrix
    """Unit vectors of training examples, one a row."""
    background: Matrix
    """Unit vectors of background questions."""
    plane: Matrix
    plane_bias: float
    weights: Matrix
    """One weight for each signal."""
    bias: float

    def probability(self, vectors: Matrix, best: Matrix, unfamiliar: Matrix) -> Matrix:
        """In-scope probability of each message, by vector, best intent's probability and unfamiliar share."""
        found = signals(
            nearest(vectors, self.examples),
            nearest(vectors, self.background),
            vectors @ self.plane + np.float32(self.plane_bias),
            best,
            unfamiliar,
        )
        return (1 / (1 + np.exp(-(found @ self.weights + np.float32(self.bias))))).astype(np.float32)


def signals(
    to_examples: Matrix, to_background: Matrix, side: Matrix, best: Matrix, unfamiliar: Matrix
) -> Matrix:
    """The gate's signals, one row a message; the best intent's probability as log-odds."""
    sure = np.clip(best, 1e-3, 1 - 1e-3)
    columns = [to_examples, to_background, side, np.log(sure / (1 - sure)), unfamiliar]
    return np.stack(columns, axis=1).astype(np.float32)


def nearest(vectors: Matrix, others: Matrix, leaving_out_itself: bool = False) -> Matrix:
    """Cosine of the nearest of `others` to each vector, at least 0; 0 where there are no others."""
    if not len(others):
        return np.zeros(len(vectors), dtype=np.float32)
    best = np.empty(len(vectors), dtype=np.float32)
    # In slices: thousands against thousands would need hundreds of megabytes at once.
    for start in range(0, len(vectors), 512):
        cosines = vectors[start : start + 512] @ others.T
        if leaving_out_itself:
            cosines = np.where(cosines > 0.9999, np.float32(0), cosines)
        best[start : start + 512] = cosines.max(axis=1)
    return np.maximum(best, np.float32(0))
