"""Reads Rasa 3 training data: intents, synonyms, lookups, regexes, inline entities, in one file or many."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from prosa.packs.files import read_text
from prosa.packs.markup import Mark, MarkupError, read_markup
from prosa.packs.problems import Problems, did_you_mean
from prosa.packs.yaml_lines import MAX_BYTES, Document, as_list, as_mapping, entries, read_yaml
from prosa.packs.yaml_lines import Path as Place

KINDS = ("intent", "synonym", "lookup", "regex")
MAX_EXAMPLE_CHARS = 2000
MAX_FILES = 500
_INTENT = re.compile(r"[^\s/]{1,80}(/[^\s/]{1,80})?")
_OTHER_RASA_KEYS = frozenset(
    "version stories rules e2e_tests test_cases intents entities slots responses actions forms "
    "session_config config_store_id recipe language pipeline policies assistant_id".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A text and where it stands."""

    text: str
    file: str
    line: int


@dataclass(slots=True)
class Nlu:
    """What the files say, in their order."""

    intents: dict[str, list[Line]] = field(default_factory=dict[str, list[Line]])
    """Plain examples of each intent; retrieval intents keep their whole name ("faq/ask_hours")."""
    synonyms: dict[str, list[Line]] = field(default_factory=dict[str, list[Line]])
    """Canonical value → what customers write for it."""
    lookups: dict[str, list[Line]] = field(default_factory=dict[str, list[Line]])
    """Entity kind → its values."""
    regexes: dict[str, list[Line]] = field(default_factory=dict[str, list[Line]])
    """Entity kind → expressions."""
    marks: list[Mark] = field(default_factory=list[Mark])
    """Entities marked inside examples."""
    places: dict[str, Line] = field(default_factory=dict[str, Line])
    """Where each intent is first named."""


def nlu_files(folder: Path) -> list[str]:
    """The training files of a pack: nlu.yml and everything in nlu/, as Rasa's `data/` may be split."""
    found = [path for name in ("nlu.yml", "nlu.yaml") if (path := folder / name).is_file()]
    found += sorted(path for path in (folder / "nlu").rglob("*") if path.suffix in (".yml", ".yaml"))
    return [path.relative_to(folder).as_posix() for path in found]


def read_nlu(folder: Path, problems: Problems) -> Nlu:
    """All training data of a pack, with every mistake noted."""
    files = nlu_files(folder)
    if not files:
        problems.error("nlu.yml", 0, "this file is missing: it holds the training examples")
    return read_nlu_files(folder, files, problems)


def read_nlu_files(folder: Path, files: Sequence[str], problems: Problems) -> Nlu:
    """The training data of these files of the folder, with every mistake noted."""
    nlu = Nlu()
    if len(files) > MAX_FILES:
        problems.error("nlu", 0, f"holds more than {MAX_FILES} files")
        return nlu
    for file in files:
        text = read_text(folder, file, problems, MAX_BYTES)
        if text is not None and (document := read_yaml(text, file, problems)) is not None:
            _read_document(document, nlu, problems)
    return nlu


def _read_document(document: Document, nlu: Nlu, problems: Problems) -> None:
    top = as_mapping(document.value)
    if top is None:
        problems.error(document.file, 1, 'must begin with "nlu:" and list intents under it')
        return
    for key in top:
        if key != "nlu" and key not in _OTHER_RASA_KEYS:
            known = ("nlu", "version")
            problems.error(
                document.file, document.line((key,)), f'"{key}" is not known{did_you_mean(key, known)}'
            )
    for path, item in entries(document, ("nlu",), top.get("nlu")):
        _read_entry(document, path, item, nlu, problems)
    if "nlu" in top and as_list(top["nlu"]) is None:
        problems.error(
            document.file, document.line(("nlu",)), '"nlu" must be a list: each entry after a dash'
        )


