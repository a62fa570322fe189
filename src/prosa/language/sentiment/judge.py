"""Weighs a message's marks of mood with its likeness to sentences whose mood we know. Prediction in numpy."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

from prosa.language.scope import Matrix
from prosa.language.sentiment.hearing import Hearing

MOODS = 4
"""Columns of likeness: displeased, neither, pleased, of two minds (the middle as well, to the judge)."""

_FILE = "judge.npz"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the sentences of each mood in `moods_said.txt` a message's meaning is.

    Support vector machines with a Gaussian kernel, one a mood, share their sentences. Vectors are
    first projected onto the directions in which those sentences differ most, which costs no accuracy and
    makes a message four times as cheap.
    """

    projection: Matrix
    sentences: Matrix
    lengths: Matrix
    """Squared length of each sentence."""
    weights: Matrix
    """One row a sentence, one column a mood."""
    bias: Matrix
    sharpness: float

    @classmethod
    def to(
        cls, sentences: Matrix, weights: Matrix, bias: Matrix, projection: Matrix, sharpness: float
    ) -> "Likeness":
        """Likeness to these (projected) sentences."""
        return cls(projection, sentences, (sentences**2).sum(axis=1), weights, bias, sharpness)

    def of(self, vectors: Matrix) -> Matrix:
        """Margins, one row a vector, one column a mood: positive where it is like that mood."""
        seen = vectors @ self.projection
        distances = (seen**2).sum(axis=1, keepdims=True) + self.lengths - 2 * (seen @ self.sentences.T)
        return np.exp(np.float32(-self.sharpness) * distances) @ self.weights + self.bias


@dataclass(frozen=True, slots=True)
class Judge:
    """Probability of each mood from `signals`, a multinomial logistic regression."""

    likeness: Likeness
    weights: Matrix
    bias: Matrix
    made_from: str
    """Digest of the word lists and the encoder that all of this was learned with."""

    def chances(self, heard: Sequence[Hearing], vectors: Matrix) -> Matrix:
        """One row a message: displeased, neither, pleased; each row sums to 1."""
        return self.weigh(heard, self.likeness.of(vectors))

    def weigh(self, heard: Sequence[Hearing], likeness: Matrix) -> Matrix:
        """The same where the margins of likeness are known already."""
        logits = signals(heard, likeness) @ self.weights + self.bias
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        return exponents / exponents.sum(axis=1, keepdims=True)


def signals(heard: Sequence[Hearing], likeness: Matrix) -> Matrix:
    """What a judgement rests on, one row a message: its marks of mood, and the margins of likeness."""
    return np.hstack([np.asarray([_marks(one) for one in heard], dtype=np.float32), likeness])


def _marks(heard: Hearing) -> tuple[float, ...]:
    return (
        heard.mood,
        math.tanh(heard.praise / 2),
        math.tanh(heard.blame / 2),
        float(min(heard.failures, 2)),
        math.tanh(heard.faces),
        float(heard.mocks),
        float(heard.asks),
        float(heard.loud),
        float(heard.anger),
    )


@cache
def judge() -> Judge:
    """The judge that comes with Prosa, read once (5 ms)."""
    return loaded(files("prosa.language.sentiment").joinpath(_FILE).read_bytes())


def loaded(content: bytes) -> Judge:
    """Reads what `saved` wrote."""
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        likeness = Likeness.to(
            projection=arrays["projection"].astype(np.float32),
            sentences=arrays["sentences"].astype(np.float32),
            weights=arrays["likeness_weights"],
            bias=arrays["likeness_bias"],
            sharpness=float(arrays["sharpness"]),
        )
        return Judge(likeness, arrays["weights"], arrays["bias"], str(arrays["made_from"]))


def saved(judge: Judge) -> bytes:
    """The judge as a file; what only measures likeness is kept with half the digits."""
    file = BytesIO()
    np.savez_compressed(
        file,
        projection=judge.likeness.projection.astype(np.float16),
        sentences=judge.likeness.sentences.astype(np.float16),
        likeness_weights=judge.likeness.weights,
        likeness_bias=judge.likeness.bias,
        sharpness=np.float32(judge.likeness.sharpness),
        weights=judge.weights,
        bias=judge.bias,
        made_from=np.str_(judge.made_from),
    )
    return file.getvalue()
