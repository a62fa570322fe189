"""How a message sounds: what its words show, and what its meaning is like, weighed together."""

from dataclasses import dataclass

from prosa.language.scope import Matrix
from prosa.language.sentiment.hearing import DECISIVE, Hearing, hear
from prosa.language.sentiment.judge import judge
from prosa.language.understanding import Sentiment

_MILD = 0.4
"""Mood of a message that surely leans and has no strong word for it, as a share of the strongest."""


@dataclass(frozen=True, slots=True)
class Tone:
    """What `tone` heard: the label, a mood from -1 to 1, and whether it is open anger."""

    sentiment: Sentiment
    mood: float
    anger: bool


def tone(written: str, normalised: str, vector: Matrix | None = None) -> Tone:
    """How a message sounds. `written` is the clean text with its case, `normalised` what models read.

    `vector` is the shared sentence encoder's unit vector of `normalised`; without it, or in a message without
    any letter, words, marks and faces alone decide.
    """
    heard = hear(written, normalised)
    if vector is None or not any(map(str.isalpha, normalised)):
        return _by_words(heard)
    chances = judge().chances([heard], vector[None, :])[0]
    unhappy, calm, happy = (float(chance) for chance in chances)
    lean = happy - unhappy
    strength = max(0.0, heard.mood if lean > 0 else -heard.mood)
    if calm >= max(unhappy, happy):
        sentiment = Sentiment.NEUTRAL
    else:
        sentiment = Sentiment.POSITIVE if lean > 0 else Sentiment.NEGATIVE
    mood = round(lean * (_MILD + (1 - _MILD) * strength), 3)
    return Tone(sentiment, mood, heard.anger and sentiment is Sentiment.NEGATIVE and mood < 0)


def _by_words(heard: Hearing) -> Tone:
    if abs(heard.total) < DECISIVE:
        sentiment = Sentiment.NEUTRAL
    else:
        sentiment = Sentiment.POSITIVE if heard.total > 0 else Sentiment.NEGATIVE
    return Tone(sentiment, round(heard.mood, 3), heard.anger)
