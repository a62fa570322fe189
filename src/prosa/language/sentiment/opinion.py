"""What somebody, a trained head or the built-in ear, holds a message to be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prosa.language.understanding import Sentiment

ORDER = (Sentiment.NEGATIVE, Sentiment.NEUTRAL, Sentiment.POSITIVE)
"""Of the columns of every matrix of chances."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The sentiment a message is held to have, the probability of it, and where it leans.

    `lean` is P(positive) - P(negative): its sign is the answer when neutral is none.
    """

    sentiment: Sentiment
    confidence: float
    lean: float


Opine = Callable[[Sequence[str]], list[Opinion]]
"""One opinion for each text, in order."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A message and the sentiment a person gave it."""

    text: str
    sentiment: Sentiment
