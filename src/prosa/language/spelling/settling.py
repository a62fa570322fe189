"""Which word was meant, by the words around it: "como vi você" in a bot that is asked "como vai você"."""

import math
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from prosa.language.spelling.candidates import edits
from prosa.language.spelling.pairs import BOUNDARY, WordPairs
from prosa.language.spelling.plain import plain_form
from prosa.language.spelling.slips import cost
from prosa.language.spelling.words import KnownWords

_DEAREST = 1.45
"""The most that a slip may cost to be thought of."""

_TWO_SLIPS = {5: 1.8, 6: 2.1}
_TWO_SLIPS_LONG = 2.4
"""The most that two slips may cost, by the number of letters; in shorter words there are none."""

_FURTHEST, _FURTHEST_LONG, _LONG = 2, 3, 9
"""Letters in which a word may differ, and from how many letters on it may in more."""

_MANY = 8

_SLIP_WEIGHT = 2.5
"""Powers of ten that a slip of cost 1 takes: context tells, so it matters less how a finger came to slip."""

_AS_TYPED, _AS_TYPED_WORD = 0.7, 2.0
"""Powers of ten by which what was typed is likelier meant than slipped into, and more so if it is a word."""

_ACCENT = 0.15
"""What leaving out an accent costs."""

_SHORT = 2
_LONGEST = 24

_Options = tuple[tuple[str, float], ...]
"""Words that may be meant, each with how unlikely it is that one typed this for it, in powers of ten."""


class Settler:
    """Weighs the words that a pack's examples have, and that are near what was typed, in their context.

    `trusted` says of a word outside the vocabulary that it is one elsewhere. What is a word nowhere may be
    two slips away from what was meant.
    """

    def __init__(
        self,
        words: KnownWords,
        pairs: WordPairs,
        exempt: Callable[[str], bool],
        trusted: Callable[[str], bool],
    ) -> None:
        self._words = words
        self._pairs = pairs
        self._exempt = exempt
        self._trusted = trusted
        self._forms: dict[str, list[str]] = {}
        for word in words.lexicons[0].counts:
            self._forms.setdefault(plain_form(word), []).append(word)
        self._long = [form for form in self._forms if len(form) >= min(_TWO_SLIPS) - 1]
        self._near = lru_cache(maxsize=20_000)(self._find)

    def settle(
        self, typed: Sequence[str], given: Sequence[str], names: Collection[str] = frozenset()
    ) -> list[str]:
        """For each word typed the one that was meant. `given` is what each was corrected to by itself.

        `names` stay as they were given.
        """
        around = [BOUNDARY, *given, BOUNDARY]
        options = [
            ((corrected, 0.0),) if word in names else self._options(word, corrected, before, after)
            for word, corrected, before, after in zip(typed, given, around, around[2:], strict=False)
        ]
        if all(len(each) == 1 for each in options):
            return [each[0][0] for each in options]
        return self._likeliest(options)

    def _likeliest(self, options: Sequence[_Options]) -> list[str]:
        """The likeliest way through all options, by what follows what (Viterbi)."""
        ways: dict[str, tuple[float, tuple[str, ...]]] = {BOUNDARY: (0.0, ())}
        for each in options:
            reached: dict[str, tuple[float, tuple[str, ...]]] = {}
            for meant, price in each:
                odds, way = max(
                    (odds + self._odds(before, meant), way) for before, (odds, way) in ways.items()
                )
                reached[meant] = odds - price, (*way, meant)
            ways = reached
        _, best = max((odds + self._odds(last, BOUNDARY), way) for last, (odds, way) in ways.items())
        return list(best)

    def _odds(self, before: str, word: str) -> float:
        return math.log10(self._pairs.chance(before, word) + 1e-12)

    def _options(self, word: str, corrected: str, before: str, after: str) -> _Options:
        if corrected == word and self._stays(word, before, after):
            return ((word, 0.0),)
        near = self._near(word)
        if not near or (len(near) == 1 and near[0][0] == corrected):
            return ((corrected, 0.0),)
        prices = {meant: price * _SLIP_WEIGHT for meant, price in near}
        if corrected == word or prices.get(word) == _ACCENT * _SLIP_WEIGHT:
            prices[word] = -(_AS_TYPED_WORD if self._words.has(word) else _AS_TYPED)
        else:
            prices.setdefault(
                corrected, min(cost(plain_form(word), plain_form(corrected)), _DEAREST) * _SLIP_WEIGHT
            )
        return tuple(prices.items())

    def _stays(self, word: str, before: str, after: str) -> bool:
        """Whether a word is so much at home in the examples that nothing else need be weighed."""
        if self._pairs.seen(before, word):
            return True
        alone = len(self._forms.get(plain_form(word), ())) == 1
        return alone and (len(word) > _SHORT or self._pairs.seen(word, after))

    def _find(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words of the examples a slip or two away from a word, with what the slips cost."""
        plain = plain_form(word)
        if not plain.isalpha() or not plain.isascii() or len(plain) > _LONGEST or self._exempt(plain):
            return ()
        forms = {form for form in {*edits(plain)} - {plain, ""} if form in self._forms}
        dearest = _DEAREST
        if self._is_none(word, plain):
            dearest = _TWO_SLIPS.get(len(plain), _TWO_SLIPS_LONG)
            furthest = _FURTHEST_LONG if len(plain) >= _LONG else _FURTHEST
            far = extract(plain, self._long, scorer=OSA.distance, score_cutoff=furthest, limit=_MANY)
            forms.update(form for form, _, _ in far)
        near = {meant: cost(plain, form) for form in forms for meant in self._forms[form]}
        if word == plain:
            near.update(dict.fromkeys(self._forms.get(plain, ()), _ACCENT))
        return tuple(sorted((meant, price) for meant, price in near.items() if price <= dearest))

    def _is_none(self, word: str, plain: str) -> bool:
        """Whether what was typed is a word nowhere, and long enough to be known after two slips."""
        return len(plain) >= min(_TWO_SLIPS) and not self._words.has_plain(plain) and not self._trusted(word)
