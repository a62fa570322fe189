"""How the signs that an article answers are weighed. Pure."""

from dataclasses import dataclass, fields
from math import exp
from operator import attrgetter, mul


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a passage of an article, and against it."""

    asked: float = 0.0
    """Cosine of the message and the nearest of the article's title and questions, by the sentence encoder."""
    told: float = 0.0
    """Cosine of the message and the article's summary, by the same."""
    near: float = 0.0
    """Closeness of the question and the passage by the passage encoder, 0 at a cosine of `NOT_NEAR`."""
    whole: float = 0.0
    """Share of the message's words, rare ones counting more, that the passage has (`lexical`)."""
    sentence: float = 0.0
    """The same of the passage's best sentence."""
    headwords: float = 0.0
    """The same of the article's title, questions and tags."""
    main: bool = False
    """The message's intent is the first that the article names."""
    unmeant: bool = False
    """The message's intent is sure, and the article does not name it."""


_VALUES = attrgetter(*(field.name for field in fields(Evidence)))

NOT_NEAR = 0.8
"""Cosine of E5 for texts that have nothing to do with each other: it uses only the upper end of the scale."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over `Evidence`, in the order of its fields."""

    constant: float
    of: tuple[float, ...]

    def total(self, evidence: Evidence) -> float:
        """The logarithm of the odds."""
        return self.constant + sum(map(mul, self.of, _VALUES(evidence)))


HEADED_NEAR = Weights(-8.37, (6.33, 5.23, 18.16, 1.2, 0.0, 1.24, 2.0, -1.49))
"""Of an article with a title. These weights put candidates in order, by a softmax over those of each
question; scale and constant make a probability of it (docs/decisions/012-search-over-passages.md)."""
HEADED = Weights(-7.94, (7.49, 5.02, 0.0, 1.74, 0.0, 1.07, 1.93, -1.36))
"""The same while the passage has no vector yet, or the question none."""
BARE_NEAR = Weights(-10.85, (0.0, 0.0, 52.12, 3.4, 4.09, 0.0, 2.0, -1.49))
"""Of a long text without a title."""
BARE = Weights(-8.77, (0.0, 0.0, 0.0, 5.28, 4.46, 0.0, 2.0, -1.49))


def weights_for(*, headed: bool, near: bool) -> Weights:
    """By what there is to go by: a title that customers' questions are like, a vector of the passage."""
    if headed:
        return HEADED_NEAR if near else HEADED
    return BARE_NEAR if near else BARE


def score(evidence: Evidence, *, headed: bool = True, near: bool = True) -> float:
    """Probability, 0 to 1, that a person would have picked this article for the message."""
    total = weights_for(headed=headed, near=near).total(evidence)
    return 1 / (1 + exp(-max(-60.0, min(60.0, total))))
