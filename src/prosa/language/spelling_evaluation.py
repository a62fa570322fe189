"""How well spelling is corrected: misspellings put right, and right words left alone."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from time import perf_counter

from prosa.language.spelling import Speller

_SHOWN = 100
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Miscorrected:
    """A misspelling that did not become the right word."""

    typed: str
    given: str
    meant: str


@dataclass(frozen=True, slots=True)
class Altered:
    """A word of clean text that was changed, and how often."""

    written: str
    given: str
    times: int


@dataclass(frozen=True, slots=True)
class SpellingReport:
    """What `evaluate_spelling` found. Shares are from 0 to 1, and 0 where there was nothing to measure.

    `altered_share` is of the `words` of the clean messages. `ms_per_message` is the mean over the clean
    messages, each corrected once in order by a speller that remembers the words it has seen.
    """

    pairs: int
    right_share: float
    words: int
    altered_share: float
    ms_per_message: float
    wrong: tuple[Miscorrected, ...]
    """Every misspelling that was missed."""
    altered: tuple[Altered, ...]
    """The clean words altered most, at most a hundred."""


def evaluate_spelling(
    pairs: Sequence[tuple[str, str]], clean: Sequence[str], speller: Speller | None = None
) -> SpellingReport:
    """Measures a speller, the general one by default, on (misspelt, right) pairs and on correct messages.

    A pair counts as right only when exactly the right spelling comes out, accents, spaces and hyphens too.
    """
    speller = speller or Speller.general()
    given = [speller.correct_text(typed) for typed, _ in pairs]
    wrong = tuple(
        Miscorrected(typed, found, meant)
        for (typed, meant), found in zip(pairs, given, strict=True)
        if found != meant
    )
    began = perf_counter()
    corrected = [speller.correct_text(message) for message in clean]
    seconds = perf_counter() - began
    words = sum(len(_WORD.findall(message)) for message in clean)
    changes = Counter(
        change
        for message, found in zip(clean, corrected, strict=True)
        if message != found
        for change in _changes(_WORD.findall(message), _WORD.findall(found))
    )
    return SpellingReport(
        pairs=len(pairs),
        right_share=1 - len(wrong) / len(pairs) if pairs else 0.0,
        words=words,
        altered_share=changes.total() / words if words else 0.0,
        ms_per_message=1000 * seconds / len(clean) if clean else 0.0,
        wrong=wrong,
        altered=tuple(Altered(*change, times) for change, times in changes.most_common(_SHOWN)),
    )


def _changes(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """Each word that was altered, with what stands in its place; a word made two is one that was altered."""
    if len(before) == len(after):
        return [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    changes: list[tuple[str, str]] = []
    for kind, start, end, there, until in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind != "equal":
            changes.extend((word, " ".join(after[there:until])) for word in before[start:end])
    return changes
