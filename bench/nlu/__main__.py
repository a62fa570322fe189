"""Understanding, measured beside what one would otherwise use: `make bench-nlu`.

    .venv/bin/python bench/nlu --data FOLDER [--only massive,bots] [--node-nlp FOLDER]

Every system learns from the same examples and is asked the same messages. Writes nlu.json and the picture of
accuracy against cost, nlu.png and nlu.svg, to bench/out.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import mean

from curves import draw_curves
from goals import Goal, cost_of_a_thousand, goals_of_tasks, scope_far, scope_near
from picture import Point, draw
from rich.console import Console
from rich.table import Table
from said import SAID
from shortfalls import study
from systems import Answers, Pipeline, Progress, Prosa, System, rivals
from tasks import TASKS, Round, Task

from prosa.bench.machine import this_machine
from prosa.bench.report import PAGE_WIDTH
from prosa.cli.console import err, fail, out, progress_bar
from prosa.evaluating.intents import Measured
from prosa.evaluating.page.wording import decimal, percent
from prosa.evaluating.reading import Unreadable

OUT = Path(__file__).parents[1] / "out"
NOISE = ("typo1", "typo2-no-accents")
PICTURED = ("massive", "massive10")
CHECKS: dict[str, Callable[[Path, Progress], list[Goal]]] = {
    "far": scope_far,
    "near": scope_near,
    "cost": cost_of_a_thousand,
    **SAID,
}
"""Further promises, by the name that `--only` takes."""

LIMITS = "limits"
"""What `--only` calls the study of why promises are not kept; it takes five minutes more."""


@dataclass(slots=True)
class Line:
    """A task with what each system made of it, the mean of its rounds."""

    task: Task
    accuracy: dict[str, float] = field(default_factory=dict[str, float])
    ms: dict[str, float] = field(default_factory=dict[str, float])
    train_seconds: dict[str, float] = field(default_factory=dict[str, float])
    ours: list[Measured] = field(default_factory=list[Measured])


def main() -> int:
    """A bench tells; whether a promise was kept stands in the table, and in the JSON."""
    arguments = _arguments()
    known = (*(task.key for task in TASKS), *CHECKS, LIMITS)
    wanted = arguments.only or known
    if unknown := set(wanted) - set(known):
        fail(f"ONLY: não há {', '.join(sorted(unknown))}; há {', '.join(known)}.")
    others = rivals(arguments.node_nlp)
    began = time.perf_counter()
    try:
        lines = [_line(task, arguments.data, others) for task in TASKS if task.key in wanted]
        goals = goals_of_tasks([(line.task, line.ours) for line in lines])
        for key, check in CHECKS.items():
            if key in wanted:
                with progress_bar(key) as bar:
                    goals += check(arguments.data, bar)
        if LIMITS in wanted:
            _limits(arguments.data, others)
    except Unreadable as error:
        fail(f"{error} Diga onde estão os dados: make bench-nlu DATA=pasta.")
    minutes = (time.perf_counter() - began) / 60
    page = Console(highlight=False, width=out.width if out.is_terminal else PAGE_WIDTH)
    page.print(f"[dim]{this_machine()}; {minutes:.0f} min[/dim]\n")
    if lines:
        page.print(_beside(lines), "")
    if goals:
        page.print(_promises(goals))
        _write(lines, goals)
    return 0


@dataclass(frozen=True, slots=True)
class _Arguments:
    data: Path
    only: tuple[str, ...]
    node_nlp: Path | None


def _arguments() -> _Arguments:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the public files")
    parser.add_argument("--only", default="", help="tasks and checks, by commas; all of them otherwise")
    parser.add_argument(
        "--node-nlp", type=Path, help="folder with node-nlp's package; without it: not measured"
    )
    given = parser.parse_args()
    only = tuple(name for name in str(given.only).replace(" ", ",").split(",") if name)
    return _Arguments(Path(given.data), only, Path(given.node_nlp) if given.node_nlp else None)


def _limits(data: Path, others: Sequence[System]) -> None:
    """Writes the pictures of what stands between measure and promise, and their numbers."""
    quick = [system for system in others if isinstance(system, Pipeline) and not system.name.startswith("e5")]
    with progress_bar("limits") as bar:
        found = study(data, quick, bar)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "limits.json").write_text(json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n")
    draw_curves(found.panels, [OUT / "limits.png", OUT / "limits.svg"])
    for name, share in found.shares.items():
        err.print(f"  {name}: {percent(share)}")
    err.print(f"  {OUT}/limits.json, limits.png, limits.svg")


def _line(task: Task, data: Path, others: Sequence[System]) -> Line:
    rounds = task.rounds(data)
    ours = Prosa()
    ours.noise = () if task.few else NOISE
    line = Line(task)
    for system in (ours, *others):
        with progress_bar(f"{task.title} · {system.name}") as bar:
            answers = _answers(system, rounds, bar)
        if answers:
            line.accuracy[system.name] = mean(
                _right(one, told) for one, told in zip(rounds, answers, strict=True)
            )
            line.ms[system.name] = mean(told.ms_alone for told in answers)
            line.train_seconds[system.name] = mean(told.train_seconds for told in answers)
            err.print(f"  {task.title} · {system.name}: {percent(line.accuracy[system.name])}")
    line.ours = ours.measured
    return line


def _answers(system: System, rounds: Sequence[Round], progress: Progress) -> list[Answers]:
    """What the system says in each round; nothing when it cannot be run here."""
    try:
        return [
            system.run(
                one.training, one.test, lambda step, share, at=at: progress(step, (at + share) / len(rounds))
            )
            for at, one in enumerate(rounds)
        ]
    except (OSError, subprocess.CalledProcessError) as error:
        err.print(f"[yellow]![/yellow] {system.name} não roda aqui: {error}")
        return []


def _right(one: Round, told: Answers) -> float:
    pairs = zip(one.test, told.guesses, strict=True)
    return mean(example.intent == guess for example, guess in pairs)


def _beside(lines: Sequence[Line]) -> Table:
    names = list(dict.fromkeys(name for line in lines for name in line.accuracy))
    table = Table(box=None, padding=(0, 1), title="Acerto", title_justify="left", title_style="bold")
    table.add_column()
    for name in names:
        table.add_column(name, justify="right")
    for line in lines:
        table.add_row(line.task.title, *(_share(line.accuracy.get(name)) for name in names))
    table.add_row(
        "[dim]ms por mensagem, sozinha[/dim]", *(f"[dim]{_mean_of(lines, name)}[/dim]" for name in names)
    )
    return table


def _mean_of(lines: Sequence[Line], name: str) -> str:
    values = [line.ms[name] for line in lines if name in line.ms]
    return decimal(mean(values), 2) if values else "–"


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)


def _promises(goals: Sequence[Goal]) -> Table:
    table = Table(box=None, padding=(0, 1), title="Metas", title_justify="left", title_style="bold")
    for column in ("", "", "medido", "meta"):
        table.add_column(column, justify="right" if column else "left")
    for goal in goals:
        mark = "[green]✓[/green]" if goal.kept else "[red]✗[/red]"
        bound = f"{'≤' if goal.at_most else '≥'} {_said(goal.bound, goal.unit)}"
        table.add_row(mark, goal.title, _said(goal.value, goal.unit), bound)
    return table


def _said(value: float, unit: str) -> str:
    if unit == "%":
        return percent(value)
    return f"{decimal(value, 1 if value >= 10 else 2)}{unit}" if unit else decimal(value)


def _write(lines: Sequence[Line], goals: Sequence[Goal]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    told = {
        "machine": asdict(this_machine()),
        "tasks": {
            line.task.key: {
                "title": line.task.title,
                "accuracy": line.accuracy,
                "ms_alone": line.ms,
                "train_seconds": line.train_seconds,
            }
            for line in lines
        },
        "goals": [{**asdict(goal), "kept": goal.kept} for goal in goals],
    }
    (OUT / "nlu.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    panels = [
        (
            line.task.title,
            [
                Point(name, line.ms[name], accuracy, ours=name == Prosa.name)
                for name, accuracy in line.accuracy.items()
            ],
        )
        for line in [line for line in lines if line.task.key in PICTURED] or lines[:1]
    ]
    if panels:
        draw(panels, [OUT / "nlu.png", OUT / "nlu.svg"])
    err.print(f"  {OUT}/nlu.json{', nlu.png, nlu.svg' if panels else ''}")


if __name__ == "__main__":
    sys.exit(main())
