"""Reads messages with marked entities: JSON lines with offsets, Rasa's marks, MASSIVE's slots."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

from prosa.language.entities.canonical import canonical_kind
from prosa.language.entities.evaluation import Annotated, Expected

_KIND_KEYS = ("kind", "type", "entity", "label", "entity_group")
_VALUE_KEYS = ("value", "normalized", "normalised", "canonical")
_RASA = re.compile(
    r"\[(?P<text>[^\[\]]+)\](?:\((?P<kind>[\w-]+)(?::(?P<value>[^()]*))?\)|(?P<json>\{[^{}]*\}))"
)
_SLOT = re.compile(r"\[\s*(?P<kind>[\w-]+)\s:\s(?P<text>[^\[\]]+?)\s*\]")
_LONGEST_LINE = 100_000
_EXAMPLE = re.compile(r"^\s*-\s+(?P<text>.+)$")


class AnnotationUnreadable(ValueError):
    """A file or line of annotated messages that cannot be read; the message says where and why."""


def read_annotated(path: Path) -> list[Annotated]:
    """The messages of a file: `.jsonl`, or lines of text with `[marks](kind)`, also as a YAML list.

    Raises `AnnotationUnreadable`, naming the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AnnotationUnreadable(f"{path.name}: {error}") from error
    messages: list[Annotated] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith(("# ", "//")):
            continue
        try:
            if len(line) > _LONGEST_LINE:
                raise AnnotationUnreadable(f"longer than {_LONGEST_LINE} characters")
            messages.append(_of_json(line) if line.lstrip().startswith("{") else _of_text(line))
        except AnnotationUnreadable as error:
            raise AnnotationUnreadable(f"{path.name}:{number}: {error}") from error
    return messages


def annotated_text(marked: str) -> Annotated:
    """A message with its marks inside: `[15h](time)`, `[15h]{"entity": "time"}` or `[time : 15h]`."""
    parts: list[str] = []
    entities: list[Expected] = []
    length = position = 0
    for match in sorted((*_RASA.finditer(marked), *_SLOT.finditer(marked)), key=lambda found: found.start()):
        if match.start() < position:
            continue
        before = marked[position : match.start()]
        start = length + len(before)
        length = start + len(match["text"])
        parts += before, match["text"]
        position = match.end()
        kind, value = _meaning(match)
        entities.append(Expected(canonical_kind(kind), start, length, value))
    return Annotated("".join((*parts, marked[position:])), tuple(entities))


def _of_text(line: str) -> Annotated:
    listed = _EXAMPLE.match(line)
    return annotated_text(listed["text"] if listed else line.strip())


def _meaning(match: re.Match[str]) -> tuple[str, str | None]:
    said = match.groupdict()
    if said.get("json") is None:
        return said["kind"], said.get("value")
    fields = _object(said["json"])
    return _kind(fields), _value(fields)


def _of_json(line: str) -> Annotated:
    fields = _object(line)
    if isinstance(marked := fields.get("annot"), str):
        return annotated_text(marked)
    text = fields.get("text")
    if not isinstance(text, str):
        raise AnnotationUnreadable('no "text"')
    if "entities" not in fields and _RASA.search(text):
        return annotated_text(text)
    listed = fields.get("entities", [])
    if not isinstance(listed, list):
        raise AnnotationUnreadable('"entities" is no list')
    entities = tuple(_expected(text, entity) for entity in cast(list[Any], listed))
    return Annotated(text, tuple(sorted(entities, key=lambda entity: entity.start)), _today(fields))


def _expected(text: str, marked: Any) -> Expected:
    if not isinstance(marked, dict):
        raise AnnotationUnreadable("an entity is no object")
    fields = cast(dict[str, Any], marked)
    start, end = next(_spans(text, fields), (0, 0))
    if not (0 <= start < end <= len(text)):
        raise AnnotationUnreadable(f"the span of {_kind(fields)!r} is not in the text")
    return Expected(canonical_kind(_kind(fields)), start, end, _value(fields))


def _spans(text: str, fields: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Where the entity stands: by its offsets, or where its words first stand."""
    for first, last in (("start", "end"), ("begin", "end"), ("start_offset", "end_offset")):
        start, end = fields.get(first), fields.get(last)
        if isinstance(start, int) and isinstance(end, int):
            yield start, end
    span = fields.get("span")
    if isinstance(span, list) and len(cast(list[Any], span)) == 2:
        start, end = cast(list[Any], span)
        if isinstance(start, int) and isinstance(end, int):
            yield start, end
    words = fields.get("text", span)
    if isinstance(words, str) and (found := text.find(words)) >= 0:
        yield found, found + len(words)


def _kind(fields: dict[str, Any]) -> str:
    kind = next((fields[key] for key in _KIND_KEYS if key in fields), None)
    if not isinstance(kind, str) or not kind:
        raise AnnotationUnreadable("an entity without kind")
    return kind


def _value(fields: dict[str, Any]) -> str | None:
    value = next((fields[key] for key in _VALUE_KEYS if fields.get(key) is not None), None)
    return None if value is None else str(value)


def _today(fields: dict[str, Any]) -> date | None:
    written = fields.get("today", fields.get("reference_date"))
    if not isinstance(written, str):
        return None
    try:
        return date.fromisoformat(written[:10])
    except ValueError as error:
        raise AnnotationUnreadable(f"no date: {written!r}") from error


def _object(written: str) -> dict[str, Any]:
    try:
        fields = json.loads(written)
    except json.JSONDecodeError as error:
        raise AnnotationUnreadable(f"no JSON: {error.msg}") from error
    if not isinstance(fields, dict):
        raise AnnotationUnreadable("no object")
    return cast(dict[str, Any], fields)
