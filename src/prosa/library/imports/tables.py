"""Tables as people save them: any of three separators, any of three encodings, names in two languages."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from prosa.library.imports.items import Unreadable

MAX_COLUMNS = 200
_SEPARATORS = ",;\t"


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or else what Windows writes in Brazil. Raises `Unreadable`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("O arquivo não é texto em UTF-8 nem em Latin-1.")


def plain_name(name: str) -> str:
    """A column's name without case, accents and marks: `Preço (R$)` → `preco r`."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join("".join(each if each.isalnum() else " " for each in letters).split())


def rows(text: str) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Line and cells by column name, as `plain_name` has it; None for a line of the wrong length.

    The separator is the one that the first line has most of. Raises `Unreadable`.
    """
    first = text.lstrip("\n\r").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    names: Sequence[str] | None = None
    line = 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if names is None:
                names = _names(cells)
            elif len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
                yield start, None
            else:
                yield start, {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
    except csv.Error as error:
        raise Unreadable(f"A linha {line} não é CSV válido.") from error


def first_of(row: Mapping[str, str], names: Sequence[str]) -> str:
    """The first of these columns that says something."""
    return next((value for name in names if (value := row.get(name, "").strip())), "")


def _names(cells: Sequence[str]) -> Sequence[str]:
    if len(cells) > MAX_COLUMNS:
        raise Unreadable(f"A tabela tem mais de {MAX_COLUMNS} colunas.")
    return [plain_name(cell) for cell in cells]
