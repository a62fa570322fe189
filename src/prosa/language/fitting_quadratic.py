"""Learns a `QuadraticScorer`: margins between intents, solved over examples, kept as weights of features."""

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from prosa.language.fitting_sparse import sparse_matrix
from prosa.language.kinship import Kinship, strangers
from prosa.language.quadratic import Directions, QuadraticScorer, pairs, positions, together
from prosa.language.scope import Matrix
from prosa.language.views import Views

Labels = NDArray[np.int64]

_PRINCIPAL = 128
"""Directions that are multiplied. 64 lose a point where examples are many, all 512 gain nothing."""

_VECTOR, _PAIRS, _DEEP, _GRAMS, _CONSTANT = 0.25, 0.3, 0.1, 0.1, 0.15
"""What each view adds to the likeness of two messages."""

_RIDGE = 0.3
_STEPS = 20
"""Flat optima both: from 0.1 to 0.3, and from 12 steps on, from 10 examples an intent to 200."""

MOST = 12_000
"""Examples that are solved over: time grows with the cube, memory with the square (600 MB)."""

_CHUNK = 512


def fit_directions(examples: Views) -> Directions:
    """Means, deviations and principal directions of these messages; no label is looked at."""
    centre = examples.deep.mean(axis=0)
    # A feature that hardly varies among few examples would otherwise drown the others in a new message.
    typical = float(examples.deep.std(axis=0).mean()) if examples.deep.size else 0.0
    spread = (examples.deep.std(axis=0) + np.float32(0.2 * typical + 1e-9)).astype(np.float32)
    flat = Directions(centre, spread, np.zeros((0, 0), dtype=np.float32))
    both = together(examples.vectors, flat.deep(examples))
    last = both.shape[1] - 1
    # Only the largest: all 1,792 take three times as long.
    wanted = (max(0, last + 1 - _PRINCIPAL), last)
    _, axes = cast(Any, linalg).eigh(both.T @ both, subset_by_index=wanted, check_finite=False)
    basis = np.ascontiguousarray(axes[:, ::-1], dtype=np.float32)
    return Directions(centre, spread, basis)


def fit_quadratic(
    examples: Views,
    truth: Labels,
    classes: int,
    width: int,
    directions: Directions,
    kinship: Kinship | None = None,
) -> QuadraticScorer:
    """The scorer of these examples; `truth[i]` numbers the intent of example i.

    With more than `MOST` examples, as many of them, drawn evenly.
    """
    chosen = _evenly(truth, MOST)
    if len(chosen) < len(truth):
        examples, truth = examples.subset(chosen), truth[chosen]
    vectors, deep = examples.vectors, directions.deep(examples)
    grams = sparse_matrix(examples.rows, width)
    principal = directions.principal(vectors, deep)
    duals = solve(_likeness(vectors, deep, principal, grams), truth, classes, kinship)
    return QuadraticScorer(
        directions=directions,
        by_vector=np.float32(_VECTOR) * (vectors.T @ duals),
        by_deep=np.float32(_DEEP) * (deep.T @ duals),
        by_pair=_by_pair(principal, duals),
        by_gram=np.asarray(_GRAMS * (grams.T @ duals), dtype=np.float32),
        bias=(_CONSTANT * duals.sum(axis=0)).astype(np.float32),
    )


def solve(likeness: Matrix, truth: Labels, classes: int, kinship: Kinship | None = None) -> Matrix:
    """Weights of the examples, n × classes, that put each intent's own at 1 and above, all others at -1.

    Every intent against the rest, with the squared hinge as the loss and a ridge on the function: the support
    vector machine of Chapelle, "Training a Support Vector Machine in the Primal" (2007). All intents are
    solved at once: the loss bends nowhere more than a parabola does, so one factorisation bounds every
    intent's steps, which are accelerated after Nesterov. `kinship` lets intents share what they learn.
    """
    sides = np.full((len(truth), classes), -1.0, dtype=np.float32)
    sides[np.arange(len(truth)), truth] = 1.0
    kin = kinship or strangers(classes)
    descent = kin.descent(likeness, _RIDGE)
    duals = previous = np.zeros_like(sides)
    for step in range(_STEPS):
        ahead = duals + np.float32(step / (step + 3)) * (duals - previous)
        short = np.maximum(np.float32(1) - sides * (likeness @ (ahead @ kin.shared)), np.float32(0))
        slope: Matrix = np.asarray(np.float32(_RIDGE) * ahead - sides * short, dtype=np.float32)
        previous, duals = duals, ahead - descent(slope)
    return np.asarray(duals @ kin.shared, dtype=np.float32)


def _likeness(vectors: Matrix, deep: Matrix, principal: Matrix, grams: Any) -> Matrix:
    """The kernel of every two examples, made in bands so that only the result is ever whole."""
    likeness = np.empty((len(vectors), len(vectors)), dtype=np.float32)
    for start in range(0, len(vectors), _CHUNK):
        band = slice(start, start + _CHUNK)
        products = principal[band] @ principal.T
        likeness[band] = _VECTOR * (vectors[band] @ vectors.T) + _PAIRS * products * products + _CONSTANT
        likeness[band] += _DEEP * (deep[band] @ deep.T) + _GRAMS * (grams[band] @ grams.T).toarray()
    return likeness


def _by_pair(principal: Matrix, duals: Matrix) -> Matrix:
    coordinates = principal.shape[1]
    weights = np.zeros((coordinates * (coordinates + 1) // 2, duals.shape[1]), dtype=np.float32)
    for start in range(0, len(principal), _CHUNK):
        band = slice(start, start + _CHUNK)
        weights += pairs(principal[band]).T @ duals[band]
    # The square of a scalar product counts i·j twice for i < j, and i·i once.
    first, second = positions(coordinates)
    return np.float32(_PAIRS) * weights * np.where(first == second, 1, 2)[:, None].astype(np.float32)


def _evenly(truth: Labels, most: int) -> Labels:
    if len(truth) <= most:
        return np.arange(len(truth))
    generator = np.random.default_rng(0)
    return np.sort(generator.permutation(len(truth))[:most])
