"""What speaks for a sentiment in a message, as numbers a head can learn from."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from prosa.language.cleaning import clean
from prosa.language.encoders.universal import shared_encoder
from prosa.language.normalise import normalise, without_accents
from prosa.language.scope import Matrix
from prosa.language.sentiment.hearing import hear
from prosa.language.sentiment.judge import judge, signals
from prosa.language.spelling import Speller

_CLAUSE_END = re.compile(r"[.!?;\n]+|, | ?\b(?:mas|porém|porem|só que|so que|entretanto|no entanto|mais)\b ?")
"""Where the mood may turn. People write "mais" for "mas"."""

_SHORTEST_CLAUSE = 3
_MOST_CLAUSES = 12
_DENIED = 3
"""Words after a negation that it is taken to deny, up to the next mark."""

_NEGATIONS = frozenset("nao nunca nem sem nenhum nenhuma jamais".split())
_WORD_OR_MARK = re.compile(r"\w+|[.,;!?]")
_TELLING = (0, 3, 9, 10, 11, 12)
"""The signals that say most of a clause: mood, failures, and the margins of likeness."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Messages as a head sees them, one row each.

    `marked` is the text with denied words marked ("nao_gostei"), for n-grams; `meaning` the vectors of the
    message and of its clauses on average; `hints` what the built-in ear makes of the message and its clauses.
    """

    marked: tuple[str, ...]
    meaning: Matrix
    hints: Matrix


def gather(texts: Sequence[str], speller: Speller) -> Evidence:
    """The evidence in each text."""
    written = [clean(text).text for text in texts]
    normalised = [speller.correct_text(normalise(text)) for text in written]
    clauses = [clauses_of(text) for text in normalised]
    vectors, parts = shared_encoder().encode(normalised), [part for each in clauses for part in each]
    part_vectors = shared_encoder().encode(parts)
    counts = np.asarray([len(each) for each in clauses], dtype=np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)[:-1]])
    share = counts[:, None].astype(np.float32)
    whole = _heard(written, normalised, vectors)
    each = _heard(parts, parts, part_vectors)[:, [*_TELLING, -3, -2, -1]]
    by_clause = (
        np.maximum.reduceat(each, starts),
        np.minimum.reduceat(each, starts),
        np.add.reduceat(each, starts) / share,
        each[starts],
        each[starts + counts - 1],
    )
    looks = np.asarray([_looks(*row) for row in zip(written, clauses, strict=True)], dtype=np.float32)
    return Evidence(
        marked=tuple(_marked(text) for text in normalised),
        meaning=np.hstack([vectors, np.add.reduceat(part_vectors, starts) / share]).astype(np.float32),
        hints=np.hstack([whole, *by_clause, looks]).astype(np.float32),
    )


def clauses_of(normalised: str) -> list[str]:
    """The clauses of a normalised text, at least one: the text itself where nothing divides it."""
    parts = [part.strip() for part in _CLAUSE_END.split(normalised)]
    return [part for part in parts if len(part) >= _SHORTEST_CLAUSE][-_MOST_CLAUSES:] or [normalised]


def _heard(written: Sequence[str], normalised: Sequence[str], vectors: Matrix) -> Matrix:
    """The judge's signals and, in the last three columns, the chances it gives."""
    heard = [hear(*pair) for pair in zip(written, normalised, strict=True)]
    likeness = judge().likeness.of(vectors)
    return np.hstack([signals(heard, likeness), judge().weigh(heard, likeness)])


def _looks(written: str, clauses: Sequence[str]) -> tuple[float, ...]:
    return (
        math.log1p(len(written)),
        math.log(len(clauses)),
        min(written.count("!"), 5),
        min(written.count("?"), 5),
        sum(map(str.isupper, written)) / max(1, len(written)),
        float("..." in written),
    )


def _marked(normalised: str) -> str:
    """The words without accents, those that a negation denies marked with it."""
    words: list[str] = []
    denied = 0
    for word in _WORD_OR_MARK.findall(without_accents(normalised)):
        if not word[0].isalnum():
            denied = 0
        elif word in _NEGATIONS:
            words.append(word)
            denied = _DENIED
        else:
            words.append(f"nao_{word}" if denied else word)
            denied = max(0, denied - 1)
    return " ".join(words)
