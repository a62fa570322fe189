"""On what it is measured: splits of the data folder's files, the same for every system."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from prosa.evaluating.reading import read_labelled
from prosa.language.evaluation.splitting import distinct, few, split
from prosa.language.training import Example

SEEDS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Round:
    """One training and one test set."""

    training: tuple[Example, ...]
    test: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the table: accuracy, the mean of its rounds. `goal` is the share to reach."""

    key: str
    title: str
    goal: float
    files: tuple[str, ...]
    rounds: Callable[[Path], Sequence[Round]]
    few: bool = False
    """Whether calibration has to be as good as with few examples, or as with all."""


def _massive(count: int | None) -> Callable[[Path], Sequence[Round]]:
    def rounds(data: Path) -> Sequence[Round]:
        training = read_labelled([data / "massive_pt_train.jsonl"]).examples
        test = read_labelled([data / "massive_pt_dev.jsonl"]).examples
        if count is None:
            return [Round(training, test)]
        return [Round(tuple(few(training, count, seed)), test) for seed in SEEDS]

    return rounds


def _banking(count: int | None) -> Callable[[Path], Sequence[Round]]:
    def rounds(data: Path) -> Sequence[Round]:
        training, test = split(read_labelled([data / "banking77_mt_train.tsv"]).examples)
        if count is None:
            return [Round(tuple(training), tuple(test))]
        return [Round(tuple(few(training, count, seed)), tuple(test)) for seed in SEEDS]

    return rounds


def _bots(data: Path) -> Sequence[Round]:
    found: list[Round] = []
    for name in ("bot_nilo.tsv", "bot_boilerplate.tsv"):
        examples = distinct(read_labelled([data / name]).examples)
        for seed in SEEDS:
            training, test = split(examples, seed=seed)
            found.append(Round(tuple(training), tuple(test)))
    return found


_MASSIVE = ("massive_pt_train.jsonl", "massive_pt_dev.jsonl")
_BANKING = ("banking77_mt_train.tsv",)

TASKS = (
    Task("massive", "MASSIVE pt-PT", 0.885, _MASSIVE, _massive(None)),
    Task("massive10", "MASSIVE, 10 por intenção", 0.73, _MASSIVE, _massive(10), few=True),
    Task("massive20", "MASSIVE, 20 por intenção", 0.78, _MASSIVE, _massive(20), few=True),
    Task("bots", "dois bots brasileiros, 80/20", 0.925, ("bot_nilo.tsv", "bot_boilerplate.tsv"), _bots),
    Task("banking", "Banking77 traduzido, 80/20", 0.925, _BANKING, _banking(None)),
    Task("banking10", "Banking77, 10 por intenção", 0.80, _BANKING, _banking(10), few=True),
)
