"""How good a model is on messages it has not seen: accuracy, macro-F1, calibration, scope."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from prosa.language.training import Example
from prosa.language.understanding import Cues, Understander, Understanding

_BATCH = 32
_BINS = 15


@dataclass(frozen=True, slots=True)
class IntentScore:
    """How one intent fared: `support` test messages, precision, recall and their harmonic mean."""

    intent: str
    support: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often messages of one intent were taken for another, with one such message."""

    expected: str
    predicted: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Report:
    """A model's results on test messages. Shares are 0 to 1."""

    count: int
    accuracy: float
    macro_f1: float
    ece: float
    """Expected calibration error: how far confidence is from the share that is right, on average."""
    intents: tuple[IntentScore, ...]
    confusions: tuple[Confusion, ...]
    """Most frequent first."""


@dataclass(frozen=True, slots=True)
class ScopeReport:
    """How well confidence tells messages that are in scope from those that are not."""

    auroc: float
    """Probability that a random message in scope is surer than a random one out of scope."""
    wrongly_answered: float
    """Share of out-of-scope messages with a confidence of at least the threshold."""


def evaluate(model: Understander, examples: Sequence[Example]) -> Report:
    """The model's results on labelled messages. Raises `ValueError` without any."""
    if not examples:
        raise ValueError("nothing to evaluate: the test set is empty")
    found = understand_all(model, [example.text for example in examples])
    expected = [example.intent for example in examples]
    predicted = [understanding.intent.name for understanding in found]
    right = np.asarray([truth == guess for truth, guess in zip(expected, predicted, strict=True)])
    confidence = np.asarray([understanding.intent.confidence for understanding in found])
    scores = _intent_scores(expected, predicted)
    return Report(
        count=len(examples),
        accuracy=float(right.mean()),
        macro_f1=float(np.mean([score.f1 for score in scores])),
        ece=expected_calibration_error(confidence, right),
        intents=scores,
        confusions=_confusions(examples, predicted),
    )


def evaluate_scope(
    model: Understander, in_scope: Sequence[str], out_of_scope: Sequence[str], threshold: float
) -> ScopeReport:
    """How confidence separates two sets of messages, and how often it would wrongly answer the second."""
    inside = np.asarray([found.intent.confidence for found in understand_all(model, in_scope)])
    outside = np.asarray([found.intent.confidence for found in understand_all(model, out_of_scope)])
    return ScopeReport(area_under_roc(inside, outside), float((outside >= threshold).mean()))


def understand_all(model: Understander, texts: Sequence[str]) -> list[Understanding]:
    """Every text understood without a conversation around it."""
    found: list[Understanding] = []
    for start in range(0, len(texts), _BATCH):
        batch = list(texts[start : start + _BATCH])
        found.extend(model.understand(batch, [Cues()] * len(batch)))
    return found


def split(
    examples: Sequence[Example], test_share: float = 0.2, seed: int = 0
) -> tuple[list[Example], list[Example]]:
    """Training and test examples, the same share of every intent; texts that differ only in case count once.

    An intent keeps at least one training example; one with a single example has none in the test.
    """
    distinct = {example.text.strip().lower(): example for example in reversed(examples)}
    by_intent: dict[str, list[Example]] = {}
    for example in reversed(distinct.values()):
        by_intent.setdefault(example.intent, []).append(example)
    random = Random(seed)  # noqa: S311  a repeatable shuffle, not a secret
    training: list[Example] = []
    test: list[Example] = []
    for members in by_intent.values():
        random.shuffle(members)
        held = min(len(members) - 1, max(1, round(len(members) * test_share))) if len(members) > 1 else 0
        test.extend(members[:held])
        training.extend(members[held:])
    return training, test


def expected_calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Mean distance between confidence and accuracy over 15 bins of confidence, weighted by their size."""
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    error = 0.0
    for number in np.unique(bins):
        members = bins == number
        error += members.mean() * abs(confidence[members].mean() - right[members].mean())
    return float(error)


def area_under_roc(inside: NDArray[np.float64], outside: NDArray[np.float64]) -> float:
    """Probability that a random value of `inside` is above a random one of `outside`, ties counting half."""
    ordered = np.sort(outside)
    below = np.searchsorted(ordered, inside, side="left")
    not_above = np.searchsorted(ordered, inside, side="right")
    return float((below + not_above).mean() / (2 * len(outside)))


def _intent_scores(expected: Sequence[str], predicted: Sequence[str]) -> tuple[IntentScore, ...]:
    hits = Counter(truth for truth, guess in zip(expected, predicted, strict=True) if truth == guess)
    support, guesses = Counter(expected), Counter(predicted)
    scores: list[IntentScore] = []
    for intent in sorted(support | guesses):
        precision = hits[intent] / guesses[intent] if guesses[intent] else 0.0
        recall = hits[intent] / support[intent] if support[intent] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hits[intent] else 0.0
        scores.append(IntentScore(intent, support[intent], precision, recall, f1))
    return tuple(scores)


def _confusions(examples: Sequence[Example], predicted: Sequence[str]) -> tuple[Confusion, ...]:
    wrong: dict[tuple[str, str], list[str]] = {}
    for example, guess in zip(examples, predicted, strict=True):
        if guess != example.intent:
            wrong.setdefault((example.intent, guess), []).append(example.text)
    confusions = [Confusion(*pair, len(texts), texts[0]) for pair, texts in wrong.items()]
    return tuple(sorted(confusions, key=lambda confusion: -confusion.count))
