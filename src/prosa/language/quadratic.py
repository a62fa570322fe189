"""Scores from pairs of features: what two things said together mean, where a plane sees each by itself.

The classifier is a support vector machine with a polynomial kernel of degree two, kept in its primal form:
its cost does not grow with the number of examples it has learned from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from prosa.language.features import SparseRow
from prosa.language.scope import Matrix
from prosa.language.views import Views

VECTOR_PART = 0.75
"""Of a message's direction, the encoder's vector makes so much and the layer below the rest."""


@dataclass(frozen=True, slots=True)
class Directions:
    """The two dense views of a message, and the few directions of both together that are multiplied."""

    centre: Matrix
    spread: Matrix
    """Mean and deviation of each deep feature, as far as examples show them."""
    basis: Matrix
    """Principal directions of both views, one a column."""

    def deep(self, views: Views) -> Matrix:
        """The layer below, each feature as far from its mean as is unusual for it; unit rows."""
        features = (views.deep - self.centre) / self.spread
        lengths = np.sqrt(np.einsum("ij,ij->i", features, features))
        return features / np.maximum(lengths, np.float32(1e-9))[:, None]

    def principal(self, vectors: Matrix, deep: Matrix) -> Matrix:
        """Coordinates along `basis`."""
        return together(vectors, deep) @ self.basis


def together(vectors: Matrix, deep: Matrix) -> Matrix:
    """Both views as one direction."""
    if not deep.shape[1]:
        return vectors
    return np.concatenate(
        [np.float32(VECTOR_PART**0.5) * vectors, np.float32((1 - VECTOR_PART) ** 0.5) * deep], axis=1
    )


@dataclass(frozen=True, slots=True)
class QuadraticScorer:
    """One score an intent: 1 and above for what its examples say, near -1 for others."""

    directions: Directions
    by_vector: Matrix
    by_deep: Matrix
    by_pair: Matrix
    """Weights of products of principal coordinates i ≤ j, in the order of `pairs`."""
    by_gram: Matrix
    bias: Matrix

    def scores(self, views: Views) -> Matrix:
        """Rows of scores, a column an intent."""
        deep = self.directions.deep(views)
        principal = self.directions.principal(views.vectors, deep)
        scores = self._by_grams(views.rows) + self.bias
        scores += views.vectors @ self.by_vector
        scores += deep @ self.by_deep
        scores += pairs(principal) @ self.by_pair
        return scores

    def _by_grams(self, rows: Sequence[SparseRow]) -> Matrix:
        scores = np.empty((len(rows), len(self.bias)), dtype=np.float32)
        for index, row in enumerate(rows):
            scores[index] = row.weights @ self.by_gram[row.columns]
        return scores


def pairs(principal: Matrix) -> Matrix:
    """Products of coordinates i ≤ j, a row each message."""
    first, second = positions(principal.shape[1])
    return principal[:, first] * principal[:, second]


@cache
def positions(coordinates: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The i and the j of every pair i ≤ j."""
    first, second = np.triu_indices(coordinates)
    return first, second