def _read_entry(document: Document, path: Place, item: object, nlu: Nlu, problems: Problems) -> None:
    file, line = document.file, document.line(path)
    entry = as_mapping(item) or {}
    kinds = [kind for kind in KINDS if kind in entry]
    if len(kinds) != 1:
        wrong = next((key for key in entry if key not in (*KINDS, "examples", "metadata")), "")
        hint = did_you_mean(wrong, KINDS) if wrong else ""
        problems.error(file, line, f"an entry is exactly one of intent, synonym, lookup, regex{hint}")
        return
    kind, name = kinds[0], entry[kinds[0]]
    for key in entry.keys() - {kind, "examples", "metadata"}:
        place = document.line((*path, key))
        problems.error(
            file, place, f'"{key}" is not a field here{did_you_mean(key, ("examples", "metadata"))}'
        )
    if isinstance(name, int | float):
        name = str(name)
    if not isinstance(name, str) or not name.strip():
        problems.error(file, line, f'"{kind}" needs a name')
        return
    name = name.strip()
    if kind == "intent":
        if not _INTENT.fullmatch(name):
            problems.error(
                file, line, f'the intent name "{name[:60]}" must be one word, or two around one "/"'
            )
            return
        nlu.places.setdefault(name, Line(name, file, line))
    target = {"intent": nlu.intents, "synonym": nlu.synonyms, "lookup": nlu.lookups, "regex": nlu.regexes}[
        kind
    ]
    lines = target.setdefault(name, [])
    before = len(lines)
    for example in _examples(document, path, entry.get("examples"), problems):
        read = _read_line(example, kind, nlu, problems)
        if read is not None:
            lines.append(read)
    # An entry that is there and empty is a mistake; a mistake inside it has been told already.
    if len(lines) == before and not any(
        found.file == file and found.line >= line for found in problems.found
    ):
        problems.error(file, line, f'{kind} "{name}" has no examples')


def _examples(document: Document, path: Place, value: object, problems: Problems) -> Iterator[Line]:
    """Examples as a block of "- " lines, as a list of texts, or as a list of mappings with `text`."""
    place = (*path, "examples")
    if isinstance(value, str):
        # The block's text begins on the line after "examples: |".
        for number, raw in enumerate(value.split("\n"), document.line(place) + 1):
            text = raw.strip()
            if not text or text.startswith("#"):
                continue
            if not text.startswith("-"):
                problems.error(document.file, number, f'"{text[:60]}": an example starts with "- "')
                continue
            yield Line(text[1:].strip(), document.file, number)
        return
    if value is not None and as_list(value) is None:
        problems.error(
            document.file, document.line(place), '"examples" must be a block ("examples: |") or a list'
        )
    for item_path, item in entries(document, place, value):
        entry = as_mapping(item)
        text = entry.get("text") if entry is not None else item
        if isinstance(text, int | float):
            text = str(text)
        if not isinstance(text, str):
            problems.error(document.file, document.line(item_path), 'an example needs its "text"')
            continue
        yield Line(text.strip().removeprefix("- ").strip(), document.file, document.line(item_path))


def _read_line(example: Line, kind: str, nlu: Nlu, problems: Problems) -> Line | None:
    """The example without markup; its marks are kept in `nlu`."""
    text = example.text
    if len(text) > 1 and text[0] == text[-1] == '"' and kind in ("synonym", "lookup"):
        text = text[1:-1]
    if not text:
        problems.error(example.file, example.line, "this example is empty")
        return None
    if len(text) > MAX_EXAMPLE_CHARS:
        problems.error(example.file, example.line, f"an example may have {MAX_EXAMPLE_CHARS} characters")
        return None
    if kind == "regex":
        return _checked_regex(Line(text, example.file, example.line), problems)
    if kind == "intent":
        try:
            text, marks = read_markup(text)
        except MarkupError as error:
            problems.error(example.file, example.line, str(error))
            return None
        nlu.marks.extend(marks)
    return Line(text, example.file, example.line)


def _checked_regex(example: Line, problems: Problems) -> Line | None:
    try:
        compiled = re.compile(example.text)
    except (re.error, RecursionError, OverflowError) as error:
        problems.error(example.file, example.line, f"not a regular expression: {error}")
        return None
    if compiled.match(""):
        problems.error(
            example.file,
            example.line,
            "this expression also matches nothing at all, so it would match everywhere",
        )
        return None
    return example
