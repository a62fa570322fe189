"""Text as it was typed beside as it should be."""

from collections.abc import Iterable
from pathlib import Path

from prosa.evaluating.reading.columns import RIGHT, WRONG, named
from prosa.evaluating.reading.files import read_rows
from prosa.evaluating.reading.rows import Rows
from prosa.evaluating.reading.values import as_text

Pair = tuple[str, str]
"""As typed, as it should be; the same twice for what is right already."""


def read_pairs(paths: Iterable[Path]) -> list[Pair]:
    """The pairs of all files: words or whole sentences. Raises `Unreadable`."""
    return [pair for path in paths for pair in _pairs(path)]


def _pairs(path: Path) -> list[Pair]:
    rows = read_rows(path)
    wrong, right = _columns(rows)
    pairs: list[Pair] = []
    for row in rows.rows:
        typed, meant = as_text(row.values.get(wrong)), as_text(row.values.get(right))
        if not typed or not meant:
            raise rows.unreadable("cada linha deve ter o errado, uma tabulação e o certo.", row.line)
        pairs.append((typed, meant))
    if not pairs:
        raise rows.unreadable("não tem nenhum par.")
    return pairs


def _columns(rows: Rows) -> tuple[str, str]:
    if not rows.columns:
        return "0", "1"
    right = named(rows.columns, RIGHT)
    wrong = named([column for column in rows.columns if column != right], WRONG)
    if wrong is None or right is None:
        missing = 'errado ("wrong")' if wrong is None else 'certo ("right")'
        raise rows.unreadable(f"não tem coluna de {missing}; tem: {', '.join(rows.columns)}.")
    return wrong, right
