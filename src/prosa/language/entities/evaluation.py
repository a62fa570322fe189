"""How well entities are found: exact spans with their values, spans alone, and what went wrong."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from prosa.language.entities.canonical import same_value
from prosa.language.understanding import Entity

Find = Callable[["Annotated"], Sequence[Entity]]
"""Finds the entities of an annotated message's text, as seen from its day."""

_MARKS_AROUND = " \t\n\"'“”‘’«»()[]#.,;:!?"
"""Characters at the ends of a span that make no difference: "#10432" and "10432" are the same place."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An entity that a person marked. Without a `value` only its span is compared."""

    kind: str
    start: int
    end: int
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A message with all its entities of the kinds that its file marks."""

    text: str
    entities: tuple[Expected, ...]
    today: date | None = None
    """The day it was written on, where its file says so: what "amanhã" counts from."""


class Slip(StrEnum):
    """How an entity was mistaken."""

    MISSED = "missed"
    INVENTED = "invented"
    WRONG_SPAN = "wrong span"
    WRONG_VALUE = "wrong value"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One entity that was not found as marked; what is absent on one side is None."""

    text: str
    slip: Slip
    expected: Expected | None
    found: Entity | None


@dataclass(frozen=True, slots=True)
class Score:
    """Entities marked, found and both, with the usual ratios; all are 1 when there is nothing to find."""

    expected: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found that are right."""
        return self.right / self.found if self.found else float(not self.expected)

    @property
    def recall(self) -> float:
        """Share of the marked that were found."""
        return self.right / self.expected if self.expected else float(not self.found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class EntityReport:
    """What finding entities is worth on a set of messages.

    `exact` asks for kind, span and value; `spans` for kind and span; `values` for kind, value and a span that
    overlaps. `macro_f1` is the mean of the kinds' exact F1.
    """

    messages: int
    exact: Score
    spans: Score
    values: Score
    by_kind: dict[str, Score]
    spans_by_kind: dict[str, Score]
    mistakes: tuple[Mistake, ...]
    ms_per_message: float

    @property
    def macro_f1(self) -> float:
        """Mean F1 of the kinds that were marked or found."""
        return sum(score.f1 for score in self.by_kind.values()) / len(self.by_kind) if self.by_kind else 1.0


@dataclass(slots=True)
class _Tally:
    expected: Counter[str] = field(default_factory=Counter[str])
    found: Counter[str] = field(default_factory=Counter[str])
    exact: Counter[str] = field(default_factory=Counter[str])
    spans: Counter[str] = field(default_factory=Counter[str])
    values: Counter[str] = field(default_factory=Counter[str])
    mistakes: list[Mistake] = field(default_factory=list[Mistake])

    def score(self, right: Counter[str], kind: str | None = None) -> Score:
        if kind is None:
            return Score(self.expected.total(), self.found.total(), right.total())
        return Score(self.expected[kind], self.found[kind], right[kind])


def evaluate_entities(find: Find, annotated: Iterable[Annotated]) -> EntityReport:
    """Compares what `find` finds with what is marked.

    Only kinds that are marked somewhere in the set are compared: a set of dates says nothing about orders.
    """
    messages = list(annotated)
    kinds = {entity.kind for message in messages for entity in message.entities}
    tally = _Tally()
    seconds = 0.0
    for message in messages:
        began = time.perf_counter()
        found = find(message)
        seconds += time.perf_counter() - began
        _compare(message, [entity for entity in found if entity.kind in kinds], tally)
    return EntityReport(
        messages=len(messages),
        exact=tally.score(tally.exact),
        spans=tally.score(tally.spans),
        values=tally.score(tally.values),
        by_kind={kind: tally.score(tally.exact, kind) for kind in sorted(kinds)},
        spans_by_kind={kind: tally.score(tally.spans, kind) for kind in sorted(kinds)},
        mistakes=tuple(tally.mistakes),
        ms_per_message=1000 * seconds / len(messages) if messages else 0.0,
    )


def _compare(message: Annotated, found: Sequence[Entity], tally: _Tally) -> None:
    left = list(found)
    tally.found.update(entity.kind for entity in found)
    for expected in message.entities:
        tally.expected[expected.kind] += 1
        match = _counterpart(message.text, expected, left)
        if match is None:
            tally.mistakes.append(Mistake(message.text, Slip.MISSED, expected, None))
            continue
        left.remove(match)
        placed = _span(message.text, expected) == _span(message.text, match)
        valued = expected.value is None or same_value(expected.kind, expected.value, match.value)
        tally.spans[expected.kind] += placed
        tally.values[expected.kind] += valued
        tally.exact[expected.kind] += placed and valued
        if not (placed and valued):
            slip = Slip.WRONG_VALUE if placed else Slip.WRONG_SPAN
            tally.mistakes.append(Mistake(message.text, slip, expected, match))
    tally.mistakes.extend(Mistake(message.text, Slip.INVENTED, None, entity) for entity in left)


def _counterpart(text: str, expected: Expected, found: Sequence[Entity]) -> Entity | None:
    """Of the found ones of this kind that share a character, the one at the same place, else the first."""
    same = [
        entity
        for entity in found
        if entity.kind == expected.kind and entity.start < expected.end and expected.start < entity.end
    ]
    return min(same, key=lambda entity: _span(text, entity) != _span(text, expected), default=None)


def _span(text: str, entity: Expected | Entity) -> tuple[int, int]:
    start, end = entity.start, entity.end
    while start < end and text[start] in _MARKS_AROUND:
        start += 1
    while start < end and text[end - 1] in _MARKS_AROUND:
        end -= 1
    return start, end
