"""TF-IDF over words and characters: scikit-learn's numbers, without its cost for a single message."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from prosa.language.normalise import without_accents

_WORD = re.compile(r"\w+")
_SHORTEST_GRAM = 2
_LONGEST_GRAM = 5

Columns = NDArray[np.int32]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SparseRow:
    """One message as the columns it has and how much each weighs."""

    columns: Columns
    weights: Weights


@dataclass(frozen=True, slots=True)
class NgramVectoriser:
    """Text to a sparse row: word 1- and 2-grams and character 2- to 5-grams within words, accents ignored.

    Weights are (1 + ln tf)·idf. Words and characters are scaled to length 1 each, so that neither drowns
    the other.
    """

    words: Mapping[str, int]
    """Column of each word n-gram: 0 … len(words) - 1."""
    characters: Mapping[str, int]
    """Column of each character n-gram: len(words) … ."""
    idf: Weights

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.words) + len(self.characters)

    def row(self, text: str) -> SparseRow:
        """The sparse row of a normalised text. N-grams that training never saw have no column."""
        tokens = _tokens(text)
        blocks = (
            self._block(_word_grams(tokens), self.words),
            self._block(_character_grams(tokens), self.characters),
        )
        return SparseRow(
            np.concatenate([columns for columns, _ in blocks]),
            np.concatenate([weights for _, weights in blocks]),
        )

    def unfamiliar(self, text: str) -> float:
        """Share of a text's letters that stand in words training never saw, 0 to 1."""
        return _share_of_letters(text, lambda token: token not in self.words)

    def _block(self, grams: Iterator[str], vocabulary: Mapping[str, int]) -> tuple[Columns, Weights]:
        counts: dict[int, int] = {}
        for gram in grams:
            column = vocabulary.get(gram)
            if column is not None:
                counts[column] = counts.get(column, 0) + 1
        columns = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        seen = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (np.float32(1) + np.log(seen)) * self.idf[columns]
        length = math.sqrt(float(weights @ weights))
        return columns, weights / np.float32(length) if length else weights


def fit_vectoriser(texts: Sequence[str], rarest: int = 1) -> NgramVectoriser:
    """Learns the columns of a collection of texts: every n-gram that at least `rarest` of them have."""
    in_words: Counter[str] = Counter()
    in_characters: Counter[str] = Counter()
    for text in texts:
        tokens = _tokens(text)
        in_words.update(set(_word_grams(tokens)))
        in_characters.update(set(_character_grams(tokens)))
    kept_words = sorted(gram for gram, count in in_words.items() if count >= rarest)
    kept_characters = sorted(gram for gram, count in in_characters.items() if count >= rarest)
    frequencies = [in_words[gram] for gram in kept_words] + [in_characters[gram] for gram in kept_characters]
    smoothed = (1 + len(texts)) / (1 + np.asarray(frequencies, dtype=np.float64))
    return NgramVectoriser(
        words={gram: column for column, gram in enumerate(kept_words)},
        characters={gram: column for column, gram in enumerate(kept_characters, start=len(kept_words))},
        idf=(np.log(smoothed) + 1).astype(np.float32),
    )


def unfamiliar_alone(texts: Sequence[str]) -> list[float]:
    """`unfamiliar` of each text as if training had seen only the others: what a new message would have."""
    seen = Counter(token for text in texts for token in set(_tokens(text)))
    return [_share_of_letters(text, lambda token: seen[token] < 2) for text in texts]


def _share_of_letters(text: str, counts: Callable[[str], bool]) -> float:
    tokens = [token for token in _tokens(text) if not token.isdigit()]
    letters = sum(map(len, tokens))
    return sum(len(token) for token in tokens if counts(token)) / letters if letters else 0.0


def _tokens(text: str) -> list[str]:
    return _WORD.findall(without_accents(text))


def _word_grams(tokens: Sequence[str]) -> Iterator[str]:
    yield from tokens
    for first, second in pairwise(tokens):
        yield f"{first} {second}"


def _character_grams(tokens: Sequence[str]) -> Iterator[str]:
    """N-grams of each word with a space on either side, so that beginnings and endings are their own."""
    for token in tokens:
        padded = f" {token} "
        for size in range(_SHORTEST_GRAM, min(_LONGEST_GRAM, len(padded)) + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
