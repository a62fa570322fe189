"""The likeliest word for one that is none."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from prosa.language.spelling.accents import CLITICS
from prosa.language.spelling.candidates import alike, edits, one_slip_away, respellings, two_slips_away
from prosa.language.spelling.derived import is_derived
from prosa.language.spelling.lexicon import Lexicon
from prosa.language.spelling.plain import plain_form
from prosa.language.spelling.slips import cost
from prosa.language.spelling.sounds import sound
from prosa.language.spelling.words import KnownWords

SLIP_WEIGHT = 3.6
"""How many powers of ten more often a word must be said to outweigh a slip of cost 1."""

_SOUND_BASE, _SOUND_SHARE = 0.25, 0.3
"""The cost of writing a word as it sounds, and the share of what its letters would cost."""

_NASAL = re.compile("[ãõ]")
_NASAL_LOST = 0.4
"""What a tilde costs that was typed without need: nobody does that by mistake."""

_LIMITS = {3: 0.5, 4: 0.75, 5: 0.85, 6: 1.05, 7: 1.15, 8: 1.3}
_LIMIT = 1.5
"""The most that slips may cost, by the number of letters."""

_FURTHEST = 4
"""Letters in which a word may differ from what was typed: "xuxu" from "chuchu" in four."""

_LONG = 8
"""From this many letters on two slips are looked for."""

_CLEAR = 0.5
"""A slip that costs no more explains itself."""

_SAID = 100
"""How often a word must be said for others that sound alike to be slips of it."""

_CERTAIN, _COMMON = 0.4, 10_000
"""The cost of the slip, and how often the word must be said, to mend what is a word in another language."""

_SPLIT_COMMON = 40_000
_SPLIT_FROM = 7
_SPLIT_SHORTEST = 3

_Near = Callable[[str, str, Lexicon], Iterator[str]]


class Mender:
    """Mends unknown words. `trusted` says of one that it is a word elsewhere: then only little may change."""

    def __init__(self, words: KnownWords, trusted: Callable[[str], bool]) -> None:
        self._words = words
        self._trusted = trusted
        self._heard = lru_cache(maxsize=20_000)(_heard)

    def mend(self, word: str) -> str:
        """The word that was meant; the word itself where none is likely enough."""
        plain = plain_form(word)
        price, found = self._nearest(word, plain, alike)
        if self._trusted(word):
            if not found:
                price, found = self._nearest(word, plain, one_slip_away)
            found = found if price <= _CERTAIN and self._words.weight(found) >= _COMMON else ""
        elif price > _CLEAR or self._words.weight(found) < _SAID:
            if is_derived(plain, self._words.has_plain):
                return word
            found = self._unsaid(word, plain, respellings(plain))
            found = (
                found or self._nearest(word, plain, _near)[1] or self._unsaid(word, plain, [*edits(plain)])
            )
        return self._words.written(found) if found else word

    def mend_parts(self, word: str) -> str:
        """A word with hyphens: as one of those always written with them, or a verb with its pronoun."""
        if self._words.has_plain(plain_form(word).replace("-", "")):
            return word
        first, *others = word.split("-")
        if all(self._words.has(part) for part in (first, *others)):
            return word
        whole = self.mend(word.replace("-", ""))
        if "-" in whole:
            return whole
        if len(others) == 1 and others[0] in CLITICS and len(first) >= _SPLIT_SHORTEST:
            return word if self._words.has(first) else f"{self.mend(first)}-{others[0]}"
        return word

    def split(self, word: str) -> str:
        """Two common words where the space between them was missed: "queroum" no, "meupedido" yes."""
        plain = plain_form(word)
        if len(plain) < _SPLIT_FROM or self._trusted(word) or is_derived(plain, self._words.has_plain):
            return word
        best = 0, word
        for place in range(_SPLIT_SHORTEST, len(plain) - _SPLIT_SHORTEST + 1):
            sides = plain[:place], plain[place:]
            said = min(self._words.weight(side) for side in sides)
            if said >= _SPLIT_COMMON:
                best = max(best, (said, " ".join(self._words.written(side) for side in sides)))
        return best[1]

    def _nearest(self, word: str, plain: str, near: _Near) -> tuple[float, str]:
        """What the slips cost and the likeliest plain form; an empty one where none is likely."""
        best = math.inf, math.inf, ""
        limit = _LIMITS.get(len(plain), _LIMIT)
        for meant in {meant for lexicon in self._words.lexicons for meant in near(word, plain, lexicon)}:
            price, said = self._price(word, plain, meant), math.log10(self._words.weight(meant) + 1)
            if price <= limit + _more_for(said):
                best = min(best, (price * SLIP_WEIGHT - said, price, meant))
        return best[1], best[2]

    def _unsaid(self, word: str, plain: str, near: Sequence[str]) -> str:
        """The likeliest of the words that hardly anyone says; none unless the slip explains itself."""
        rare = (meant for meant in self._words.unsaid_among(near) if meant != plain)
        price, found = min(
            ((self._price(word, plain, meant), meant) for meant in rare), default=(math.inf, "")
        )
        return found if price <= _CLEAR else ""

    def _price(self, word: str, plain: str, meant: str) -> float:
        if OSA.distance(plain, meant) > _FURTHEST:
            return math.inf
        price = cost(plain, meant)
        written = self._words.written(meant)
        if self._heard(word) == self._heard(written):
            price = min(price, _SOUND_BASE + _SOUND_SHARE * price)
        return price + (0.0 if _NASAL.search(written) or not _NASAL.search(word) else _NASAL_LOST)


def _near(word: str, plain: str, lexicon: Lexicon) -> Iterator[str]:
    yield from alike(word, plain, lexicon)
    yield from one_slip_away(word, plain, lexicon)
    if len(plain) >= _LONG:
        yield from two_slips_away(word, lexicon)


def _heard(word: str) -> str:
    # Between vowels x has four sounds, one of them that of ch.
    return sound(word.replace(" ", "").replace("-", "")).replace("x", "X")


def _more_for(said: float) -> float:
    """What more a slip may cost when it is of a common word, and what less when of a rare one."""
    return max(-0.25, min(0.25, 0.15 * (said - 4)))
