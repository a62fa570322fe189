"""What was asked of `prosa evaluate`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path


class Task(StrEnum):
    """What is measured."""

    INTENTS = "intents"
    SENTIMENT = "sentiment"
    SPELLING = "spelling"
    ENTITIES = "entities"
    RETRIEVAL = "retrieval"


class Noise(StrEnum):
    """How messages are misspelt on purpose."""

    TYPO1 = "typo1"
    """One random slip a message."""
    TYPO2_NO_ACCENTS = "typo2-no-accents"
    """Two slips, and accents dropped."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The command's arguments and options, each as in its help."""

    pack: Path | None = None
    task: Task = Task.INTENTS
    train: tuple[Path, ...] = ()
    test: tuple[Path, ...] = ()
    out_of_scope: tuple[Path, ...] = ()
    clean: tuple[Path, ...] = ()
    few: int | None = None
    seed: int = 0
    hold_out_intents: float | None = None
    threshold: float | None = None
    noise: tuple[Noise, ...] = ()
    learning_curve: bool = False
    memory: bool = True
    encoder: str | None = None
    today: date | None = None
    json: Path | None = None
    html: Path | None = None
    require: tuple[str, ...] = ()
    baseline: Path | None = None
    compare: tuple[Path, Path] | None = None
    retrieval: Path | None = None

    @property
    def page(self) -> Path | None:
        """Where the HTML goes: where it was asked for, else beside the JSON."""
        return self.html or (self.json.with_suffix(".html") if self.json else None)
