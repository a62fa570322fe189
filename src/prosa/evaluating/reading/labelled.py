"""Messages with the intent a person gave each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from prosa.evaluating.reading.columns import INTENT, TEXT, named
from prosa.evaluating.reading.files import YAML, read_rows
from prosa.evaluating.reading.rasa import is_pack, read_rasa
from prosa.evaluating.reading.rows import Rows
from prosa.evaluating.reading.values import as_text
from prosa.language.training import Example, TrainingData
from prosa.packs.loader import load_pack

LABELLED = "cada linha deve ter o texto, uma tabulação e a intenção"


@dataclass(frozen=True, slots=True)
class Messages:
    """The labelled messages of some files, and how many of their lines had no text."""

    examples: tuple[Example, ...]
    empty: int = 0


def read_labelled(paths: Iterable[Path]) -> Messages:
    """The labelled messages of all files, in order. Raises `Unreadable` or `PackInvalid`."""
    read = [_messages(path) for path in paths]
    return Messages(
        tuple(example for messages in read for example in messages.examples),
        sum(messages.empty for messages in read),
    )


def read_training(paths: Sequence[Path]) -> TrainingData:
    """What to train on: examples of all files; synonyms, lookups and catalogues too where a file has them."""
    read = [_training(path) for path in paths]
    whole = TrainingData(tuple(example for data in read for example in data.examples))
    return replace(
        whole,
        phrases=tuple(phrase for data in read for phrase in data.phrases),
        patterns=tuple(pattern for data in read for pattern in data.patterns),
        words=tuple(word for data in read for word in data.words),
    )


def _messages(path: Path) -> Messages:
    if path.is_dir() or path.suffix.lower() in YAML:
        return Messages(_training(path).examples)
    rows = read_rows(path)
    text, intent = _columns(rows)
    examples: list[Example] = []
    empty = 0
    for row in rows.rows:
        message, label = as_text(row.values.get(text)), as_text(row.values.get(intent))
        if not label or message is None:
            raise rows.unreadable(f"{_wanted(rows, text, intent)}.", row.line)
        if message:
            examples.append(Example(message, label))
        else:
            empty += 1
    if not examples:
        raise rows.unreadable("não tem nenhuma mensagem.")
    return Messages(tuple(examples), empty)


def _training(path: Path) -> TrainingData:
    if is_pack(path):
        return load_pack(path).training
    if path.is_dir() or path.suffix.lower() in YAML:
        return read_rasa(path)
    return TrainingData(_messages(path).examples)


def _columns(rows: Rows) -> tuple[str, str]:
    if not rows.rows:
        raise rows.unreadable("não tem nenhuma mensagem.")
    if not rows.columns:
        return "0", "1"
    text, intent = named(rows.columns, TEXT), named(rows.columns, INTENT)
    if text is None or intent is None:
        missing = 'texto ("text")' if text is None else 'intenção ("intent" ou "label")'
        raise rows.unreadable(f"não tem coluna de {missing}; tem: {', '.join(rows.columns)}.")
    return text, intent


def _wanted(rows: Rows, text: str, intent: str) -> str:
    return f'cada linha deve ter "{text}" e "{intent}"' if rows.columns else LABELLED
