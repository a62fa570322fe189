"""Reads products.csv."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from prosa.packs.content import Product
from prosa.packs.explain import validate
from prosa.packs.files import read_text
from prosa.packs.problems import Problems, did_you_mean
from prosa.packs.rows import ProductRow
from prosa.packs.yaml_lines import Document

FILE = "products.csv"
MAX_BYTES = 64 * 1024 * 1024
LISTS = ("features", "aliases")


def read_products(folder: Path, problems: Problems) -> tuple[Product, ...]:
    """All products of the catalogue; none when the pack has no products.csv."""
    if not (folder / FILE).exists():
        return ()
    text = read_text(folder, FILE, problems, MAX_BYTES)
    if text is None:
        return ()
    products: list[Product] = []
    first_lines: dict[str, int] = {}
    categories: dict[str, str] = {}
    for line, row in _rows(text, problems):
        document = Document(FILE, row, {(): line})
        read = validate(ProductRow, row, document, (), problems)
        if read is None:
            continue
        if read.id in first_lines:
            problems.error(FILE, line, f'the id "{read.id}" is already used on line {first_lines[read.id]}')
            continue
        first_lines[read.id] = line
        name = categories.setdefault(read.category, read.category_name)
        if name != read.category_name:
            problems.warning(FILE, line, f'category "{read.category}" was named "{name}" before')
        products.append(Product(**{field: getattr(read, field) for field in ProductRow.model_fields}))
    return tuple(products)


def _rows(text: str, problems: Problems) -> Iterator[tuple[int, dict[str, object]]]:
    """Each product's line and filled-in columns."""
    reader = csv.reader(io.StringIO(text), strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                if not _usable(header, problems):
                    return
            elif len(cells) != len(header):
                problems.error(
                    FILE,
                    start,
                    f"has {len(cells)} columns instead of {len(header)}; put text with commas in quotes",
                )
            else:
                yield start, _row(header, cells)
    except csv.Error as error:
        problems.error(FILE, line, f"this is not valid CSV: {error}")


def _usable(header: list[str], problems: Problems) -> bool:
    known = ProductRow.model_fields
    unknown = [name for name in header if name not in known]
    for name in unknown:
        problems.error(FILE, 1, f'column "{name}" is not known{did_you_mean(name, known)}')
    for name in {name for name in header if header.count(name) > 1}:
        problems.error(FILE, 1, f'column "{name}" is given twice')
    missing = [name for name, field in known.items() if field.is_required() and name not in header]
    if missing:
        hint = (
            "; columns are split by commas, not by semicolons"
            if len(header) == 1 and ";" in header[0]
            else ""
        )
        problems.error(FILE, 1, f"columns are missing: {', '.join(missing)}{hint}")
    return not (unknown or missing or len(set(header)) < len(header))


def _row(header: list[str], cells: list[str]) -> dict[str, object]:
    """Empty cells are left out, so that defaults apply; list columns are split."""
    row: dict[str, object] = {}
    for name, cell in zip(header, cells, strict=True):
        value = cell.strip()
        if name in LISTS:
            row[name] = [part.strip() for part in value.split(";") if part.strip()]
        elif value:
            row[name] = value
    return row
