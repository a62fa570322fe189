"""How much of a question's words a passage has: BM25 over stems, as a share of what could be had. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prosa.knowledge.vocabulary import Vocabulary

_SATURATION = 1.2
"""BM25's k1: how soon a word that comes again stops counting."""
_LENGTH = 0.75
"""BM25's b: how much a long passage has to have more."""
SLIP = 0.8
"""What a word counts that was probably meant, against the word itself."""
SYNONYM = 0.7


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question."""

    weight: float
    """Its rarity, 0 to 1."""
    forms: Mapping[str, float]
    """Stems that stand for it, and what each counts, at most 1."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a passage has of a question's words, each a share of about 0 to 1."""

    whole: float
    sentence: float
    """Its best sentence."""


def terms_of(
    words: Sequence[str], vocabulary: Vocabulary, synonyms: Mapping[str, Sequence[str]]
) -> tuple[Term, ...]:
    """The question's words with what else stands for them."""
    return tuple(_term(word, vocabulary, synonyms) for word in words)


def _term(word: str, vocabulary: Vocabulary, synonyms: Mapping[str, Sequence[str]]) -> Term:
    meant = vocabulary.meant.get(word)
    forms = dict.fromkeys((*synonyms.get(word, ()), *synonyms.get(meant or "", ())), SYNONYM)
    if meant is not None:
        forms[meant] = SLIP
    forms[word] = 1.0
    return Term(vocabulary.rarity(meant or word), forms)


def share(terms: Iterable[Term], words: Iterable[str]) -> float:
    """The share of the terms, by weight, that are among the words."""
    known = frozenset(words)
    every = had = 0.0
    for term in terms:
        every += term.weight
        had += term.weight * max((count for form, count in term.forms.items() if form in known), default=0)
    return had / max(every, 0.5)


def find(terms: Sequence[Term], passages: Sequence[str]) -> list[Found]:
    """What each passage (`terms.stored`) has. Its length counts against the mean of these passages'."""
    wanted = frozenset(form for term in terms for form in term.forms)
    read = [_read(passage, wanted) for passage in passages]
    sizes = [sum(length for length, _ in lines) for lines in read]
    mean = sum(sizes) / max(1, len(sizes))
    sentence_mean = sum(sizes) / max(1, sum(len(lines) for lines in read))
    every = max(sum(term.weight for term in terms), 0.5)
    return [
        Found(
            whole=_bm25(terms, [word for _, words in lines for word in words], size / max(mean, 1.0)) / every,
            sentence=max(_bm25(terms, words, length / max(sentence_mean, 1.0)) for length, words in lines)
            / every,
        )
        for lines, size in zip(read, sizes, strict=True)
    ]


def _read(passage: str, wanted: frozenset[str]) -> list[tuple[int, list[str]]]:
    """Of each sentence its length and those of its words that are asked for: most are not."""
    lines = [line.split() for line in passage.split("\n")]
    return [(len(line), [word for word in line if word in wanted]) for line in lines]


def _bm25(terms: Sequence[Term], words: Sequence[str], length: float) -> float:
    """`length` is relative to the mean."""
    if not words:
        return 0.0
    counts = Counter(words)
    room = _SATURATION * (1 - _LENGTH + _LENGTH * length)
    total = 0.0
    for term in terms:
        times = max(counts[form] * worth for form, worth in term.forms.items())
        if times:
            total += term.weight * times * (_SATURATION + 1) / (times + room)
    return total
