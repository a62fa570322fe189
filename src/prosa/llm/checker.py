"""Lets through what the sources bear out, sentence by sentence. Pure.

It does not understand a sentence. It looks for what does harm when it is wrong and can be told by comparing:
figures of every kind, links, codes, weighty words, deeds, what was told in confidence, denial, and whether
the words are the sources' at all. Whatever fails costs a fluent answer, never a wrong one: the article's own
words are sent instead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from prosa.language.entities.reading import fold
from prosa.llm import claims
from prosa.llm.asking import Passage
from prosa.llm.figures import Value, figures, without_addresses
from prosa.llm.wording import content, denies, stems, weighty

GROUNDED = 0.7
"""Share of a sentence's words that the sources have to have."""
LONGEST_SENTENCE = 500
_TOGETHER = 0.5
"""Share of a clause's words that one clause of the sources has to have."""
_ALIKE = 0.6
"""Share of a sentence's words in a clause from which the two are taken to say the same, or the contrary."""

_CITATION = re.compile(r"\s?\[(\d{1,3})(?:\s?[,;e]\s?(\d{1,3}))*\]")
_NUMBERS = re.compile(r"\d{1,3}")
_PLACEHOLDER = re.compile(r"\[[A-Z]{2,12}_\d{1,2}\]")
_LIST_MARK = re.compile(r"^\s*\d{1,2}[.)]\s")
_CLAUSE = re.compile(r"[.!?;:\n|]+|,?\s+(?:mas|porem|e\s+nao)\b")


class Flaw(StrEnum):
    """Why a sentence is not let through."""

    FIGURE = "figure"
    LINK = "link"
    WORD = "word"
    CITATION = "citation"
    DEED = "deed"
    BETRAYAL = "betrayal"
    DISGUISE = "disguise"
    CONTRARY = "contrary"
    UNGROUNDED = "ungrounded"
    ENDLESS = "endless"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text bears out."""

    folded: str
    """As one line of words, to look for wordings in."""
    values: frozenset[Value]
    stems: frozenset[str]
    clauses: tuple[tuple[frozenset[str], bool], ...]
    """Each clause's words, and whether it denies."""

    @classmethod
    def of(cls, text: str) -> "Evidence":
        """Everything in a text that an answer may say."""
        return _evidence(text)

    def joined(self, other: "Evidence") -> "Evidence":
        """What two texts bear out together."""
        return Evidence(
            f"{self.folded}\n{other.folded}",
            self.values | other.values,
            self.stems | other.stems,
            self.clauses + other.clauses,
        )


_NONE = Evidence("", frozenset(), frozenset(), ())


