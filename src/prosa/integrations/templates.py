"""Requests made of an action's templates and the values of a conversation."""

import re
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote, urlencode

import orjson

from prosa.packs.actions import PLACEHOLDER, Action

MAX_VALUE_CHARS = 1000
"""Longest value that is put into a request."""
_MISSING = object()


class Incomplete(ValueError):
    """The path or a header needs a value that is not known."""


def target(action: Action, values: Mapping[str, str]) -> str:
    """Path and query, every value percent-encoded: none of them can lead elsewhere. Raises `Incomplete`."""
    path = PLACEHOLDER.sub(lambda found: _segment(_value(found[1], values)), action.path or "/")
    query = {name: _text(template, values) for name, template in action.query.items()}
    known = {name: text for name, text in query.items() if text != ""}
    return f"{path}?{urlencode(known)}" if known else path


def headers(action: Action, values: Mapping[str, str]) -> dict[str, str]:
    """The pack's own headers. What no header may hold is percent-encoded."""
    return {name: quote(_text(text, values), safe=_IN_HEADERS) for name, text in action.headers.items()}


def body(action: Action, values: Mapping[str, str]) -> bytes:
    """The JSON to send; b"" for none. Fields whose only value is not known are left out."""
    if action.body is None:
        return b""
    filled = _filled(action.body, values)
    return orjson.dumps({} if filled is _MISSING else filled)


_IN_HEADERS = " !#$&'()*+,/:;=?@[]-._~"


def _segment(value: str) -> str:
    """A value as one segment of a path: "." and ".." as well lead nowhere."""
    return quote(value, safe="") if value.strip(".") else quote(value, safe="").replace(".", "%2E")


def _value(name: str, values: Mapping[str, str]) -> str:
    value = values.get(name, "")[:MAX_VALUE_CHARS]
    if not value.strip():
        raise Incomplete(f"{name} is not known")
    return value


def _text(template: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: values.get(found[1], "")[:MAX_VALUE_CHARS], template)


def _filled(template: object, values: Mapping[str, str]) -> Any:
    if isinstance(template, str):
        alone = re.fullmatch(PLACEHOLDER, template)
        if alone is not None and alone[1] not in values:
            return _MISSING
        return _text(template, values)
    if isinstance(template, dict):
        filled = {key: _filled(each, values) for key, each in cast(dict[str, object], template).items()}
        return {key: each for key, each in filled.items() if each is not _MISSING}
    if isinstance(template, list):
        return [
            each for one in cast(list[object], template) if (each := _filled(one, values)) is not _MISSING
        ]
    return template
