"""Learns an `IntentClassifier` from encoded examples. With `fitting_scope`, the only user of scikit-learn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import optimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from prosa.language.features import SparseRow
from prosa.language.fitting_scope import fit_gate
from prosa.language.intents import IntentClassifier, LinearHead, mix, sharpen
from prosa.language.scope import Matrix

Progress = Callable[[float], None]
Labels = NDArray[np.int64]

_MEANING_C = 10.0
_WORDING_C = 20.0
"""Inverse strength of the ridge. Flat optima on all data we tried, from 10 to 100 examples an intent."""

_FOLDS = 5
_MANY = 3000
"""From this many examples on, one held-out fifth calibrates as well as five folds, at a fifth of the time."""

_SHARES = (0.35, 0.5, 0.65)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Messages as the classifier sees them."""

    vectors: Matrix
    rows: Sequence[SparseRow]
    unfamiliar: Matrix

    def subset(self, indices: Labels) -> "Encoded":
        """The messages with these indices, in their order."""
        return Encoded(
            self.vectors[indices], [self.rows[int(i)] for i in indices.tolist()], self.unfamiliar[indices]
        )


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """What models that had not seen these examples said of them."""

    indices: Labels
    meaning: Matrix
    wording: Matrix


def fit_classifier(
    examples: Encoded,
    intents: Sequence[str],
    background: Encoded,
    width: int,
    progress: Progress,
    seed: int = 0,
    rounds: int | None = None,
) -> IntentClassifier:
    """The classifier of these examples; `intents[i]` is that of example i, `width` the columns of a row.

    Deterministic. Mixing share, temperature and scope gate are chosen on predictions for held-out examples,
    never on what the heads were fitted to. `rounds` says how many of the five folds are held out in turn; for
    an encoder tuned on all but `first_fold` that is 1. None: as the number of examples asks for.
    """
    labels = tuple(sorted(set(intents)))
    numbers = {label: number for number, label in enumerate(labels)}
    truth = np.asarray([numbers[intent] for intent in intents], dtype=np.int64)
    rounds = rounds or (1 if len(truth) >= _MANY else _FOLDS)
    held_out = _cross_predict(examples, truth, len(labels), width, seed, rounds, progress)
    share, temperature = _calibrate(held_out, truth)
    meaning, wording = _fit_heads(examples, truth, len(labels), width)
    progress(0.9)

    def best(by_meaning: Matrix, by_wording: Matrix) -> Matrix:
        return sharpen(mix(by_meaning, by_wording, share), temperature).max(axis=1)

    gate = fit_gate(
        examples.vectors,
        background.vectors,
        held_out.indices,
        inside_best=best(held_out.meaning, held_out.wording),
        outside_best=best(meaning.dense(background.vectors), wording.sparse(background.rows)),
        inside_unfamiliar=examples.unfamiliar[held_out.indices],
        outside_unfamiliar=background.unfamiliar,
        landmarks=_evenly_sampled(truth, seed),
    )
    progress(1.0)
    return IntentClassifier(labels, meaning, wording, share, temperature, gate)


def first_fold(intents: Sequence[str], seed: int = 0) -> Labels:
    """Indices of the examples that `fit_classifier` holds out first: about a fifth of each intent."""
    _, truth = np.unique(np.asarray(intents), return_inverse=True)
    return np.flatnonzero(_fold_of(truth.astype(np.int64), seed) == 0)


def _fit_heads(examples: Encoded, truth: Labels, classes: int, width: int) -> tuple[LinearHead, LinearHead]:
    meaning = _fit_linear(examples.vectors, truth, classes, _MEANING_C)
    wording = _fit_linear(_matrix(examples.rows, width), truth, classes, _WORDING_C)
    return meaning, wording


