"""YAML as plain data that remembers on which line each part stands.

Only what JSON can say is accepted: no tags, no objects, no surprises of YAML 1.1 such as `no` meaning false
or `20:00` meaning 1200.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from prosa.packs.problems import Problems

MAX_BYTES = 8 * 1024 * 1024
MAX_NODES = 500_000
MAX_DEPTH = 40

Path = tuple[str | int, ...]

_CORE = "tag:yaml.org,2002:"


class _Loader(yaml.CSafeLoader):  # pyright: ignore[reportMissingTypeArgument]
    """Resolves plain scalars as YAML 1.2 does: everything but null, booleans and numbers is text."""

    yaml_implicit_resolvers = {}


for _kind, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(  # pyright: ignore[reportUnknownMemberType]
        _CORE + _kind, re.compile(f"^(?:{_pattern})$"), _first
    )


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file read into dicts, lists and scalars."""

    file: str
    value: object
    lines: dict[Path, int]
    """Line of each part, counted from 1; for an entry of a mapping the line of its key."""

    def line(self, path: Path) -> int:
        """Line of the part at `path`, or of the nearest part around it."""
        for end in range(len(path), -1, -1):
            if (found := self.lines.get(path[:end])) is not None:
                return found
        return 1


class _Unusable(Exception):
    """A part that has no place in a pack."""

    def __init__(self, node: Node, message: str) -> None:
        self.line = node.start_mark.line + 1
        super().__init__(message)


@dataclass(slots=True)
class _Reader:
    file: str
    problems: Problems
    lines: dict[Path, int]
    first_line: int
    nodes: int = 0

    def read(self, node: Node, path: Path, line: int | None = None) -> object:
        self.nodes += 1
        # An alias is walked each time it is used, so a "billion laughs" runs into this bound.
        if self.nodes > MAX_NODES or len(path) > MAX_DEPTH:
            raise _Unusable(node, "too much is nested or repeated here")
        if not isinstance(node, ScalarNode) and node.tag not in (_CORE + "map", _CORE + "seq"):
            raise _Unusable(node, f"the tag {node.tag.removeprefix(_CORE)} is not allowed in a pack")
        self.lines[path] = line or self._line(node)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [
                self.read(item, (*path, place)) for place, item in enumerate(cast(list[Node], node.value))
            ]
        return _scalar(cast(ScalarNode, node))

    def _line(self, node: Node) -> int:
        return node.start_mark.line + self.first_line

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in cast(list[tuple[Node, Node]], node.value):
            if not isinstance(key_node, ScalarNode):
                raise _Unusable(key_node, "a key must be plain text")
            key = str(key_node.value)
            if key in found:
                self.problems.error(
                    self.file,
                    self._line(key_node),
                    f'"{key}" is given twice; the first is on line {self.lines[(*path, key)]}',
                )
                continue
            found[key] = self.read(value_node, (*path, key), self._line(key_node))
        return found


def _scalar(node: ScalarNode) -> object:
    text = str(node.value)
    match node.tag.removeprefix(_CORE):
        case "str":
            return text
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int":
            if len(text) > 18:
                raise _Unusable(node, "this number is too long; put it in quotes if it is text")
            return int(text)
        case "float":
            return float(text)
        case tag:
            raise _Unusable(node, f"the tag {tag} is not allowed in a pack")


def read_yaml(text: str, file: str, problems: Problems, first_line: int = 1) -> Document | None:
    """The one document in `text`; None after noting why it cannot be read.

    `first_line` is the line of `file` that `text` starts on.
    """
    reader = _Reader(file, problems, {}, first_line)
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
        if node is None:
            problems.error(file, first_line, "the file is empty")
            return None
        return Document(file, reader.read(node, ()), reader.lines)
    except _Unusable as unusable:
        problems.error(file, unusable.line - 1 + first_line, str(unusable))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        problems.error(file, line, f"this is not valid YAML: {_plainly(error)}")
    except (yaml.YAMLError, UnicodeEncodeError):
        problems.error(
            file, first_line, "control characters or broken Unicode: save the file as plain UTF-8 text"
        )
    return None


_ADVICE = {
    "mapping values are not allowed": 'a text with ": " in it must be in quotes',
    "found character '\\t'": "indent with spaces, not with tabs",
    "found character that cannot start any token": "indent with spaces; quote a text that starts with @ or %",
    "could not find expected ':'": 'a line here lacks its ":"',
    "found unexpected end of stream": "a quote is opened and never closed",
    "did not find expected key": "check the indentation and the quotes of this line and the one before",
    "did not find expected '-' indicator": "check the indentation: the entries of a list line up",
}


def _plainly(error: yaml.MarkedYAMLError) -> str:
    said = error.problem or "it cannot be read"
    advice = next((advice for part, advice in _ADVICE.items() if part in said), "")
    return f"{said}; {advice}" if advice else said


def as_mapping(value: object) -> dict[str, object] | None:
    """`value` when it is a mapping."""
    return cast(dict[str, object], value) if isinstance(value, dict) else None


def as_list(value: object) -> list[object] | None:
    """`value` when it is a list."""
    return cast(list[object], value) if isinstance(value, list) else None


def entries(document: Document, path: Path, value: object) -> Iterator[tuple[Path, object]]:
    """The parts of a list with their paths."""
    for place, item in enumerate(as_list(value) or ()):
        yield (*path, place), item
