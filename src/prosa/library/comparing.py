"""What differs between two versions of an article. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum

from prosa.library.content import Content

LARGEST = 4_000_000
"""Product of the numbers of differing lines up to which lines are matched; beyond, all count as replaced."""


class Kind(StrEnum):
    """What became of a line."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, other than the body, that differs."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """From one version to another."""

    fields: tuple[FieldChange, ...]
    body: tuple[Line, ...]
    """The whole body, line by line; empty when it is the same in both."""


def compare(before: Content, after: Content) -> Difference:
    """What has to be done to `before` to get `after`."""
    changed = tuple(
        FieldChange(field.name, _shown(getattr(before, field.name)), _shown(getattr(after, field.name)))
        for field in fields(Content)
        if field.name != "body" and getattr(before, field.name) != getattr(after, field.name)
    )
    same_body = before.body == after.body
    return Difference(changed, () if same_body else _lines(before.body.split("\n"), after.body.split("\n")))


def _lines(before: Sequence[str], after: Sequence[str]) -> tuple[Line, ...]:
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    return (
        *(Line(Kind.SAME, text) for text in before[:head]),
        *_differing(old, new),
        *(Line(Kind.SAME, text) for text in before[len(before) - tail :]),
    )


def _differing(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    if len(old) * len(new) > LARGEST:
        return [Line(Kind.REMOVED, text) for text in old] + [Line(Kind.ADDED, text) for text in new]
    lines: list[Line] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            lines += [Line(Kind.SAME, text) for text in old[old_from:old_to]]
        else:
            lines += [Line(Kind.REMOVED, text) for text in old[old_from:old_to]]
            lines += [Line(Kind.ADDED, text) for text in new[new_from:new_to]]
    return lines


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return str(value)
