"""Learns where a bot's subject ends, from its examples and from questions that no bot is for."""

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import optimize
from sklearn import model_selection
from sklearn.linear_model import LogisticRegression

from prosa.language.scope import SIGNALS, Matrix, ScopeGate, nearest, signals

_SAME_SUBJECT = 0.6
"""A background question this close (cosine) to an example is the pack's own subject, not background."""

_FEWEST = 10
"""With fewer examples or background questions than this on either side, nothing can be learned."""

_MAY_BE_DOUBTED = 0.03
"""Share of a pack's own held-out examples that may seem out of scope. Where more do, its subject is that of
the background (a voice assistant's, say), and the gate opens wider."""

_MAY_COST = 0.01
"""Of the confidence that a pack's own held-out examples deserve, what the gate may take in the mean. It is
taught as if every other message came from elsewhere; where it cannot tell the two apart, that would make all
confidences too low."""

_WIDEST = 20.0
"""Log-odds by which a gate is opened at most."""

_PLANE_C = 3.0


def fit_gate(
    examples: Matrix,
    background: Matrix,
    held_out: NDArray[np.int64],
    *,
    inside_best: Matrix,
    outside_best: Matrix,
    inside_unfamiliar: Matrix,
    outside_unfamiliar: Matrix,
    landmarks: NDArray[np.int64],
) -> ScopeGate:
    """A gate fitted to signals as unseen messages would give them.

    `inside_*` belong to the examples that `held_out` indexes, `outside_*` to the background questions.
    `landmarks` index the examples that messages will be compared with.
    """
    near = np.ascontiguousarray(examples[landmarks])
    foreign = nearest(background, near) < _SAME_SUBJECT
    far = np.ascontiguousarray(background[foreign])
    if len(held_out) < _FEWEST or len(far) < _FEWEST:
        return _plain_gate(near, far)
    vectors = np.concatenate([examples, far])
    is_inside = np.concatenate([np.ones(len(examples)), np.zeros(len(far))])
    plane = _logistic(_PLANE_C)
    sides = cast(Any, model_selection).cross_val_predict(
        plane, vectors, is_inside, cv=5, method="decision_function"
    )
    plane.fit(vectors, is_inside)
    inside = signals(
        nearest(examples[held_out], near, leaving_out_itself=True),
        nearest(examples[held_out], far),
        np.asarray(sides[held_out], dtype=np.float32),
        inside_best,
        inside_unfamiliar,
    )
    outside = signals(
        nearest(far, near),
        nearest(far, far, leaving_out_itself=True),
        np.asarray(sides[len(examples) :], dtype=np.float32),
        outside_best[foreign],
        outside_unfamiliar[foreign],
    )
    weights, bias = _weigh(inside, outside, inside_best)
    slope: Matrix = np.asarray(plane.coef_[0], dtype=np.float32)
    return ScopeGate(near, far, slope, float(plane.intercept_[0]), weights, bias)


def _weigh(inside: Matrix, outside: Matrix, inside_best: Matrix) -> tuple[Matrix, float]:
    found = np.concatenate([inside, outside])
    scale = found.std(axis=0) + 1e-6
    model = _logistic(1.0)
    model.fit(found / scale, np.concatenate([np.ones(len(inside)), np.zeros(len(outside))]))
    weights = np.asarray(model.coef_[0] / scale, dtype=np.float32)
    odds = inside @ weights + np.float32(model.intercept_[0])
    doubted = float(np.quantile(odds, _MAY_BE_DOUBTED))
    return weights, float(model.intercept_[0]) + max(0.0, -doubted, _opening(odds, inside_best))


def _opening(odds: Matrix, best: Matrix) -> float:
    """What to add to these log-odds, so that confidences lose `_MAY_COST` at most; 0 where they do anyway."""

    def lost(opening: float) -> float:
        return float((best / (1 + np.exp(odds + np.float32(opening)))).mean()) - _MAY_COST

    return float(cast(Any, optimize).brentq(lost, 0.0, _WIDEST)) if lost(0.0) > 0 > lost(_WIDEST) else 0.0


def _logistic(inverse_ridge: float) -> Any:
    """Both sides weigh the same, however many examples the pack has."""
    return LogisticRegression(C=inverse_ridge, class_weight="balanced", max_iter=500)


def _plain_gate(near: Matrix, far: Matrix) -> ScopeGate:
    """In scope from a cosine of about 0.4 to the nearest example."""
    weights = np.zeros(SIGNALS, dtype=np.float32)
    weights[0] = 20.0
    return ScopeGate(near, far, cast(Matrix, np.zeros(near.shape[1], dtype=np.float32)), 0.0, weights, -8.0)
