"""Which intent a message has, and how sure that is: prediction only, in plain numpy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.language.features import SparseRow
from prosa.language.quadratic import QuadraticScorer
from prosa.language.scope import Matrix, ScopeGate
from prosa.language.understanding import ScoredIntent
from prosa.language.views import Views

ALTERNATIVES = 3
_TINY = 1e-7


@dataclass(frozen=True, slots=True)
class LinearHead:
    """A linear classifier: one column of `weights` and one `bias` for each intent."""

    weights: Matrix
    bias: Matrix

    def dense(self, vectors: Matrix) -> Matrix:
        """Logits of each intent for rows of features."""
        return vectors @ self.weights + self.bias

    def sparse(self, rows: Sequence[SparseRow]) -> Matrix:
        """The same for sparse rows: only the weights of the columns they have are touched."""
        logits = np.empty((len(rows), len(self.bias)), dtype=np.float32)
        for index, row in enumerate(rows):
            logits[index] = row.weights @ self.weights[row.columns] + self.bias
        return logits


@dataclass(frozen=True, slots=True)
class Voters:
    """Three who read a message in ways of their own: by its meaning, by its wording, and by both at once."""

    meaning: LinearHead
    wording: LinearHead
    quadratic: QuadraticScorer

    def logits(self, views: Views) -> tuple[Matrix, Matrix, Matrix]:
        """What each voter makes of the messages, n × intents, on scales of their own."""
        return (
            self.meaning.dense(views.vectors),
            self.wording.sparse(views.rows),
            self.quadratic.scores(views),
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """How the voters' logits become one calibrated probability."""

    sharpness: NDArray[np.float32]
    """What each voter's logits are multiplied by, so that it is as sure as it is right."""
    shares: NDArray[np.float32]
    """How much each voter then counts; they sum to 1."""
    temperature: float
    """A mean of sure voters who disagree is too unsure; this sharpens it again."""

    def probabilities(self, logits: Sequence[Matrix]) -> Matrix:
        """Rows of probabilities, a column an intent."""
        votes = [softmax(factor * each) for factor, each in zip(self.sharpness, logits, strict=True)]
        return sharpen(mix(votes, self.shares), self.temperature)


@dataclass(frozen=True, slots=True)
class IntentClassifier:
    """The voters' probabilities averaged, calibrated, and gated by scope.

    Confidence is P(in scope) · P(intent | in scope), so confidences of one message sum to at most 1.
    """

    labels: tuple[str, ...]
    voters: Voters
    pool: Pool
    gate: ScopeGate

    def confidences(self, views: Views, unfamiliar: Matrix) -> Matrix:
        """A row of confidences, one for each label, for each message."""
        calibrated = self.pool.probabilities(self.voters.logits(views))
        in_scope = self.gate.probability(views.vectors, calibrated.max(axis=1), unfamiliar)
        return calibrated * in_scope[:, None]

    def ranked(self, confidences: Matrix) -> tuple[ScoredIntent, ...]:
        """The best intent of one message and the next three, best first."""
        order: list[int] = np.argsort(-confidences, kind="stable")[: 1 + ALTERNATIVES].tolist()
        return tuple(ScoredIntent(self.labels[i], round(float(confidences[i]), 4)) for i in order)


def mix(votes: Sequence[Matrix], shares: Sequence[float] | NDArray[np.float32]) -> Matrix:
    """Weighted mean of the voters' probabilities."""
    mixed = np.zeros_like(votes[0])
    for vote, share in zip(votes, shares, strict=True):
        mixed += np.float32(share) * vote
    return mixed


def sharpen(probabilities: Matrix, temperature: float) -> Matrix:
    """Probabilities as if their logits were divided by `temperature`: below 1 surer, above 1 less sure."""
    logits = np.log(probabilities + np.float32(_TINY)) / np.float32(temperature)
    return softmax(logits.astype(np.float32, copy=False))


def softmax(logits: Matrix) -> Matrix:
    """Rows of logits to rows of probabilities."""
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponents / exponents.sum(axis=1, keepdims=True)
