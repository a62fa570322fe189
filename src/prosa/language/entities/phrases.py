"""Names that the catalogue and the pack's lookups know, found in spite of slips, plurals and split words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol, cast

from rapidfuzz.distance import OSA
from symspellpy import SymSpell, Verbosity

from prosa.language.entities.reading import LIKELY, Candidate, Reading, fold
from prosa.language.training import Phrase
from prosa.language.understanding import EntityKind

_TOKEN = re.compile(r"[^\W_]+")
_FILLERS = frozenset("a o as os de da do das dos com para pra e em um uma no na".split())
"""Words that names may have between their parts and customers leave out: "fone (de) ouvido"."""

_BREAK = re.compile(r"[^\w\s-]|\b(?:e|com|para|pra|por|em|uma?)\b")
"""What ends a name between two words that could be its parts."""

_MARK = re.compile(r"[^\w\s-]")
_PLURALS = (("es", ""), ("ais", "al"), ("eis", "el"), ("ois", "ol"), ("ns", "m"))

_SHORTEST_SLIP = 5
"""Shorter words are too near to each other to be mended: "capa" and "copa" are both names."""

_LONG = 8
_TELLING = 3
"""A word that at most this many products share says which one is meant."""


@dataclass(frozen=True, slots=True)
class _Target:
    kind: str
    value: str


@dataclass(slots=True)
class _Index:
    names: dict[tuple[str, ...], list[_Target]] = field(default_factory=dict[tuple[str, ...], list[_Target]])
    words: dict[str, set[_Target]] = field(default_factory=dict[str, set[_Target]])
    names_with: dict[str, set[tuple[str, ...]]] = field(default_factory=dict[str, set[tuple[str, ...]]])
    longest: int = 0


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


class Spelling(Protocol):
    """What a speller knows of ordinary words; `Speller` is one."""

    def knows(self, word: str) -> bool:
        """Whether this is an ordinary word."""
        ...

    def correct(self, word: str) -> str:
        """The ordinary word that was meant; the word itself when it is one, or like none."""
        ...


class NoSpelling:
    """Knows no word, so that every name may be mended."""

    def knows(self, word: str) -> bool:  # noqa: D102
        return False

    def correct(self, word: str) -> str:  # noqa: D102
        return word


class PhraseFinder:
    """Finds the names of `phrases` in messages. Immutable once built; safe in several threads.

    `spelling` keeps ordinary words, and slips of them, from being mended into names: "geladera" is a
    "geladeira" and not somebody's "Gelada".
    """

    def __init__(self, phrases: Sequence[Phrase], spelling: Spelling) -> None:
        self._spelling = spelling
        self._index = _Index()
        for phrase in phrases:
            for name in dict.fromkeys((*phrase.names, phrase.value)):
                self._add(_words(fold(name)), _Target(phrase.kind, phrase.value))
        self._slips = cast(Any, SymSpell(max_dictionary_edit_distance=2, prefix_length=7))
        for word in self._index.words:
            self._slips.create_dictionary_entry(word, 1)
        self._mended = lru_cache(maxsize=20_000)(self._mend)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        """The longest name at each place, and a product that several of its own words pin down."""
        tokens = list(self._tokens(reading.folded))
        position = 0
        while position < len(tokens):
            targets, used = self._longest_name(tokens, position)
            for target in targets:
                first, last = self._with_its_own_words(reading, tokens, target, position, position + used - 1)
                span = tokens[first].start, tokens[last].end
                yield Candidate(reading.entity(target.kind, target.value, *span), LIKELY)
            position += used or 1
        yield from self._pinned_down(reading, tokens)

    def _add(self, words: tuple[str, ...], target: _Target) -> None:
        if not words:
            return
        for spelling in (words, ("".join(words),)) if len(words) == 2 else (words,):
            targets = self._index.names.setdefault(spelling, [])
            if target not in targets:
                targets.append(target)
            self._index.longest = max(self._index.longest, len(spelling))
            for word in spelling:
                self._index.words.setdefault(word, set()).add(target)
                self._index.names_with.setdefault(word, set()).add(spelling)

    def _tokens(self, folded: str) -> Iterator[_Token]:
        """The message's words as names spell them, without fillers."""
        spans = [match.span() for match in _TOKEN.finditer(folded)]
        position = 0
        while position < len(spans):
            start, end = spans[position]
            following = spans[position + 1 : position + 2]
            if following and self._is_split(folded[start:end], folded[slice(*following[0])]):
                yield _Token(folded[start:end] + folded[slice(*following[0])], start, following[0][1])
                position += 2
                continue
            if folded[start:end] not in _FILLERS:
                yield _Token(self._mended(folded[start:end]), start, end)
            position += 1

    def _is_split(self, first: str, second: str) -> bool:
        """Whether two words are one word of a name, as in "air fryer", and the first is none by itself."""
        return first + second in self._index.words and singular(first) not in self._index.words

    def _mend(self, word: str) -> str:
        """The word of a name that was meant: as it stands, as ordinary spelling has it, or a slip away."""
        plain = singular(word)
        ordinary = singular(fold(self._spelling.correct(word)))
        for form in (*_plain_forms(word), ordinary):
            if form in self._index.words:
                return form
        if len(plain) < _SHORTEST_SLIP or not plain.isalpha() or self._spelling.knows(word):
            return plain
        slips = 2 if len(plain) >= _LONG else 1
        if self._spelling.knows(ordinary):
            slips = min(slips, OSA.distance(plain, ordinary))
        for suggestion in self._slips.lookup(plain, Verbosity.CLOSEST, max_edit_distance=slips):
            if suggestion.term[0] == plain[0]:
                return suggestion.term
        return plain

    def _longest_name(self, tokens: Sequence[_Token], position: int) -> tuple[list[_Target], int]:
        most = min(self._index.longest, len(tokens) - position)
        for size in range(most, 0, -1):
            words = tuple(token.word for token in tokens[position : position + size])
            if targets := _unambiguous(self._index.names.get(words, ())):
                return targets, size
        return [], 0

    def _with_its_own_words(
        self, reading: Reading, tokens: Sequence[_Token], target: _Target, first: int, last: int
    ) -> tuple[int, int]:
        """The name from token `first` to `last` with further words of the product: "airfryer (sabiá)"."""
        if target.kind != EntityKind.PRODUCT:
            return first, last
        while first and self._belongs(reading, target, tokens[first - 1], tokens[first - 1 : first + 1]):
            first -= 1
        while last + 1 < len(tokens) and self._belongs(
            reading, target, tokens[last + 1], tokens[last : last + 2]
        ):
            last += 1
        return first, last

    def _belongs(self, reading: Reading, target: _Target, token: _Token, pair: Sequence[_Token]) -> bool:
        """Whether `token` is a word of the target, and nothing but fillers stands between the pair."""
        between = reading.folded[pair[0].end : pair[1].start]
        return target in self._index.words.get(token.word, ()) and not _BREAK.search(between)

    def _pinned_down(self, reading: Reading, tokens: Sequence[_Token]) -> Iterator[Candidate]:
        """A product named by part of its name: two or more words in a row that only it has together."""
        run: list[_Token] = []
        common: set[_Target] = set()
        for token in (*tokens, _Token("", 0, 0)):
            having = self._products(token.word)
            if run and having & common and _goes_on(run[-1], token, reading):
                run.append(token)
                common &= having
                continue
            if len(run) > 1 and (target := self._only_product(run, common)):
                span = run[0].start, run[-1].end
                yield Candidate(reading.entity(target.kind, target.value, *span), LIKELY)
            run, common = ([token], having) if having else ([], set())

    def _only_product(self, run: Sequence[_Token], common: set[_Target]) -> _Target | None:
        """The one product that has all words of the run in one of its names, or else in several of them."""
        if not any(len(self._products(token.word)) <= _TELLING for token in run):
            return None
        names = set[tuple[str, ...]].intersection(*(self._index.names_with[token.word] for token in run))
        owners = {target for name in names for target in self._index.names[name]} & common
        found = owners or common
        return next(iter(found)) if len(found) == 1 else None

    def _products(self, word: str) -> set[_Target]:
        return {target for target in self._index.words.get(word, ()) if target.kind == EntityKind.PRODUCT}


def _goes_on(last: _Token, token: _Token, reading: Reading) -> bool:
    """Whether a word may stand in one name with the one before it.

    A number belongs to the word right before it: "Inverno (de) 400" is a name, "no inverno com 400" is not.
    """
    between = reading.folded[last.end : token.start]
    return between.strip() in ("", "de") if token.word.isdecimal() else _MARK.search(between) is None


def _plain_forms(word: str) -> Iterator[str]:
    """What the word may be without its plural: "cartões" "cartão", "celulares" "celular"."""
    yield singular(word)
    for ending, single in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending) + single


def singular(word: str) -> str:
    """A word without plural ending, enough for names to meet: "fones" and "fone", "cartoes" and "cartao"."""
    if word.endswith("oes") and len(word) > 4:
        return word[:-3] + "ao"
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


def _words(folded: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in _TOKEN.findall(folded) if word not in _FILLERS)


def _unambiguous(targets: Iterable[_Target]) -> list[_Target]:
    """One target for each kind; a name that several things of a kind share does not say which one it is."""
    by_kind: dict[str, list[_Target]] = {}
    for target in targets:
        by_kind.setdefault(target.kind, []).append(target)
    return [same[0] for same in by_kind.values() if len(same) == 1]