def _fit_linear(features: Any, truth: Labels, classes: int, inverse_ridge: float) -> LinearHead:
    """Multinomial logistic regression with a column for every class, present or not in `truth`."""
    weights = np.zeros((features.shape[1], classes), dtype=np.float32)
    bias = np.full(classes, -30.0, dtype=np.float32)
    present = np.unique(truth)
    bias[present] = 0.0
    if len(present) > 1:
        model = cast(Any, LogisticRegression(C=inverse_ridge, max_iter=300, tol=1e-3))
        model.fit(features, truth)
        # Of two classes scikit-learn keeps the second one's logit only.
        columns = present[1:] if len(present) == 2 else present
        weights[:, columns] = model.coef_.T
        bias[columns] = model.intercept_
    return LinearHead(weights, bias)


def _cross_predict(
    examples: Encoded, truth: Labels, classes: int, width: int, seed: int, rounds: int, progress: Progress
) -> _HeldOut:
    folds = _fold_of(truth, seed)
    empty = np.zeros((0, classes), dtype=np.float32)
    parts = [_HeldOut(np.zeros(0, dtype=np.int64), empty, empty)]
    for fold in range(rounds):
        held, kept = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(held) and len(kept):
            meaning, wording = _fit_heads(examples.subset(kept), truth[kept], classes, width)
            seen = examples.subset(held)
            parts.append(_HeldOut(held, meaning.dense(seen.vectors), wording.sparse(seen.rows)))
        progress(0.9 * (fold + 1) / (rounds + 1))
    return _HeldOut(
        np.concatenate([part.indices for part in parts]),
        np.concatenate([part.meaning for part in parts]),
        np.concatenate([part.wording for part in parts]),
    )


def _fold_of(truth: Labels, seed: int) -> Labels:
    """A fold for each example, spread evenly within every class; -1 (never held out) for an only one."""
    generator = np.random.default_rng(seed)
    folds = np.full(len(truth), -1, dtype=np.int64)
    for label in np.unique(truth):
        members = generator.permutation(np.flatnonzero(truth == label))
        if len(members) > 1:
            # An offset of its own for each class, or the classes' remainders would all fall into fold 0.
            folds[members] = (np.arange(len(members)) + generator.integers(_FOLDS)) % _FOLDS
    return folds


def _calibrate(held_out: _HeldOut, truth: Labels) -> tuple[float, float]:
    """Mixing share and temperature of the highest held-out likelihood; even when nothing was held out."""
    if not len(held_out.indices):
        return 0.5, 1.0
    wanted = truth[held_out.indices]

    def loss(share: float, temperature: float) -> float:
        probabilities = sharpen(mix(held_out.meaning, held_out.wording, share), temperature)
        return float(-np.log(probabilities[np.arange(len(wanted)), wanted] + 1e-9).mean())

    def best_temperature(share: float) -> float:
        def at(log_temperature: float) -> float:
            return loss(share, float(np.exp(log_temperature)))

        return float(np.exp(cast(Any, optimize).minimize_scalar(at, bounds=(-2.0, 2.0), method="bounded").x))

    return min(((share, best_temperature(share)) for share in _SHARES), key=lambda pair: loss(*pair))


def _evenly_sampled(truth: Labels, seed: int, most: int = 2000) -> Labels:
    """All examples, or an even number of each intent: what a message can be compared with in 1 ms."""
    if len(truth) <= most:
        return np.arange(len(truth))
    generator = np.random.default_rng(seed)
    intents = np.unique(truth)
    each = max(1, most // len(intents))
    return np.concatenate([generator.permutation(np.flatnonzero(truth == label))[:each] for label in intents])


def _matrix(rows: Sequence[SparseRow], width: int) -> Any:
    lengths = np.fromiter((len(row.columns) for row in rows), dtype=np.int64, count=len(rows))
    pointers = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    columns = np.concatenate([row.columns for row in rows])
    weights = np.concatenate([row.weights for row in rows])
    return csr_matrix((weights, columns, pointers), shape=(len(rows), width))
