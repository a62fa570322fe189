"""Shortens a passage to what answers a question. Pure."""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from prosa.knowledge.answering.units import Kind, Unit
from prosa.knowledge.words import content_words, fold
from prosa.language.stems import stems_of

LIMIT = 320
"""Characters of an answer, about three lines of a chat on a phone. One unit may be longer."""
WORDS_WEIGH = 0.5
"""What sharing all of a question's words is worth beside the cosine of their meanings."""
_WORTH_ITS_PLACE = 0.6
"""Share of the best unit's score that one of the same list must have to stand beside it."""


def likeness(question: str, units: Sequence[Unit], cosines: NDArray[np.float32]) -> NDArray[np.float64]:
    """How likely each unit is to answer, on no particular scale: by meaning, and by the words it shares.

    A word counts by how few of the units have it (the same idea as inverse document frequency).
    """
    words = dict.fromkeys(stems_of(content_words(question)))
    bags = [frozenset(stems_of(fold(f"{unit.heading} {unit.text}").split())) for unit in units]
    rarity = {word: log((len(bags) + 1) / (1 + sum(word in bag for bag in bags))) for word in words}
    most = sum(rarity.values()) or 1.0
    shared = [sum(rarity[word] for word in words if word in bag) / most for bag in bags]
    return np.asarray(cosines, dtype=np.float64) + WORDS_WEIGH * np.asarray(shared)


def extract(units: Sequence[Unit], scores: Sequence[float] | NDArray[np.float64], limit: int = LIMIT) -> str:
    """The best unit, with as much of what stands around it as is worth reading, as plain text.

    Sentences are read from the best one on, steps from the first, items and rows only with their like.
    The sentence that introduces a list stands before it.
    """
    if not units:
        return ""
    best = max(range(len(units)), key=lambda place: scores[place])
    block = [place for place, unit in enumerate(units) if unit.block == units[best].block]
    match units[best].kind:
        case Kind.SENTENCE:
            chosen = _fitting([place for place in block if place >= best], units, limit)
        case Kind.STEP:
            chosen = _steps(block, best, units, limit)
        case Kind.ITEM | Kind.ROW:
            bound = scores[best] * _WORTH_ITS_PLACE
            like = [place for place in block if place == best or scores[place] >= bound]
            ranked = sorted(like, key=lambda place: -scores[place])
            chosen = sorted(_fitting(ranked, units, limit))
    return _written(_lead(block[0], units), [units[place] for place in chosen])


def _fitting(places: Sequence[int], units: Sequence[Unit], limit: int) -> list[int]:
    """The first of these that fit; at least one."""
    chosen: list[int] = []
    length = 0
    for place in places:
        length += len(units[place].text) + 1
        if chosen and length > limit:
            break
        chosen.append(place)
    return chosen


def _steps(block: Sequence[int], best: int, units: Sequence[Unit], limit: int) -> list[int]:
    """From the first step; when the best one is too far down, from the best one."""
    chosen = _fitting(block, units, limit)
    return chosen if best in chosen else _fitting([place for place in block if place >= best], units, limit)


def _lead(first: int, units: Sequence[Unit]) -> str:
    """What introduces the block: the line before it that ends in a colon."""
    if first == 0 or units[first].kind is Kind.SENTENCE:
        return ""
    before = units[first - 1]
    return before.text if before.text.endswith(":") and before.heading == units[first].heading else ""


def _written(lead: str, chosen: Sequence[Unit]) -> str:
    if chosen[0].kind is Kind.SENTENCE:
        return " ".join(unit.text for unit in chosen)
    if len(chosen) == 1 and not lead:
        return chosen[0].text
    return "\n".join([*([lead] if lead else []), *(f"• {unit.text}" for unit in chosen)])