@lru_cache(maxsize=512)
def _evidence(text: str) -> Evidence:
    folded = fold(text)
    values = {reading for figure in figures(text) for reading in figure.readings}
    # A date bears out the same day told without its year; a price also its bare number.
    values |= {("date", value[1], value[2], "") for value in values if value[0] == "date"}
    values |= {("word", word) for word in re.findall(r"\w{5,}", folded)}
    clauses = tuple(
        (frozenset(content(clause)), denies(clause)) for clause in _CLAUSE.split(text) if clause.strip()
    )
    words = " ".join(re.findall(r"\w+", folded))
    return Evidence(f"{folded}\n{words}", frozenset(values), stems(text), clauses)


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence after the look at it."""

    text: str
    """Without its citations."""
    cited: tuple[int, ...]
    """Passages, from 0."""
    flaw: Flaw | None
    bare: bool = False
    """It says nothing by itself ("Claro!"): let out only with one that does."""


class Checker:
    """Judges the sentences of one answer, in order."""

    def __init__(
        self, passages: Sequence[Passage], told: Sequence[str], placeholders: Sequence[str] = ()
    ) -> None:
        """`told` is what the model was told besides: none of it may come back. Costs milliseconds."""
        self._each = [Evidence.of(f"{passage.title}\n{passage.text}\n{passage.link}") for passage in passages]
        self._told = frozenset(run for text in told for run in claims.runs(text))
        self._secrets = [fold(text) for text in told if " " not in text and len(text) >= 8]
        self._placeholders = frozenset(placeholders)
        self._said: set[str] = set()

    def judge(self, sentence: str) -> Judged:
        """Whether this sentence may be shown."""
        cited = tuple(
            int(number) - 1 for match in _CITATION.finditer(sentence) for number in _NUMBERS.findall(match[0])
        )
        text = _CITATION.sub("", sentence)
        bare_text = _LIST_MARK.sub("", text)
        placeholders = _PLACEHOLDER.findall(bare_text)
        plain = _PLACEHOLDER.sub(" ", bare_text)
        if any(not 0 <= place < len(self._each) for place in cited):
            return Judged(text, (), Flaw.CITATION)
        if not self._placeholders.issuperset(placeholders):
            return Judged(text, cited, Flaw.FIGURE)
        words = content(without_addresses(plain))
        flaw = self._flaw(plain, words, cited)
        return Judged(text, cited, flaw, bare=flaw is None and not words)

    def _flaw(self, text: str, words: list[str], cited: tuple[int, ...]) -> Flaw | None:
        if len(text) > LONGEST_SENTENCE:
            return Flaw.ENDLESS
        same = " ".join(re.findall(r"\w+", fold(text)))
        if same and same in self._said:
            return Flaw.REPEATED
        self._said.add(same)
        if any(secret in fold(text) for secret in self._secrets):
            return Flaw.BETRAYAL
        flaws = [self._flaw_by(evidence, text, words) for evidence in self._evidence_for(cited)]
        return None if None in flaws else flaws[0]

    def _flaw_by(self, evidence: Evidence, text: str, words: list[str]) -> Flaw | None:
        if claims.is_disguised(text, evidence.folded):
            return Flaw.DISGUISE
        if claims.betrays(text, evidence.folded) or claims.quotes(text, self._told, evidence.folded):
            return Flaw.BETRAYAL
        if claims.claims_a_deed(text, evidence.folded):
            return Flaw.DEED
        for figure in figures(text):
            if evidence.values.isdisjoint(figure.readings):
                return Flaw.LINK if figure.readings[0][0] in ("link", "email") else Flaw.FIGURE
        if not weighty(text) <= evidence.stems:
            return Flaw.WORD
        return _ungrounded(words, text, evidence)

    def _evidence_for(self, cited: tuple[int, ...]) -> list[Evidence]:
        """What may bear a sentence out: the passages that it names, together; else any single one.

        Words picked from several passages at once make almost any sentence.
        """
        if not cited:
            return self._each or [_NONE]
        joined = self._each[cited[0]]
        for place in cited[1:]:
            joined = joined.joined(self._each[place])
        return [joined]

    def leaning_on(self, text: str) -> int:
        """The passage that has most of the words of a text: where an answer without citations comes from."""
        words = set(content(text))
        return max(range(len(self._each)), key=lambda place: len(words & self._each[place].stems), default=0)


def _ungrounded(words: list[str], text: str, evidence: Evidence) -> Flaw | None:
    if not words:
        return None
    known = [word for word in words if word in evidence.stems]
    if len(known) < GROUNDED * len(words):
        return Flaw.UNGROUNDED
    return next((flaw for clause in _CLAUSE.split(text) if (flaw := _fits(clause, evidence))), None)


def _fits(clause: str, evidence: Evidence) -> Flaw | None:
    """Compares a clause with those of the sources that have most of its words.

    Its words have to stand together somewhere, not be picked from all over; and what it denies, or does not,
    has to be denied there, or not.
    """
    words = frozenset(content(without_addresses(clause)))
    if not words & evidence.stems:
        return None
    alike = [(len(words & told) / len(words), negative) for told, negative in evidence.clauses if told]
    best = max((share for share, _ in alike), default=0.0)
    if len(words) > 2 and best < _TOGETHER:
        return Flaw.UNGROUNDED
    negates = denies(clause)
    same = max((share for share, negative in alike if negative is negates), default=0.0)
    if negates or best >= _ALIKE:
        return None if same >= best - 0.1 and same >= _TOGETHER else Flaw.CONTRARY
    return None
