"""Learns an `IntentClassifier` from encoded examples. With `fitting_scope`, the only user of scikit-learn."""

import warnings
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import optimize
from sklearn.linear_model import LogisticRegression

from prosa.language.fitting_logistic import MOST, fit_over_examples
from prosa.language.fitting_quadratic import fit_directions, fit_quadratic
from prosa.language.fitting_scope import fit_gate
from prosa.language.fitting_sparse import sparse_matrix
from prosa.language.intents import IntentClassifier, LinearHead, Pool, Voters, mix, sharpen, softmax
from prosa.language.kinship import Kinship, kinship
from prosa.language.quadratic import Directions
from prosa.language.scope import Matrix
from prosa.language.views import Views

Progress = Callable[[float], None]
Labels = NDArray[np.int64]

_MEANING_C = 10.0
_WORDING_C = 20.0
"""Inverse strength of the ridge. Flat optima on all data we tried, from 10 to 100 examples an intent."""

_ENOUGH = 40
"""Examples an intent, in the mean, from which on kin has nothing to add: with 10 an intent it brings 1 to 2
points, with 20 one, with 40 a tenth."""

_FOLDS = 5
_MANY = 3000
"""From this many examples on, one held-out fifth calibrates as well as five folds, at a fifth of the time."""

_TRUSTED_BEFORE = 3.0
"""Held-out messages that each voter is credited with beforehand, so that few do not silence one."""

_STEPS = 50

_FILTERING = Lock()


@dataclass(frozen=True, slots=True)
class Encoded:
    """Messages as the classifier sees them, and the share of each one's letters in words unheard of."""

    views: Views
    unfamiliar: Matrix


@dataclass(frozen=True, slots=True)
class _Lesson:
    """What the voters are taught: examples, and the intents' own names, which stand for one example each."""

    examples: Views
    truth: Labels
    names: Views
    named: Labels
    classes: int
    width: int
    directions: Directions
    kinship: Kinship
    """Of the classes, which are the intents in order."""

    def of(self, indices: Labels) -> "_Lesson":
        """With these examples only, and every name."""
        return replace(self, examples=self.examples.subset(indices), truth=self.truth[indices])


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """What voters that had not seen these examples said of them."""

    indices: Labels
    logits: tuple[Matrix, Matrix, Matrix]


def fit_classifier(
    examples: Encoded,
    intents: Sequence[str],
    names: tuple[Views, Sequence[str]],
    background: Encoded,
    width: int,
    progress: Progress,
    seed: int = 0,
    rounds: int | None = None,
) -> IntentClassifier:
    """The classifier of these examples; `intents[i]` is that of example i, `width` the columns of a row.

    `names` are texts that name an intent, with the intent each names. Deterministic. Shares, temperature and
    scope gate are chosen on predictions for held-out examples, never on what the voters were taught.
    `rounds` says how many of the five folds are held out in turn; for an encoder tuned on all but
    `first_fold` that is 1. None: as the number of examples asks for.
    """
    labels = tuple(sorted(set(intents)))
    numbers = {label: number for number, label in enumerate(labels)}
    truth = np.asarray([numbers[intent] for intent in intents], dtype=np.int64)
    lesson = _Lesson(
        examples=examples.views,
        truth=truth,
        names=names[0],
        named=np.asarray([numbers[intent] for intent in names[1]], dtype=np.int64),
        classes=len(labels),
        width=width,
        directions=fit_directions(examples.views),
        kinship=kinship(labels),
    )
    rounds = rounds or (1 if len(truth) >= _MANY else _FOLDS)
    held_out = _cross_predict(lesson, seed, rounds, progress)
    pool = _calibrate(held_out, truth)
    voters = _teach(lesson)
    progress(0.9)

    gate = fit_gate(
        examples.views.vectors,
        background.views.vectors,
        held_out.indices,
        inside_best=pool.probabilities(held_out.logits).max(axis=1),
        outside_best=pool.probabilities(voters.logits(background.views)).max(axis=1),
        inside_unfamiliar=examples.unfamiliar[held_out.indices],
        outside_unfamiliar=background.unfamiliar,
        landmarks=_evenly_sampled(truth, seed),
    )
    progress(1.0)
    return IntentClassifier(labels, voters, pool, gate)


def first_fold(intents: Sequence[str], seed: int = 0) -> Labels:
    """Indices of the examples that `fit_classifier` holds out first: about a fifth of each intent."""
    _, truth = np.unique(np.asarray(intents), return_inverse=True)
    return np.flatnonzero(_fold_of(truth.astype(np.int64), seed) == 0)


def _teach(lesson: _Lesson) -> Voters:
    taught = lesson.examples.followed_by(lesson.names)
    truth = np.concatenate([lesson.truth, lesson.named])
    classes = lesson.classes
    # How an intent is named is not how customers word it.
    wording = sparse_matrix(lesson.examples.rows, lesson.width)
    few = len(lesson.truth) <= MOST
    kin = lesson.kinship if few and len(lesson.truth) < _ENOUGH * classes else None
    fit_wording = partial(fit_over_examples, kinship=kin) if few else _fit_linear
    fit_meaning = partial(fit_over_examples, kinship=kin) if kin else _fit_linear
    return Voters(
        meaning=fit_meaning(taught.vectors, truth, classes, _MEANING_C),
        wording=fit_wording(wording, lesson.truth, classes, _WORDING_C),
        quadratic=fit_quadratic(taught, truth, classes, lesson.width, lesson.directions, kin),
    )


