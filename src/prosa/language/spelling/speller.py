"""Corrects a text word by word: what is known stays, accents come back, slips are mended."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from prosa.language import slang
from prosa.language.encoders.universal import shared_encoder
from prosa.language.spelling.accents import accented, accented_parts
from prosa.language.spelling.brazilian import modern, without_silent_letters
from prosa.language.spelling.context import with_accents_in_context
from prosa.language.spelling.mending import Mender
from prosa.language.spelling.pairs import WordPairs
from prosa.language.spelling.plain import plain_form
from prosa.language.spelling.settling import Settler
from prosa.language.spelling.words import KnownWords
from prosa.language.wordlists import names
from prosa.language.wordlists.moods import mood_words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TOKEN = re.compile(r"[\w@]+(?:-\w+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n])\W*$")
_LOOKED_BACK = 4
_SHORTEST, _LONGEST = 3, 24
"""Letters of the words that may be mended: shorter ones stand too near to each other."""


class Speller:
    """Corrects words against Portuguese and a pack's own vocabulary. Words with digits are never touched.

    `counts` are words and pairs of words as the pack's examples write them (`vocabulary`), `protected` names
    that must stay as they are (brands, products), `trusted` says of a word outside the vocabulary that it is
    one. Safe in several threads. All spellers of a process share the words of Portuguese, which the first one
    loads (about 1 s).
    """

    def __init__(
        self, counts: Mapping[str, int], protected: Iterable[str], trusted: Callable[[str], bool]
    ) -> None:
        self.counts = counts
        self._protected = {plain_form(word) for word in protected}
        # "porcaria" must not become a "portaria": what is said in anger is as much a word as any.
        self._believed = mood_words().whole.keys() | names()
        self._trusted = trusted
        self._words = KnownWords({word: count for word, count in counts.items() if " " not in word})
        self._mender = Mender(self._words, trusted)
        self._pairs = WordPairs(counts, self._words.chance)
        self._settler = Settler(self._words, self._pairs, self._protected.__contains__, trusted)
        self.correct = lru_cache(maxsize=20_000)(self._correct)

    @classmethod
    def general(cls, trusted: Callable[[str], bool] | None = None) -> "Speller":
        """A speller that knows Portuguese and no pack.

        Without `trusted` it asks the universal encoder, as models do; loading that takes about 1 s.
        """
        return cls({}, (), trusted or shared_encoder().is_whole_word)

    def correct_text(self, text: str, names: frozenset[str] = frozenset()) -> str:
        """The text with each word corrected; everything between words stays.

        In a text with small letters, capitals inside a sentence make a name, and names only get accents, or
        become one of the pack's own words that they miss by a letter. `names` are those of a lower-case text.
        """
        if text.islower():
            return with_accents_in_context(self._settled(text, names))
        shouted = text.isupper()
        return _TOKEN.sub(lambda match: self._in_case(match, shouted=shouted), text)

    def knows(self, word: str) -> bool:
        """Whether the vocabulary has this word, with or without its accents."""
        return self._words.has_plain(plain_form(word))

    def _settled(self, text: str, names: frozenset[str]) -> str:
        def each(word: str) -> str:
            return self._name(word) if word in names else self.correct(word)

        if not self._pairs:
            return _TOKEN.sub(lambda match: each(match[0]), text)
        typed = _TOKEN.findall(text)
        meant = iter(self._settler.settle(typed, [each(word) for word in typed], names))
        return _TOKEN.sub(lambda match: next(meant), text)

    def _name(self, word: str) -> str:
        # "Shopee" is no slip of "shop", nor "Sabesp" of "sabes"; "Samsumg" is one of what the pack sells.
        right = self.correct(word)
        known = plain_form(right) in self._protected or right in self.counts
        if plain_form(right) == plain_form(word) or (known and abs(len(right) - len(word)) <= 1):
            return right
        return word

    def _in_case(self, match: re.Match[str], *, shouted: bool) -> str:
        word, small = match[0], match[0].lower()
        if word == small:
            return self.correct(word)
        if shouted:
            return self.correct(small).upper()
        if not word.istitle():
            return word
        before = match.string[max(0, match.start() - _LOOKED_BACK) : match.start()]
        starts = match.start() == 0 or _SENTENCE_START.search(before)
        corrected = self.correct(small) if starts else accented(small, self._words, self._trusted) or small
        return word if corrected == small else corrected[:1].upper() + corrected[1:]

    def _correct(self, word: str) -> str:
        if len(word) > _LONGEST or not _WORD.fullmatch(word) or plain_form(word) in self._protected:
            return word
        if "-" in word:
            right = accented_parts(word, self._words, self._trusted)
            return self._mender.mend_parts(word) if right == word else right
        if (today := modern(word)) != word and self._words.has(today):
            return accented(today, self._words, self._trusted) or today
        if not word.isascii() and self._words.has(word):
            return word
        right = accented(word, self._words, self._trusted)
        return self._mended(word) if right is None else right

    def _mended(self, word: str) -> str:
        plain = plain_form(word)
        if len(plain) < _SHORTEST or plain in self._believed:
            return word
        if word in slang.WORDS:
            return slang.WORDS[word]
        if self._words.has(without_silent_letters(word)):
            return word
        mended = self._mender.mend(word)
        return mended if mended != word else self._mender.split(word)
