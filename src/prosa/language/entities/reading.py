"""What entity finders look at: the clean text, the same without case and accents, and the moment."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from prosa.language.entities.spoken import Figures, in_figures
from prosa.language.understanding import Entity


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as entity finders read it. `folded[i]` is `text[i]`, lower-case and without accent.

    `figures` is `folded` with its number words as figures; what is found there is turned into an entity by
    `mention`, which knows the way back.
    """

    text: str
    folded: str
    figures: Figures
    today: date
    awaiting: str | None = None
    """Kind of the entity the bot has just asked for."""

    @classmethod
    def of(cls, text: str, today: date, awaiting: str | None = None) -> "Reading":
        """Reads a clean text."""
        folded = fold(text)
        return cls(text, folded, in_figures(folded), today, awaiting)

    def entity(self, kind: str, value: str, start: int, end: int) -> Entity:
        """A span of `folded` as an entity, in offsets of this reading."""
        return Entity(str(kind), value, self.text[start:end], start, end)

    def mention(self, kind: str, value: str, start: int, end: int) -> Entity:
        """A span of `figures` as an entity, in offsets of this reading."""
        return self.entity(kind, value, *self.figures.written_span(start, end))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity and how well the text supports it. Of overlapping ones the stronger or longer stays."""

    entity: Entity
    strength: int


UNMISTAKABLE = 3
"""Its form or a word beside it leaves no doubt: "CPF 529…", "R$ 20", "01310-100"."""
LIKELY = 2
PLAUSIBLE = 1
"""Its form fits, nothing says so: eleven digits with the right check digits."""


MOST_MENTIONS = 20
"""Spans of one form that are looked into closely: no customer names more days, a flood of digits does."""


def mentions(pattern: re.Pattern[str], reading: Reading) -> Iterator[re.Match[str]]:
    """The first matches of a form in a message, its number words read as figures."""
    return islice(pattern.finditer(reading.figures.text), MOST_MENTIONS)


def fold(text: str) -> str:
    """Lower-case without accents, character by character, so that offsets stay."""
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


@cache
def _fold_character(character: str) -> str:
    return unicodedata.normalize("NFD", character.lower())[:1] or character


def digits_of(text: str) -> str:
    """Only the decimal digits of a text."""
    return "".join(character for character in text if character.isdecimal())
