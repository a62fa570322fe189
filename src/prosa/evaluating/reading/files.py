"""From a file to rows: the format is known by the file's name, or by how it begins."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from prosa.evaluating.reading.columns import TEXT, is_header, named
from prosa.evaluating.reading.rows import MOST_BYTES, MOST_ROWS, Row, Rows, Unreadable

JSON_LINES = (".jsonl", ".ndjson", ".json")
YAML = (".yml", ".yaml")
_TABS = (".tsv", ".tab")
_NOT_UTF8 = "não está em UTF-8; salve o arquivo com essa codificação."


def read_rows(path: Path) -> Rows:
    """All rows of a table or of JSON lines. Raises `Unreadable`."""
    content = read_content(path)
    if _is_json(path, content):
        rows = tuple(_bounded(path, _json_rows(path, content)))
        return Rows(path, rows, tuple(dict.fromkeys(name for row in rows for name in row.values)))
    delimiter = "\t" if path.suffix.lower() in _TABS else _delimiter(path, content)
    lines = _csv_lines(path, content, delimiter) if delimiter in (",", ";") else _tabbed_lines(content)
    return _table(path, list(_bounded_lines(path, lines)))


def read_content(path: Path) -> str:
    """The text of a file. Raises `Unreadable` when there is none, too much, or not UTF-8."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable(path, f"não pode ser lido: {_reason(error)}") from error
    if len(content) > MOST_BYTES:
        raise Unreadable(path, f"não pode ser lido: tem mais de {MOST_BYTES // 2**20} MB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(path, f"não pode ser lido: {_NOT_UTF8}", line) from error


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "não existe."
        case IsADirectoryError():
            return "é uma pasta."
        case PermissionError():
            return "falta permissão."
        case _:
            return error.strerror or str(error)


def _is_json(path: Path, content: str) -> bool:
    if path.suffix.lower() in JSON_LINES:
        return True
    first = content.lstrip().partition("\n")[0].rstrip()
    return path.suffix.lower() not in _TABS and first.startswith("{") and first.endswith("}")


def _json_rows(path: Path, content: str) -> Iterator[Row]:
    """An object a line; or a whole file that is one list of objects."""
    if content.lstrip().startswith("["):
        try:
            whole = json.loads(content)
        except (ValueError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            raise Unreadable(path, _JSON_WANTED, line) from error
        for number, item in enumerate(whole, start=1):
            yield _object(path, item, number)
        return
    # Split at line feeds only: other line ends of Unicode may stand inside a message.
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Unreadable(path, _JSON_WANTED, number) from error
        yield _object(path, item, number)


_JSON_WANTED = 'cada linha deve ser um objeto JSON, como {"text": "…", "intent": "…"}.'


def _object(path: Path, item: object, line: int) -> Row:
    if not isinstance(item, dict):
        raise Unreadable(path, _JSON_WANTED, line)
    return Row(line, cast(dict[str, object], item))


def _delimiter(path: Path, content: str) -> str:
    """What separates columns: a tab when the first line has one, else what a .csv has more of."""
    first = next((line for line in content.split("\n") if line.strip()), "")
    if "\t" in first or path.suffix.lower() != ".csv":
        return "\t"
    return ";" if first.count(";") > first.count(",") else ","


def _tabbed_lines(content: str) -> Iterator[tuple[int, list[str]]]:
    """No quoting: a quotation mark is part of the message."""
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r").split("\t")


def _csv_lines(path: Path, content: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(path, f"não é CSV válido: {error}", line) from error


def _table(path: Path, lines: Sequence[tuple[int, list[str]]]) -> Rows:
    if not lines or not is_header(lines[0][1]):
        numbered = tuple(
            Row(line, {str(place): cell for place, cell in enumerate(cells)}) for line, cells in lines
        )
        return Rows(path, numbered, ())
    names = [cell.strip().strip("\"'") for cell in lines[0][1]]
    text = names.index(named(names, TEXT) or names[0])
    return Rows(
        path,
        tuple(Row(line, _named(names, cells, text)) for line, cells in lines[1:]),
        tuple(names),
    )


def _named(names: Sequence[str], cells: list[str], text: int) -> dict[str, object]:
    """Cells by their column. Separators too many belong to the message: nothing else is free text."""
    extra = len(cells) - len(names)
    if extra > 0:
        cells = [*cells[:text], "\t".join(cells[text : text + extra + 1]), *cells[text + extra + 1 :]]
    return dict(zip(names, cells, strict=False))


def _bounded(path: Path, rows: Iterator[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count == MOST_ROWS:
            raise Unreadable(path, f"tem mais de {MOST_ROWS} linhas.")
        yield row


def _bounded_lines(path: Path, lines: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for count, line in enumerate(lines):
        if count == MOST_ROWS:
            raise Unreadable(path, f"tem mais de {MOST_ROWS} linhas.")
        yield line
