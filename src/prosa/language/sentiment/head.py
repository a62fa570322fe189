"""A sentiment head learned from rated messages: asks three unlike learners, and weighs their answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from prosa.language.features import NgramVectoriser
from prosa.language.scope import Matrix
from prosa.language.sentiment.evidence import Evidence, gather
from prosa.language.sentiment.opinion import ORDER, Opinion
from prosa.language.spelling import Speller

_BATCH = 256
_HINTS_BY_MEANING = np.float32(0.1)
_FARTHEST = np.float32(4)


@dataclass(frozen=True, slots=True)
class Learners:
    """Three readers of the evidence that fail in different ways.

    By wording a ridge over n-grams, by meaning a kernel over vectors and hints, by hints alone another ridge.
    `classes` are columns of `ORDER`, those that training had.
    """

    vectoriser: NgramVectoriser
    centre: Matrix
    spread: Matrix
    wording: Any
    meaning: Any
    hints: Any
    classes: tuple[int, ...]

    def answers(self, evidence: Evidence) -> Matrix:
        """Log-probabilities by wording, margins by meaning, log-probabilities by hints; one row a message."""
        hints = scaled(evidence.hints, self.centre, self.spread)
        margins = self.meaning.decision_function(meaning_features(evidence.meaning, hints))
        return np.hstack(
            [
                self.wording.predict_log_proba(ngrams(self.vectoriser, evidence.marked)),
                margins.reshape(len(hints), -1),
                self.hints.predict_log_proba(hints),
            ]
        ).astype(np.float32)


@dataclass(frozen=True, slots=True)
class SentimentHead:
    """Gives opinions on messages of the kind it was trained on. Safe to call from several threads at once.

    Opinions only name sentiments that training had.
    """

    speller: Speller
    learners: Learners
    weighing: Any
    """Calibrated on what the learners said of messages they had not seen."""
    leniency: Matrix
    """What a probability counts when a sentiment is chosen: a rare one is worth more to macro-F1."""

    def predict(self, texts: Sequence[str]) -> list[Opinion]:
        """One opinion for each text, in order."""
        found: list[Opinion] = []
        for start in range(0, len(texts), _BATCH):
            evidence = gather(texts[start : start + _BATCH], self.speller)
            chances = all_chances(self.weighing, self.learners.answers(evidence), self.learners.classes)
            chosen: list[int] = (chances * self.leniency).argmax(axis=1).tolist()
            found.extend(
                Opinion(ORDER[column], float(row[column]), float(row[2] - row[0]))
                for column, row in zip(chosen, chances, strict=True)
            )
        return found


def all_chances(weighing: Any, answers: Matrix, classes: Sequence[int]) -> Matrix:
    """Probabilities with a column for each of `ORDER`, 0 for sentiments that training did not have."""
    chances = np.zeros((len(answers), len(ORDER)), dtype=np.float32)
    chances[:, list(classes)] = weighing.predict_proba(answers)
    return chances


def scaled(hints: Matrix, centre: Matrix, spread: Matrix) -> Matrix:
    """Hints around 0, a spread wide, within bounds: one strange message must not outweigh all else."""
    return np.clip((hints - centre) / spread, -_FARTHEST, _FARTHEST)


def meaning_features(meaning: Matrix, hints: Matrix) -> Matrix:
    """Vectors and hints side by side, in the proportion in which distances tell most."""
    return np.hstack([meaning, _HINTS_BY_MEANING * hints])


def ngrams(vectoriser: NgramVectoriser, marked: Sequence[str]) -> Any:
    """The sparse matrix of texts."""
    rows = [vectoriser.row(text) for text in marked]
    pointers: NDArray[np.int64] = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([row.columns for row in rows])
    weights = np.concatenate([row.weights for row in rows])
    return sparse.csr_matrix((weights, columns, pointers), shape=(len(rows), vectoriser.width))
