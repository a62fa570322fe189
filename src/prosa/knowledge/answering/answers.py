"""What to say of an article: its own short answer, or the part of it that answers better."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from prosa.knowledge.answering.extracting import extract, likeness
from prosa.knowledge.answering.units import Unit, sentences, units
from prosa.knowledge.questions import Questions
from prosa.language.cleaning import clean
from prosa.language.normalise import normalise

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Unit vectors of normalised texts (`language.encoders`). Runs in a thread."""

BETTER = 0.45
"""How many deviations likelier to answer than title, questions and summary a part must be to be said in
their place. Chosen by reading what was said to the sample shop's questions: from here on hardly any part
is worse than the summary."""
KEPT = 4096
"""Titles, questions and sentences whose vectors are kept: 15 MB."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article as an answer is made from it."""

    title: str
    questions: tuple[str, ...]
    summary: str
    """What somebody wrote as the answer to title and questions."""
    passage: str
    """The part of its body (Markdown) that is nearest to the question."""


class Extractor:
    """Finds what of an article answers a question."""

    def __init__(self, encode: Encode, questions: Questions | None = None) -> None:
        """Without `questions`, or until they can be encoded, summaries are said as they are."""
        self._meanings = _Kept(lambda texts: encode([normalise(clean(text).text) for text in texts]))
        self._questions = questions
        self._passages = _Kept(self._encode_passages)

    async def answer(self, question: str, vector: NDArray[np.float32], source: Source) -> str:
        """The summary, or what in the passage answers better: plain text, a few lines at most.

        `vector` is the question's `Understanding.vector`.
        """
        if source.summary and source.passage in ("", source.summary):
            return source.summary
        near = await self._questions.vector(question) if self._questions is not None else None
        if near is None and source.summary:
            return source.summary
        return await asyncio.to_thread(self._answer, question, vector, near, source)

    def _answer(
        self, question: str, vector: NDArray[np.float32], near: NDArray[np.float32] | None, source: Source
    ) -> str:
        summary = source.summary
        told = [text for text in (source.title, *source.questions, summary, *sentences(summary)) if text]
        parts = units(source.passage)
        if not parts:
            return summary
        found = [*(Unit(text, -1) for text in told), *parts]
        texts = [f"{unit.heading}. {unit.text}" if unit.heading else unit.text for unit in found]
        scores = _deviations(likeness(question, found, self._meanings(texts) @ vector))
        if near is not None:
            scores = (scores + _deviations(self._passages(texts) @ near)) / 2
        best = scores[len(told) :].max()
        if summary and best < scores[: len(told)].max() + BETTER:
            return summary
        return extract(parts, scores[len(told) :])

    def _encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        encoder = self._questions.encoder if self._questions is not None else None
        if encoder is None:
            raise RuntimeError("there is no question's vector without the encoder")
        return encoder.passages(texts)


class _Kept:
    """An encoder that remembers: articles say the same to everyone. Safe to use from several threads."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
            for text in known:
                self._kept.move_to_end(text)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known.update(zip(missing, self._encode(missing), strict=True))
        with self._lock:
            self._kept.update((text, known[text]) for text in missing)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return np.stack([known[text] for text in texts])


def _deviations(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """The scores on a scale that two encoders share: deviations from their mean."""
    spread = float(scores.std())
    return np.asarray((scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores), np.float64)
