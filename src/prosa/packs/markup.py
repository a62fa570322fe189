"""Rasa's inline entities: `quero uma [airfrai](product:airfryer)` → the plain text and what it marks."""

import json
import re
from dataclasses import dataclass
from typing import cast

_MARKED = re.compile(
    r"\[(?P<text>[^\[\]]+)\]"
    r"(?:\((?P<short>[^()]*)\)|(?P<one>\{[^{}]*\})|\[(?P<many>\{[^\[\]]*\})\])"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of an example, marked as an entity. Role and group are read and set aside: nothing uses them."""

    kind: str
    text: str
    value: str


class MarkupError(ValueError):
    """An inline entity that cannot be read."""


def read_markup(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The example as a customer would write it, and its marks. Raises `MarkupError`."""
    marks: list[Mark] = []
    plain: list[str] = []
    end = 0
    for match in _MARKED.finditer(text):
        plain.append(text[end : match.start()])
        plain.append(match["text"])
        end = match.end()
        marks.extend(_marks(match))
    plain.append(text[end:])
    return "".join(plain), tuple(marks)


def _marks(match: re.Match[str]) -> list[Mark]:
    text = match["text"]
    if match["short"] is not None:
        kind, _, value = match["short"].partition(":")
        return [_mark(text, kind, value, match[0])]
    try:
        found: object = json.loads(f"[{match['one'] or match['many']}]")
    except json.JSONDecodeError as error:
        raise MarkupError(f"{match[0]}: what is in braces is not JSON ({error.msg.lower()})") from None
    return [
        _mark(text, fields.get("entity"), fields.get("value"), match[0])
        for fields in cast(list[dict[str, object]], found)
    ]


def _mark(text: str, kind: object, value: object, whole: str) -> Mark:
    if not isinstance(kind, str) or not kind.strip():
        raise MarkupError(f"{whole}: the entity has no name; write [text](name) or [text](name:value)")
    # A value may be a number in JSON; "" and null mean that none is given.
    given = "" if value is None else str(value).strip()
    return Mark(kind.strip(), text, given or text)
