"""Two records side by side, with the messages that one model has right and the other wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from prosa.evaluating.reading.rows import Unreadable
from prosa.language.evaluation.comparing import Comparison, compare

_FIGURES = (
    "accuracy macro_f1 ece auroc wrongly_answered errors_right clean_altered pos_neg_accuracy f1 precision"
    " recall ms_per_message ms_alone_p95 train_seconds memory_mb".split()
)


class NotComparable(ValueError):
    """The records have no message in common; the message says so in Portuguese."""


class _Judged(BaseModel):
    id: str
    right: bool


class _Wrong(BaseModel):
    id: str
    text: str
    expected: str = ""
    predicted: str = ""


class Stored(BaseModel):
    """A record as `prosa evaluate --json` wrote it."""

    model_config = ConfigDict(extra="allow")

    task: str = "intents"
    predictions: list[_Judged] = Field(min_length=1)
    errors: list[_Wrong] = []

    def figure(self, name: str) -> float | None:
        """A number at the top of the record; None when it is not there."""
        value = (self.model_extra or {}).get(name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Difference:
    """A message on which the models differ, and what the one that is wrong took it for."""

    text: str
    expected: str
    mistaken_for: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two models on the same test."""

    names: tuple[str, str]
    figures: tuple[tuple[str, float | None, float | None], ...]
    comparison: Comparison
    won: tuple[Difference, ...]
    """The first has these wrong, the second right."""
    lost: tuple[Difference, ...]
    """The second has these wrong, the first right."""


def read_record(path: Path) -> Stored:
    """A record from its file. Raises `Unreadable`."""
    try:
        return Stored.model_validate_json(path.read_bytes())
    except OSError as error:
        raise Unreadable(path, f"não pode ser lido: {error.strerror}.") from error
    except ValidationError as error:
        raise Unreadable(path, "não é um resultado de prosa evaluate --json com predictions.") from error


def as_stored(record: Mapping[str, Any]) -> Stored:
    """A record that has just been made."""
    return Stored.model_validate(dict(record))


def side_by_side(first: tuple[str, Stored], second: tuple[str, Stored]) -> SideBySide:
    """Compares the second with the first. Raises `NotComparable`."""
    (first_name, before), (second_name, after) = first, second
    found = compare(_judged(before), _judged(after))
    if not found.count:
        raise NotComparable(f"{first_name} e {second_name} não têm nenhuma mensagem de teste em comum.")
    return SideBySide(
        names=(first_name, second_name),
        figures=tuple(
            (name, before.figure(name), after.figure(name))
            for name in _FIGURES
            if before.figure(name) is not None or after.figure(name) is not None
        ),
        comparison=found,
        won=_differences(before, found.won),
        lost=_differences(after, found.lost),
    )


def _judged(stored: Stored) -> dict[str, bool]:
    return {prediction.id: prediction.right for prediction in stored.predictions}


def _differences(wrong_in: Stored, ids: tuple[str, ...]) -> tuple[Difference, ...]:
    errors = {error.id: error for error in wrong_in.errors}
    return tuple(
        Difference(errors[key].text, errors[key].expected, errors[key].predicted)
        for key in ids
        if key in errors
    )
