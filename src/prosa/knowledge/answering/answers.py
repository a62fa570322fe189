"""What to say of an article: its own short answer, or the part of it that answers better."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.knowledge.answering.extracting import extract, likeness
from prosa.knowledge.answering.units import Unit, sentences, units
from prosa.language.cleaning import clean
from prosa.language.encoders.passages import PassageEncoder
from prosa.language.normalise import normalise

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Unit vectors of normalised texts (`language.encoders`). Runs in a thread."""

BETTER = 0.45
"""How many deviations likelier to answer than title, questions and summary a part must be to be said in
their place. Chosen by reading what was said to the sample shop's questions: from here on hardly any part
is worse than the summary."""
KEPT = 500
"""Passages whose vectors are kept: some 20 MB."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article as an answer is made from it."""

    title: str
    questions: tuple[str, ...]
    summary: str
    """What somebody wrote as the answer to title and questions."""
    passage: str
    """The part of its body (Markdown) that is nearest to the question."""


@dataclass(frozen=True, slots=True)
class _Read:
    units: tuple[Unit, ...]
    told: int
    """How many of them are the title, the questions and the summary."""
    meanings: NDArray[np.float32]
    passages: NDArray[np.float32]


class Extractor:
    """Finds what of an article answers a question."""

    def __init__(self, encode: Encode, passage_encoder: Callable[[], PassageEncoder | None]) -> None:
        """`passage_encoder` gives None as long as there is none; then summaries are said as they are."""
        self._encode = encode
        self._passage_encoder = passage_encoder
        self._read: OrderedDict[Source, _Read] = OrderedDict()

    async def answer(self, question: str, vector: NDArray[np.float32], source: Source) -> str:
        """The summary, or what in the passage answers better: plain text, a few lines at most.

        `vector` is the question's `Understanding.vector`.
        """
        encoder = self._passage_encoder()
        if encoder is None and source.summary:
            return source.summary
        return await asyncio.to_thread(self._answer, question, vector, source, encoder)

    def _answer(
        self, question: str, vector: NDArray[np.float32], source: Source, encoder: PassageEncoder | None
    ) -> str:
        read = self._reading(source, encoder)
        if len(read.units) == read.told:
            return source.summary
        scores = _deviations(likeness(question, read.units, read.meanings @ vector))
        if encoder is not None:
            scores = (scores + _deviations(read.passages @ encoder.questions([question])[0])) / 2
        told, parts = scores[: read.told], scores[read.told :]
        if source.summary and parts.max() < told.max(initial=-np.inf) + BETTER:
            return source.summary
        return extract(read.units[read.told :], parts)

    def _reading(self, source: Source, encoder: PassageEncoder | None) -> _Read:
        read = self._read.get(source)
        if read is None:
            read = _read(source, self._encode, encoder)
            if encoder is not None:
                self._read[source] = read
        else:
            self._read.move_to_end(source)
        while len(self._read) > KEPT:
            self._read.popitem(last=False)
        return read


def _read(source: Source, encode: Encode, encoder: PassageEncoder | None) -> _Read:
    summary = source.summary
    told = (source.title, *source.questions, summary, *(sentences(summary) if summary else ()))
    found = (*(Unit(text, -1) for text in told if text), *units(source.passage))
    texts = [f"{unit.heading}. {unit.text}" if unit.heading else unit.text for unit in found]
    return _Read(
        found,
        sum(unit.block == -1 for unit in found),
        encode([normalise(clean(text).text) for text in texts]),
        encoder.passages(texts) if encoder is not None else np.zeros((0, 0), dtype=np.float32),
    )


def _deviations(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """The scores on a scale that two encoders share: deviations from their mean."""
    spread = float(scores.std())
    return np.asarray(
        (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores), dtype=np.float64
    )
