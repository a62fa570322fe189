"""Restores accents and mends typing slips, and leaves every word it has reason to trust alone."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

from symspellpy import SymSpell, Verbosity

from prosa.language import slang
from prosa.language.normalise import without_accents
from prosa.language.wordlists import common_words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TOKEN = re.compile(r"[\w@]+(?:-\w+)*")
_COMMON_WEIGHT = 20
"""How often a word of our own list counts as seen, beside those counted in the training examples."""

_SHORTEST = 4
_LONG = 8
"""Words shorter than `_SHORTEST` are never corrected; from `_LONG` letters on, two slips are allowed."""


class Speller:
    """Corrects lower-case words against a vocabulary. Words with digits are never touched.

    `counts` are words as the pack's examples write them, `protected` names that must stay as they are
    (brands, products), `trusted` says of a word outside the vocabulary that it is one. Safe in several
    threads.
    """

    def __init__(
        self, counts: Mapping[str, int], protected: Iterable[str], trusted: Callable[[str], bool]
    ) -> None:
        self.counts = counts
        self._protected = frozenset(without_accents(word) for word in protected)
        self._trusted = trusted
        self._written: dict[str, str] = {}
        self._symbols = cast(Any, SymSpell(max_dictionary_edit_distance=2, prefix_length=7))
        for plain, forms in _by_plain_form(counts).items():
            self._written[plain] = _preferred(plain, forms)
            self._symbols.create_dictionary_entry(plain, sum(forms.values()))
        self._accented = frozenset(word for forms in _by_plain_form(counts).values() for word in forms)
        self.correct = lru_cache(maxsize=20_000)(self._correct)

    def correct_text(self, text: str) -> str:
        """The text with each word corrected; everything between words stays."""
        return _TOKEN.sub(lambda match: self.correct(match[0]), text)

    def knows(self, word: str) -> bool:
        """Whether the vocabulary has this word, with or without its accents."""
        return without_accents(word) in self._written

    def _correct(self, word: str) -> str:
        if not _WORD.fullmatch(word):
            return word
        plain = without_accents(word)
        # An accent is hardly ever typed by mistake: with one, the word needs less to be believed.
        if plain in self._protected or (word != plain and (word in self._accented or self._trusted(word))):
            return word
        if plain in self._written:
            return self._written[plain]
        if len(plain) < _SHORTEST or self._trusted(word):
            return word
        slips = 2 if len(plain) >= _LONG else 1
        suggestions = self._symbols.lookup(plain, Verbosity.CLOSEST, max_edit_distance=slips)
        likely = [item for item in suggestions if item.term[0] == plain[0] or item.term[1:2] == plain[1:2]]
        return self._written[likely[0].term] if likely else word


def vocabulary(texts: Iterable[str], trusted: Callable[[str], bool]) -> dict[str, int]:
    """Word counts for a `Speller`: our common words and those of the examples, without the slips in them.

    A word that examples write once or twice, one edit away from a frequent one, is taken for a slip.
    """
    seen = Counter(word for text in texts for word in _WORD.findall(text))
    counts = dict.fromkeys(common_words() | slang.EXPANDED, _COMMON_WEIGHT)
    for word, count in seen.items():
        if count >= 3:
            counts[word] = counts.get(word, 0) + count
    frequent = Speller(counts, (), trusted)
    for word, count in seen.items():
        if count < 3 and frequent.correct(word) == word:
            counts[word] = counts.get(word, 0) + count
    return counts


def _by_plain_form(counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    grouped: dict[str, dict[str, int]] = {}
    for word, count in sorted(counts.items()):
        grouped.setdefault(without_accents(word), {})[word] = count
    return grouped


def _preferred(plain: str, forms: Mapping[str, int]) -> str:
    """The form to write. People drop accents but hardly add them, so one accented form outweighs ten bare.

    A bare form that our list knows as a word of its own ("esta" beside "está") stays as it was typed.
    """
    if plain in forms and plain in common_words():
        return plain
    accented = {word: count for word, count in forms.items() if word != plain}
    if not accented:
        return plain
    best = max(accented, key=lambda word: (accented[word], word))
    return best if accented[best] * 10 >= forms.get(plain, 0) else plain
