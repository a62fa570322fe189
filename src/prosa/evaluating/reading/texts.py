"""Messages without a label: what is out of scope, or clean text for the speller."""

from collections.abc import Iterable
from pathlib import Path

from prosa.evaluating.reading.columns import TEXT, named
from prosa.evaluating.reading.files import YAML, read_rows
from prosa.evaluating.reading.labelled import read_training
from prosa.evaluating.reading.rows import Rows
from prosa.evaluating.reading.values import as_text


def read_texts(paths: Iterable[Path]) -> list[str]:
    """The messages of all files; other columns are left alone. Raises `Unreadable` or `PackInvalid`."""
    return [text for path in paths for text in _texts(path)]


def _texts(path: Path) -> list[str]:
    if path.is_dir() or path.suffix.lower() in YAML:
        return [example.text for example in read_training([path]).examples]
    rows = read_rows(path)
    column = _column(rows)
    texts: list[str] = []
    for row in rows.rows:
        text = as_text(row.values.get(column))
        if text is None:
            raise rows.unreadable(f'cada linha deve ter "{column}".', row.line)
        if text:
            texts.append(text)
    if not texts:
        raise rows.unreadable("não tem nenhuma mensagem.")
    return texts


def _column(rows: Rows) -> str:
    if not rows.columns:
        return "0"
    column = named(rows.columns, TEXT)
    if column is None:
        raise rows.unreadable(f'não tem coluna de texto ("text"); tem: {", ".join(rows.columns)}.')
    return column