def _fit_linear(features: Any, truth: Labels, classes: int, inverse_ridge: float) -> LinearHead:
    """Multinomial logistic regression with a column for every class, present or not in `truth`."""
    weights = np.zeros((features.shape[1], classes), dtype=np.float32)
    bias = np.full(classes, -30.0, dtype=np.float32)
    present = np.unique(truth)
    bias[present] = 0.0
    if len(present) > 1:
        model = cast(Any, LogisticRegression(C=inverse_ridge, max_iter=300, tol=1e-3))
        with _many_classes_are_meant():
            model.fit(features, truth)
        # Of two classes scikit-learn keeps the second one's logit only.
        columns = present[1:] if len(present) == 2 else present
        weights[:, columns] = model.coef_.T
        bias[columns] = model.intercept_
    return LinearHead(weights, bias)


@contextmanager
def _many_classes_are_meant() -> Generator[None]:
    """Without scikit-learn's doubt that a class for every other example could be no classification.

    Warnings are filtered for the whole process, so one thread at a time.
    """
    with _FILTERING, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The number of unique classes is greater than", UserWarning)
        yield


def _cross_predict(lesson: _Lesson, seed: int, rounds: int, progress: Progress) -> _HeldOut:
    folds = _fold_of(lesson.truth, seed)
    empty = np.zeros((0, lesson.classes), dtype=np.float32)
    parts = [_HeldOut(np.zeros(0, dtype=np.int64), (empty, empty, empty))]
    for fold in range(rounds):
        held, kept = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if len(held) and len(kept):
            voters = _teach(lesson.of(kept))
            parts.append(_HeldOut(held, voters.logits(lesson.examples.subset(held))))
        progress(0.9 * (fold + 1) / (rounds + 1))
    return _HeldOut(
        np.concatenate([part.indices for part in parts]),
        (
            np.concatenate([part.logits[0] for part in parts]),
            np.concatenate([part.logits[1] for part in parts]),
            np.concatenate([part.logits[2] for part in parts]),
        ),
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


def _calibrate(held_out: _HeldOut, truth: Labels) -> Pool:
    """The pool of the highest held-out likelihood, step by step; an even one without held-out examples."""
    if not len(held_out.indices):
        return Pool(np.asarray([1.0, 1.0, 10.0], np.float32), np.full(3, 1 / 3, np.float32), 1.0)
    wanted = truth[held_out.indices]
    each = np.arange(len(wanted))

    def loss(probabilities: Matrix) -> float:
        return float(-np.log(probabilities[each, wanted] + 1e-9).mean())

    def sharpest(logits: Matrix) -> float:
        return _lowest(lambda factor: loss(softmax(np.float32(factor) * logits)), 0.1, 40.0)

    sharpness = np.asarray([sharpest(logits) for logits in held_out.logits], dtype=np.float32)
    votes = [softmax(factor * logits) for factor, logits in zip(sharpness, held_out.logits, strict=True)]
    shares = _shares(np.stack([vote[each, wanted] for vote in votes], axis=1))
    mixed = mix(votes, shares)
    return Pool(sharpness, shares, _lowest(lambda value: loss(sharpen(mixed, value)), 0.15, 6.0))


def _lowest(loss: Callable[[float], float], least: float, most: float) -> float:
    """Where a loss is lowest between two positive bounds, sought on a logarithmic scale."""

    def at(exponent: float) -> float:
        return loss(float(np.exp(exponent)))

    bounds = (float(np.log(least)), float(np.log(most)))
    found = cast(Any, optimize).minimize_scalar(at, bounds=bounds, method="bounded")
    return float(np.exp(found.x))


def _shares(on_truth: Matrix) -> NDArray[np.float32]:
    """Shares under which the mixture gives the truth its highest likelihood, by expectation maximisation.

    `on_truth[i, k]` is voter k's probability for what message i really was.
    """
    shares = np.full(on_truth.shape[1], 1 / on_truth.shape[1])
    for _ in range(_STEPS):
        credit = on_truth * shares + 1e-12
        credit /= credit.sum(axis=1, keepdims=True)
        shares = credit.sum(axis=0) + _TRUSTED_BEFORE
        shares /= shares.sum()
    return shares.astype(np.float32)


def _evenly_sampled(truth: Labels, seed: int, most: int = 2000) -> Labels:
    """All examples, or an even number of each intent: what a message can be compared with in 1 ms."""
    if len(truth) <= most:
        return np.arange(len(truth))
    generator = np.random.default_rng(seed)
    intents = np.unique(truth)
    each = max(1, most // len(intents))
    return np.concatenate([generator.permutation(np.flatnonzero(truth == label))[:each] for label in intents])
