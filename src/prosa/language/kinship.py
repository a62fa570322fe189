"""Which intents are of one family, as their names say: "order_status" and "order_cancel", both of an order.

What is learned of one is then half learned of its kin. It serves training only; a message costs the same.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from prosa.language.intent_names import in_words
from prosa.language.scope import Matrix

_RATIO = 2.0
"""Directions of kinship this alike in strength share a factorisation; each is bounded by its strongest."""


@dataclass(frozen=True, slots=True)
class _Strand:
    """Directions among intents along which a step goes equally far."""

    strength: float
    axes: Matrix
    """One direction a column, of length 1."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """How much each intent has in common with each other, and with itself.

    As a prior: the scores of an intent are its own function plus one for each word of its name that another's
    name has, all drawn alike, so scores of two intents covary by 1 for each word in common (the intrinsic
    coregionalisation of Gaussian processes, Bonilla et al. 2008).
    """

    shared: Matrix
    """Intents × intents: the words in common, and 1 more on the diagonal."""
    strands: tuple[_Strand, ...]

    def among(self, intents: NDArray[np.intp]) -> "Kinship":
        """Of these intents only, in this order."""
        if len(intents) == len(self.shared):
            return self
        return _kinship(self.shared[np.ix_(intents, intents)])

    def descent(self, likeness: Matrix, ridge: float) -> Callable[[Matrix], Matrix]:
        """From the slope of a ridged loss over examples to the step that never overshoots.

        `likeness` bounds how the loss bends from example to example; slope and step are examples × intents.
        """
        solver = cast(Any, linalg)
        factors: list[tuple[Any, Matrix]] = []
        for strand in self.strands:
            bound = np.float32(strand.strength) * likeness
            bound[np.diag_indices_from(bound)] += np.float32(ridge)
            factor = solver.cho_factor(bound, lower=True, overwrite_a=True, check_finite=False)
            factors.append((factor, strand.axes))

        def step(slope: Matrix) -> Matrix:
            if len(factors) == 1:
                return solver.cho_solve(factors[0][0], slope, check_finite=False)
            steps = (
                solver.cho_solve(factor, slope @ axes, check_finite=False) @ axes.T
                for factor, axes in factors
            )
            return sum(steps, start=np.zeros_like(slope))

        return step


def kinship(intents: Sequence[str]) -> Kinship:
    """By the words of the intents' names. Names without a word in common make strangers."""
    words = [set(in_words(intent).split()) for intent in intents]
    held = Counter(word for each in words for word in each)
    columns = {word: at for at, word in enumerate(sorted(word for word in held if held[word] > 1))}
    has = np.zeros((len(intents), len(columns)), dtype=np.float32)
    for row, each in enumerate(words):
        has[row, [columns[word] for word in each if word in columns]] = 1
    return _kinship(np.asarray(np.eye(len(intents)) + has @ has.T, dtype=np.float32))


def strangers(count: int) -> Kinship:
    """So many intents that have nothing in common."""
    return _kinship(np.eye(count, dtype=np.float32))


def _kinship(shared: Matrix) -> Kinship:
    if np.array_equal(shared, np.eye(len(shared))):
        return Kinship(shared, (_Strand(1.0, shared),))
    strengths, axes = cast(Any, linalg).eigh(shared, check_finite=False)
    steps = np.ceil(np.log(np.maximum(strengths, 1.0) / 1.001) / np.log(_RATIO)).astype(np.int64)
    strands = (
        _Strand(float(strengths[steps == step].max()), np.ascontiguousarray(axes[:, steps == step]))
        for step in np.unique(steps)
    )
    return Kinship(shared, tuple(strands))
