"""Which word was meant, by the words around it: "como vi você" in a bot that is asked "como vai você"."""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from prosa.language.spelling.candidates import edits
from prosa.language.spelling.mending import SLIP_WEIGHT
from prosa.language.spelling.pairs import BOUNDARY, WordPairs
from prosa.language.spelling.plain import plain_form
from prosa.language.spelling.slips import cost
from prosa.language.spelling.words import KnownWords

_DEAREST = 1.45
"""The most that a slip may cost to be thought of."""

_AS_TYPED, _AS_TYPED_WORD = 0.7, 3.0
"""Powers of ten by which what was typed is likelier meant than slipped into, and more so if it is a word."""

_ACCENT = 0.15
"""What leaving out an accent costs."""

_SHORT = 2
_LONGEST = 24


class Settler:
    """Weighs the words that a pack's examples have, and that are near what was typed, in their context."""

    def __init__(self, words: KnownWords, pairs: WordPairs, exempt: Callable[[str], bool]) -> None:
        self._words = words
        self._pairs = pairs
        self._exempt = exempt
        self._forms: dict[str, list[str]] = {}
        for word in words.lexicons[0].counts:
            self._forms.setdefault(plain_form(word), []).append(word)
        self._near = lru_cache(maxsize=20_000)(self._find)

    def settle(self, typed: Sequence[str], given: Sequence[str]) -> list[str]:
        """For each word typed the one that was meant. `given` is what each was corrected to by itself."""
        settled: list[str] = []
        before = BOUNDARY
        for place, (word, corrected) in enumerate(zip(typed, given, strict=True)):
            after = given[place + 1] if place + 1 < len(given) else BOUNDARY
            before = self._settled(word, corrected, before, after)
            settled.append(before)
        return settled

    def _settled(self, word: str, corrected: str, before: str, after: str) -> str:
        if corrected == word and self._stays(word, before, after):
            return word
        near = self._near(word)
        if not near or (len(near) == 1 and near[0][0] == corrected):
            return corrected
        prices = {meant: price * SLIP_WEIGHT for meant, price in near}
        if corrected == word or prices.get(word) == _ACCENT * SLIP_WEIGHT:
            prices[word] = -(_AS_TYPED_WORD if self._words.has(word) else _AS_TYPED)
        else:
            prices.setdefault(corrected, min(price for _, price in near) * SLIP_WEIGHT)

        def odds(meant: str) -> float:
            around = self._pairs.chance(before, meant) * self._pairs.chance(meant, after)
            return math.log10(around + 1e-18) - prices[meant]

        return max(prices, key=lambda meant: (odds(meant), meant))

    def _stays(self, word: str, before: str, after: str) -> bool:
        """Whether a word is so much at home in the examples that nothing else need be weighed."""
        if self._pairs.seen(before, word):
            return True
        alone = len(self._forms.get(plain_form(word), ())) == 1
        return alone and (len(word) > _SHORT or self._pairs.seen(word, after))

    def _find(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words of the examples one slip away from a word, with what the slip costs."""
        plain = plain_form(word)
        if not plain.isalpha() or not plain.isascii() or len(plain) > _LONGEST or self._exempt(plain):
            return ()
        forms = (form for form in {*edits(plain)} - {plain, ""} if form in self._forms)
        near = {meant: cost(plain, form) for form in forms for meant in self._forms[form]}
        if word == plain:
            near.update(dict.fromkeys(self._forms.get(plain, ()), _ACCENT))
        return tuple(sorted((meant, price) for meant, price in near.items() if price <= _DEAREST))
