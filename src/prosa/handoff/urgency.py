"""How soon somebody should act, from what the customer wrote and how they sound. Pure."""

import re
import unicodedata
from functools import cache

from prosa.conversations.parts import Urgency
from prosa.packs.schema import TicketRules

UNHAPPY = -0.6
"""At or below this mood (-1 furious, 1 delighted) somebody should act soon, whatever the words."""
CONTENT = 0.3
"""At or above this mood nobody is waiting in distress."""


def urgency(text: str, mood: float, anger: bool, rules: TicketRules) -> Urgency:
    """The pack's words decide, and anger on top of its "high" words is urgent; without them, the mood does.

    `mood` runs from -1 to 1. Words match as whole words, ignoring case and accents; a phrase matches its
    words in a row.
    """
    folded = fold(text)
    if _mentions(folded, rules.urgent_words):
        return Urgency.URGENT
    if _mentions(folded, rules.high_words):
        return Urgency.URGENT if anger else Urgency.HIGH
    if anger or mood <= UNHAPPY:
        return Urgency.HIGH
    return Urgency.LOW if mood >= CONTENT else Urgency.MEDIUM


def fold(text: str) -> str:
    """Lower case, without accents, anything that is not a letter or digit as one space."""
    # Decomposed first: "℡" only becomes letters that have a case by it.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"[\W_]+", " ", plain).strip()


def _mentions(folded: str, words: tuple[str, ...]) -> bool:
    pattern = _pattern(words)
    return pattern is not None and pattern.search(folded) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    folded = [re.escape(word) for word in map(fold, words) if word]
    return re.compile(rf"\b(?:{'|'.join(folded)})\b") if folded else None
