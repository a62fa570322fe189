"""What Prosa promises of understanding, each promise with what was measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from systems import Progress
from tasks import Task

from prosa.evaluating.intents import Measured, Plan, measure, planned
from prosa.evaluating.reading import read_labelled, read_texts
from prosa.language.evaluation import expected_calibration_error
from prosa.language.evaluation.splitting import part, split
from prosa.language.training import TrainingData

LARGE = 10_000
"""Examples from which on training may take minutes."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A promise: at least so much, or at most."""

    title: str
    value: float
    bound: float
    at_most: bool = False
    unit: str = ""
    """"%" for a share, else what follows the number."""

    @property
    def kept(self) -> bool:
        """Whether the value keeps the promise."""
        return self.value <= self.bound if self.at_most else self.value >= self.bound


def goals_of_tasks(done: Sequence[tuple[Task, Sequence[Measured]]]) -> list[Goal]:
    """Accuracy of each task, then what all of them say together of noise, calibration and cost."""
    found = [
        Goal(task.title, _mean(one.report.accuracy for one in runs), task.goal, unit="%")
        for task, runs in done
    ]
    full = [one for task, runs in done if not task.few for one in runs]
    for kind, title, bound in (
        ("typo1", "um erro de digitação: perda", 0.015),
        ("typo2-no-accents", "dois erros, sem acentos: perda", 0.04),
    ):
        losses = [noise.lost for one in full for noise in one.noise if noise.kind == kind]
        if losses:
            found.append(Goal(title, _mean(losses), bound, at_most=True, unit="%"))
    for title, bound, kind in (
        ("calibração (ECE), tudo", 0.03, False),
        ("calibração (ECE), poucos exemplos", 0.06, True),
    ):
        errors = [_calibration_error(runs) for task, runs in done if task.few is kind]
        if errors:
            found.append(Goal(title, _mean(errors), bound, at_most=True))
    everything = [one for _, runs in done for one in runs]
    if everything:
        found += [
            Goal("por mensagem, a 100/s", _mean(one.cost.amortised for one in everything), 1.5, True, " ms"),
            Goal(
                "por mensagem, sozinha, p95", _mean(one.cost.alone_p95 for one in everything), 6, True, " ms"
            ),
        ]
    found += [
        Goal(f"treino, {len(one.plan.training.examples)} exemplos", one.train_seconds, 150, True, " s")
        for one in everything
        if one.train_seconds is not None and len(one.plan.training.examples) >= LARGE
    ]
    return found


def _calibration_error(runs: Sequence[Measured]) -> float:
    """Of all rounds together: fifteen bins of few messages are never even."""
    return expected_calibration_error(
        np.concatenate([one.confidences for one in runs]),
        np.asarray([prediction.right for one in runs for prediction in one.predictions]),
    )


def scope_far(data: Path, progress: Progress) -> list[Goal]:
    """A shop's bot asked about anything else."""
    training, test = split(read_labelled([data / "bitext_mt_dev.tsv"]).examples)
    outside = tuple(read_texts([data / "out_of_scope_mt_dev.tsv"]))
    scope = measure(Plan(TrainingData(tuple(training)), tuple(test), outside), progress).scope
    assert scope is not None  # there are messages out of scope
    return [
        Goal("fora do escopo, longe: AUROC", scope.report.auroc, 0.99),
        Goal("fora do escopo, respondidas", scope.report.wrongly_answered, 0.05, at_most=True, unit="%"),
    ]


def scope_near(data: Path, progress: Progress) -> list[Goal]:
    """A quarter of the intents was never taught."""
    plan = Plan(
        TrainingData(read_labelled([data / "massive_pt_train.jsonl"]).examples),
        read_labelled([data / "massive_pt_dev.jsonl"]).examples,
    )
    scope = measure(planned(plan, held_out_share=0.25), progress).scope
    assert scope is not None  # the held-out intents' messages
    return [Goal("fora do escopo, perto: AUROC", scope.report.auroc, 0.87)]


def cost_of_a_thousand(data: Path, progress: Progress) -> list[Goal]:
    """Training on a thousand examples, and what the model takes of a node's memory."""
    examples = read_labelled([data / "massive_pt_train.jsonl"]).examples
    taught = part(examples, 1000 / len(examples))
    test = read_labelled([data / "massive_pt_dev.jsonl"]).examples[:300]
    found = measure(Plan(TrainingData(tuple(taught)), test, memory=True), progress)
    return [
        Goal(f"treino, {len(taught)} exemplos", found.train_seconds or 0.0, 10, True, " s"),
        *([Goal("memória", found.memory_mb, 350, True, " MB")] if found.memory_mb is not None else []),
    ]


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))
