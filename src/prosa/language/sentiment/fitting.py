"""Learns a `SentimentHead` from rated messages."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sklearn import metrics
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC

from prosa.language.cleaning import clean
from prosa.language.encoders.universal import shared_encoder
from prosa.language.features import fit_vectoriser
from prosa.language.normalise import normalise
from prosa.language.scope import Matrix
from prosa.language.sentiment.evidence import Evidence, gather
from prosa.language.sentiment.head import (
    Learners,
    SentimentHead,
    all_chances,
    meaning_features,
    ngrams,
    scaled,
)
from prosa.language.sentiment.opinion import ORDER
from prosa.language.spelling import Speller, vocabulary
from prosa.language.understanding import Sentiment

Progress = Callable[[str, float], None]
"""Called with the stage ("reading", "learning") and the share of the whole work done, 0 to 1."""

Classes = NDArray[np.int64]

_WORDING_C = 4.0
_MEANING_C = 3.0
_SHARPNESS = 0.5
_HINTS_C = 0.05
_WEIGHING_C = 0.03
_FOLDS = 5
_BATCH = 256
_KERNEL_LIMIT = 6000
"""Most messages the kernel compares with: its cost grows with their square, its gain has stopped by then."""

_CONSTANT = 1e-3
"""A hint that varies less than this in training says nothing, and is left in its own scale."""

_MANY = 3000
"""From this many messages on, n-grams that only one has are left out."""

_LENIENCIES = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5)


class TooFewRatings(ValueError):
    """Fewer than two sentiments, or fewer than two messages of one."""


def fit_sentiment(
    texts: Sequence[str],
    labels: Sequence[Sentiment],
    progress: Progress = lambda stage, share: None,
) -> SentimentHead:
    """The head of these messages; `labels[i]` is what a person gave message i. Deterministic.

    About 10 s on one core for 2,000 reviews. Raises `TooFewRatings`, and `ValueError` for lists of unequal
    length.
    """
    columns = [ORDER.index(label) for _, label in zip(texts, labels, strict=True)]
    truth = np.asarray(columns, dtype=np.int64)
    present, members = np.unique(truth, return_counts=True)
    if len(present) < 2 or members.min() < 2:
        raise TooFewRatings("training needs two sentiments, and two messages of each")
    trusted = shared_encoder().is_whole_word
    speller = Speller(vocabulary([normalise(clean(text).text) for text in texts], trusted), (), trusted)
    evidence = _gathered(texts, speller, progress)
    answers = _unseen(evidence, truth, progress)
    weighing = cast(Any, LogisticRegression(C=_WEIGHING_C, max_iter=1000)).fit(answers, truth)
    classes = tuple(int(column) for column in present)
    head = SentimentHead(
        speller,
        _fit_learners(evidence, truth),
        weighing,
        _leniency(all_chances(weighing, answers, classes), truth, classes),
    )
    progress("learning", 1.0)
    return head


def _gathered(texts: Sequence[str], speller: Speller, progress: Progress) -> Evidence:
    parts: list[Evidence] = []
    for start in range(0, len(texts), _BATCH):
        parts.append(gather(texts[start : start + _BATCH], speller))
        progress("reading", 0.3 * min(1.0, (start + _BATCH) / len(texts)))
    return Evidence(
        tuple(text for part in parts for text in part.marked),
        np.concatenate([part.meaning for part in parts]),
        np.concatenate([part.hints for part in parts]),
    )


def _unseen(evidence: Evidence, truth: Classes, progress: Progress) -> Matrix:
    """What learners that had not seen a message answer of it, for every message."""
    folds = min(_FOLDS, int(np.unique(truth, return_counts=True)[1].min()))
    parts: list[tuple[Classes, Matrix]] = []
    splitter = cast(Any, StratifiedKFold(folds, shuffle=True, random_state=0))
    for done, (kept, held) in enumerate(splitter.split(truth, truth), start=1):
        learners = _fit_learners(_subset(evidence, kept), truth[kept])
        parts.append((held, learners.answers(_subset(evidence, held))))
        progress("learning", 0.3 + 0.7 * done / (folds + 1))
    answers = np.empty((len(truth), parts[0][1].shape[1]), dtype=np.float32)
    for held, said in parts:
        answers[held] = said
    return answers


def _subset(evidence: Evidence, indices: Classes) -> Evidence:
    chosen: list[int] = indices.tolist()
    marked = tuple(evidence.marked[index] for index in chosen)
    return Evidence(marked, evidence.meaning[indices], evidence.hints[indices])


def _fit_learners(evidence: Evidence, truth: Classes) -> Learners:
    centre = evidence.hints.mean(axis=0)
    spread = evidence.hints.std(axis=0)
    spread[spread < _CONSTANT] = 1.0
    hints = scaled(evidence.hints, centre, spread)
    vectoriser = fit_vectoriser(evidence.marked, rarest=2 if len(truth) >= _MANY else 1)
    wording = cast(Any, LogisticRegression(C=_WORDING_C, max_iter=1000))
    wording.fit(ngrams(vectoriser, evidence.marked), truth)
    compared = _evenly(truth, _KERNEL_LIMIT)
    meaning = cast(Any, SVC)(C=_MEANING_C, gamma=_SHARPNESS, decision_function_shape="ovr")
    meaning.fit(meaning_features(evidence.meaning, hints)[compared], truth[compared])
    classes = tuple(int(column) for column in np.unique(truth))
    by_hints = cast(Any, LogisticRegression(C=_HINTS_C, max_iter=1000)).fit(hints, truth)
    return Learners(vectoriser, centre, spread, wording, meaning, by_hints, classes)


def _evenly(truth: Classes, most: int) -> Classes:
    """All messages, or at most `most` in the proportion of their sentiments."""
    if len(truth) <= most:
        return np.arange(len(truth))
    generator = np.random.default_rng(0)
    shares = (
        generator.permutation(np.flatnonzero(truth == column))[
            : round(most * float((truth == column).mean()))
        ]
        for column in np.unique(truth)
    )
    return np.sort(np.concatenate(list(shares)))


def _leniency(chances: Matrix, truth: Classes, classes: Sequence[int]) -> Matrix:
    """The weights of the best macro-F1 on unseen messages; even ones where neutral is no choice.

    Macro-F1 over a few hundred messages is jagged, so each weight is judged with its neighbours.
    """
    if len(classes) < len(ORDER):
        return np.ones(len(ORDER), dtype=np.float32)
    grid = list(product(_LENIENCIES[:4], _LENIENCIES))
    scores = {
        pair: float(
            cast(Any, metrics).f1_score(
                truth, (chances * (pair[0], pair[1], 1.0)).argmax(axis=1), average="macro"
            )
        )
        for pair in grid
    }

    def smoothed(pair: tuple[float, float]) -> float:
        near = [other for other in grid if max(abs(pair[0] - other[0]), abs(pair[1] - other[1])) <= 0.5]
        return (scores[pair] + float(np.mean([scores[other] for other in near]))) / 2

    best = max(grid, key=smoothed)
    return np.asarray([*best, 1.0], dtype=np.float32)
