"""What an action's answer gives: named values out of JSON, and a company's reason for a no."""

import unicodedata
from collections.abc import Mapping
from typing import cast

import orjson

MAX_CHARS = 500
MAX_ITEMS = 20
REASON_CHARS = 300
_REASONS = ("message", "reason", "detail")


class NotJson(ValueError):
    """The answer is no JSON."""


def read_json(content: bytes) -> object:
    """The answer; {} for an empty one. Raises `NotJson`."""
    if not content.strip():
        return {}
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        raise NotJson("the answer is not JSON") from None


def given(answer: object, gives: Mapping[str, str]) -> dict[str, str]:
    """The values an action gives, by name. What is not there, or is no plain value, is left out."""
    values = {name: _plain(_at(answer, path)) for name, path in gives.items()}
    return {name: value for name, value in values.items() if value is not None}


def reason(answer: object) -> str:
    """Why the company refuses, for the customer: one line of harmless characters, bounded; "" for none."""
    said = next((text for name in _REASONS if isinstance(text := _at(answer, name), str)), "")
    return one_line(said, REASON_CHARS)


def one_line(text: str, limit: int = MAX_CHARS) -> str:
    """Text of a company's system as it may be shown: without line breaks and control characters, bounded."""
    seen = "".join(
        character if unicodedata.category(character)[0] not in "CZ" else " "
        for character in text[: limit * 4]
    )
    line = " ".join(seen.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def _at(answer: object, path: str) -> object:
    for name in path.split("."):
        if isinstance(answer, dict):
            answer = cast(dict[str, object], answer).get(name)
        elif isinstance(answer, list) and name.isdigit() and int(name) < len(cast(list[object], answer)):
            answer = cast(list[object], answer)[int(name)]
        else:
            return None
    return answer


def _plain(value: object) -> str | None:
    match value:
        case bool():
            return "sim" if value else "não"
        case str():
            return one_line(value)
        case int() | float():
            return str(value)
        case list():
            items = [_plain(item) for item in cast(list[object], value)[:MAX_ITEMS]]
            return one_line(", ".join(item for item in items if item))
        case _:
            return None
