"""Which intent a message has, and how sure that is: prediction only, in plain numpy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from prosa.language.features import SparseRow
from prosa.language.scope import Matrix, ScopeGate
from prosa.language.understanding import ScoredIntent

ALTERNATIVES = 3
_TINY = 1e-7


@dataclass(frozen=True, slots=True)
class LinearHead:
    """A linear classifier: one column of `weights` and one `bias` for each intent."""

    weights: Matrix
    bias: Matrix

    def dense(self, vectors: Matrix) -> Matrix:
        """Probabilities of each intent for rows of features."""
        return softmax(vectors @ self.weights + self.bias)

    def sparse(self, rows: Sequence[SparseRow]) -> Matrix:
        """The same for sparse rows: only the weights of the columns they have are touched."""
        logits = np.empty((len(rows), len(self.bias)), dtype=np.float32)
        for index, row in enumerate(rows):
            logits[index] = row.weights @ self.weights[row.columns] + self.bias
        return softmax(logits)


@dataclass(frozen=True, slots=True)
class IntentClassifier:
    """Two views of a message, its meaning and its wording, averaged, calibrated, and gated by scope.

    Confidence is P(in scope) · P(intent | in scope), so confidences of one message sum to at most 1.
    """

    labels: tuple[str, ...]
    meaning: LinearHead
    wording: LinearHead
    meaning_share: float
    temperature: float
    gate: ScopeGate

    def confidences(self, vectors: Matrix, rows: Sequence[SparseRow], unfamiliar: Matrix) -> Matrix:
        """A row of confidences, one for each label, for each message."""
        mixed = mix(self.meaning.dense(vectors), self.wording.sparse(rows), self.meaning_share)
        calibrated = sharpen(mixed, self.temperature)
        in_scope = self.gate.probability(vectors, calibrated.max(axis=1), unfamiliar)
        return calibrated * in_scope[:, None]

    def ranked(self, confidences: Matrix) -> tuple[ScoredIntent, ...]:
        """The best intent of one message and the next three, best first."""
        order: list[int] = np.argsort(-confidences, kind="stable")[: 1 + ALTERNATIVES].tolist()
        return tuple(ScoredIntent(self.labels[i], round(float(confidences[i]), 4)) for i in order)


def mix(meaning: Matrix, wording: Matrix, meaning_share: float) -> Matrix:
    """Weighted mean of the two heads' probabilities."""
    mixed = np.float32(meaning_share) * meaning + np.float32(1 - meaning_share) * wording
    return mixed.astype(np.float32, copy=False)


def sharpen(probabilities: Matrix, temperature: float) -> Matrix:
    """Probabilities as if their logits were divided by `temperature`: below 1 surer, above 1 less sure."""
    logits = np.log(probabilities + np.float32(_TINY)) / np.float32(temperature)
    return softmax(logits.astype(np.float32, copy=False))


def softmax(logits: Matrix) -> Matrix:
    """Rows of logits to rows of probabilities."""
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponents / exponents.sum(axis=1, keepdims=True)
