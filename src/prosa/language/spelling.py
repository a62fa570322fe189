"""Restores accents and mends typing slips, and leaves every word it has reason to trust alone."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, cast

import Stemmer
from symspellpy import SymSpell, Verbosity

from prosa.language import slang
from prosa.language.normalise import without_accents
from prosa.language.wordlists import common_words, core_words
from prosa.language.wordlists.moods import mood_words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BARE_ENDING = re.compile(r"(?<=[a-z]{2})(?:cao|coes)$")
_TOKEN = re.compile(r"[\w@]+(?:-\w+)*")
_CORE_WEIGHT = 20
_DERIVED_WEIGHT = 1
"""How often words of our own list, and their derived forms, count as seen beside those in the examples."""

_ATTRACTIVE = 3
"""Words seen less often are known when typed, but nothing is corrected into them."""

_SHORTEST = 4
_LONG = 8
"""Words shorter than `_SHORTEST` letters are never corrected; from `_LONG` on two slips are allowed."""

_CLEAR_BEGINNING = 6
"""From this many letters on a wrong first one is believed when all others are right."""

_GRAMMAR = frozenset("aeiosmrnlzu")
"""Letters that Portuguese words end in."""

_SHORTEST_STEM = 4


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
        # "porcaria" must not become a "portaria": what is said in anger is as much a word as any.
        self._protected = mood_words().whole.keys() | {without_accents(word) for word in protected}
        self._trusted = trusted
        self._written: dict[str, str] = {}
        self._symbols = cast(Any, SymSpell(max_dictionary_edit_distance=2, prefix_length=7))
        for plain, forms in _by_plain_form(counts).items():
            self._written[plain] = _preferred(plain, forms)
            # The others would be three quarters of the index, and of the time it takes to build.
            if sum(forms.values()) >= _ATTRACTIVE:
                self._symbols.create_dictionary_entry(plain, sum(forms.values()))
        self._accented = frozenset(counts)
        self._stemmer = cast(Any, Stemmer).Stemmer("portuguese")
        self._stemming = Lock()  # a stemmer keeps its state between letters
        self._stems = frozenset(self._stemmer.stemWords(list(counts)))
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
        word = _with_regular_accent(word)
        if len(plain) < _SHORTEST or self._trusted(word) or self._is_inflection(word):
            return word
        slips = 2 if len(plain) >= _LONG else 1
        for suggestion in self._symbols.lookup(plain, Verbosity.CLOSEST, max_edit_distance=slips):
            if _is_likely_slip(plain, suggestion.term):
                return self._written[suggestion.term]
        return word

    def _is_inflection(self, word: str) -> bool:
        """Whether this is a form of a word we know: "agradecido" beside "agradecer"."""
        with self._stemming:
            stem: str = self._stemmer.stemWord(word)
        return len(stem) >= _SHORTEST_STEM and stem != word and stem in self._stems


def vocabulary(texts: Iterable[str], trusted: Callable[[str], bool]) -> dict[str, int]:
    """Word counts for a `Speller`: our common words and those of the examples, without the slips in them.

    A word that examples write once or twice, one edit away from a frequent one, is taken for a slip.
    """
    seen = Counter(word for text in texts for word in _WORD.findall(text))
    counts = dict.fromkeys(common_words(), _DERIVED_WEIGHT)
    counts.update(dict.fromkeys(core_words() | slang.EXPANDED, _CORE_WEIGHT))
    for word, count in seen.items():
        if count >= 3:
            counts[word] = counts.get(word, 0) + count
    frequent = Speller(counts, (), trusted)
    for word, count in seen.items():
        if count < 3 and frequent.correct(word) == word:
            counts[word] = counts.get(word, 0) + count
    return counts


def _is_likely_slip(typed: str, meant: str) -> bool:
    """Whether people make this slip, rather than mean another word.

    First letters are rarely wrong, last ones are often grammar ("bancário", "bancários"), and four letters
    are too few to tell "copo" from "como": there only a missing or a swapped letter counts.
    """
    if typed[0] != meant[0] and meant[1:] != typed and sorted(typed[:2]) != sorted(meant[:2]):
        return len(typed) >= _CLEAR_BEGINNING and typed[1:] == meant[1:]
    if (typed[:-1] == meant[:-1] and typed[-1] in _GRAMMAR) or meant == typed + "s":
        return False
    return len(typed) > _SHORTEST or len(meant) > len(typed) or sorted(typed) == sorted(meant)


def _with_regular_accent(word: str) -> str:
    """Endings that Portuguese always writes with a tilde: "renovacao" is "renovação"."""
    return _BARE_ENDING.sub(lambda match: "ção" if match[0] == "cao" else "ções", word)


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
