"""How the signs that an article answers are weighed. Pure."""

from dataclasses import dataclass
from math import exp


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an article, and against it."""

    asked: float
    """Cosine of the message and the nearest of the article's title and questions."""
    told: float
    """Cosine of the message and the article's summary."""
    words: float
    """Sum over the message's words that it has: near 1 for a word no other has, 0 for one that all have."""
    headwords: float
    """The same for its title, questions and tags."""
    main: bool = False
    """The message's intent is the first that the article names."""
    unmeant: bool = False
    """The message's intent is sure, and the article does not name it."""


def score(evidence: Evidence) -> float:
    """Probability, 0 to 1, that a person would have picked this article for the message.

    A logistic regression fitted on `evaluation/articles.jsonl` of the sample shop by
    `python -m prosa.knowledge.evaluation --fit`. Against reciprocal rank fusion of the same searches it puts
    the right article first in 87 % instead of 82 % of messages with a sure intent (ten-fold, by message), and
    its probability holds: of those at 0.5 and above, 94 % are right.
    """
    total = (
        -8.0
        + 7.5 * evidence.asked
        + 5.0 * evidence.told
        + 0.9 * evidence.words
        + 1.7 * evidence.headwords
        + 2.0 * evidence.main
        - 1.9 * evidence.unmeant
    )
    return 1 / (1 + exp(-total))
