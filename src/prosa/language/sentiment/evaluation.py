"""How good opinions on sentiment are: over all, by sentiment, and where only good or bad is asked."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.language.sentiment.opinion import ORDER, Opine, Opinion, Rated
from prosa.language.understanding import Sentiment

_BINS = 15


@dataclass(frozen=True, slots=True)
class SentimentScore:
    """How one sentiment fared: `support` messages, precision, recall and their harmonic mean, 0 to 1."""

    sentiment: Sentiment
    support: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Mistake:
    """How often one sentiment was taken for another, and the message where that was surest."""

    expected: Sentiment
    predicted: Sentiment
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class SentimentReport:
    """Opinions held against what people said. Shares are 0 to 1."""

    count: int
    accuracy: float
    macro_f1: float
    """Mean F1 of the sentiments that the messages have."""
    pos_neg_accuracy: float | None
    """Of the positive and negative messages, the share that leans the right way; None without any."""
    ece: float
    """Expected calibration error: how far confidence is from the share that is right, on average."""
    ms_per_message: float
    scores: tuple[SentimentScore, ...]
    mistakes: tuple[Mistake, ...]
    """Most frequent first."""


def evaluate_sentiment(opine: Opine, examples: Sequence[Rated]) -> SentimentReport:
    """How good the opinions are on rated messages. Raises `ValueError` without any.

    `opine([])` is called first, so that what is loaded on first use does not count as time a message takes.
    """
    if not examples:
        raise ValueError("nothing to evaluate: there are no rated messages")
    opine([])
    begin = time.perf_counter()
    found = opine([example.text for example in examples])
    seconds = time.perf_counter() - begin
    right = np.asarray([one.sentiment is rated.sentiment for one, rated in zip(found, examples, strict=True)])
    scores = _scores(found, examples)
    return SentimentReport(
        count=len(examples),
        accuracy=float(right.mean()),
        macro_f1=float(np.mean([score.f1 for score in scores if score.support])),
        pos_neg_accuracy=_pos_neg_accuracy(found, examples),
        ece=_calibration_error(np.asarray([one.confidence for one in found]), right),
        ms_per_message=1000 * seconds / len(examples),
        scores=scores,
        mistakes=_mistakes(found, examples),
    )


def _scores(found: Sequence[Opinion], examples: Sequence[Rated]) -> tuple[SentimentScore, ...]:
    support = Counter(rated.sentiment for rated in examples)
    guesses = Counter(one.sentiment for one in found)
    hits = Counter(
        rated.sentiment
        for one, rated in zip(found, examples, strict=True)
        if one.sentiment is rated.sentiment
    )
    return tuple(
        SentimentScore(
            sentiment,
            support[sentiment],
            precision=hits[sentiment] / max(1, guesses[sentiment]),
            recall=hits[sentiment] / max(1, support[sentiment]),
            f1=2 * hits[sentiment] / (guesses[sentiment] + support[sentiment]),
        )
        for sentiment in ORDER
        if guesses[sentiment] + support[sentiment]
    )


def _pos_neg_accuracy(found: Sequence[Opinion], examples: Sequence[Rated]) -> float | None:
    leaning = [
        (one.lean > 0) == (rated.sentiment is Sentiment.POSITIVE)
        for one, rated in zip(found, examples, strict=True)
        if rated.sentiment is not Sentiment.NEUTRAL
    ]
    return sum(leaning) / len(leaning) if leaning else None


def _calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    error = 0.0
    for number in np.unique(bins):
        members = bins == number
        error += members.mean() * abs(confidence[members].mean() - right[members].mean())
    return float(error)


def _mistakes(found: Sequence[Opinion], examples: Sequence[Rated]) -> tuple[Mistake, ...]:
    wrong: dict[tuple[Sentiment, Sentiment], list[tuple[float, str]]] = {}
    for one, rated in zip(found, examples, strict=True):
        if one.sentiment is not rated.sentiment:
            wrong.setdefault((rated.sentiment, one.sentiment), []).append((one.confidence, rated.text))
    mistakes = [Mistake(*pair, len(cases), max(cases)[1]) for pair, cases in wrong.items()]
    return tuple(sorted(mistakes, key=lambda mistake: -mistake.count))
