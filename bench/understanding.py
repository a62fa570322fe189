"""What it costs to understand a message: alone and in batches, on one core.

    .venv/bin/python bench/understanding.py [--pack packs/loja] [--seconds 5]

Trains the pack's model, then understands the pack's own evaluation questions. CPU time is what a core is busy
for; wall time also counts what else the machine was doing.
"""

import argparse
import json
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from prosa.language.evaluation import evaluate, evaluate_scope, split
from prosa.language.model import Model, train
from prosa.language.training import Example
from prosa.language.understanding import Cues
from prosa.packs.loader import load_pack

_BATCHES = (1, 8, 16, 32)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds for one message when `batch` are understood together."""

    batch: int
    cpu: float
    wall: float
    wall_p95: float


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pack", type=Path, default=Path("packs/loja"))
    parser.add_argument("--seconds", type=float, default=5.0, help="for each batch size")
    arguments = parser.parse_args()
    data = load_pack(arguments.pack).training
    started = time.process_time()
    model = train(data)
    print(f"training: {len(data.examples)} examples in {time.process_time() - started:.1f} s of CPU")
    questions = _lines(arguments.pack / "evaluation" / "questions.jsonl")
    outside = _lines(arguments.pack / "evaluation" / "out_of_scope.jsonl")
    examples = [Example(line["text"], line["intent"]) for line in questions if line.get("intent")]
    if not examples:
        _, examples = split(data.examples)
    _print_quality(model, examples, [line["text"] for line in outside])
    print(f"\n{'batch':>5} {'CPU ms':>8} {'wall ms':>8} {'p95 ms':>8}   a message")
    for batch in _BATCHES:
        cost = measure(model, [example.text for example in examples], batch, arguments.seconds)
        print(f"{cost.batch:>5} {cost.cpu:>8.2f} {cost.wall:>8.2f} {cost.wall_p95:>8.2f}")


def measure(model: Model, texts: list[str], batch: int, seconds: float) -> Cost:
    """Understands the texts over and over for so long, after a first round that fills caches."""
    cues = [Cues()] * batch
    batches = [
        [texts[(start + i) % len(texts)] for i in range(batch)] for start in range(0, len(texts), batch)
    ]
    for messages in batches:
        model.understand(messages, cues)
    walls: list[float] = []
    began, cpu_began = time.perf_counter(), time.process_time()
    while time.perf_counter() - began < seconds:
        started = time.perf_counter()
        model.understand(batches[len(walls) % len(batches)], cues)
        walls.append((time.perf_counter() - started) * 1000 / batch)
    cpu = (time.process_time() - cpu_began) * 1000 / (len(walls) * batch)
    return Cost(batch, cpu, statistics.median(walls), statistics.quantiles(walls, n=20)[-1])


def _print_quality(model: Model, examples: list[Example], outside: list[str]) -> None:
    report = evaluate(model, examples)
    print(
        f"questions: {report.count}, accuracy {report.accuracy:.1%}, macro-F1 {report.macro_f1:.3f},"
        f" calibration error {report.ece:.3f}"
    )
    if outside:
        scope = evaluate_scope(model, [example.text for example in examples], outside, threshold=0.7)
        print(
            f"out of scope: {len(outside)}, AUROC {scope.auroc:.3f},"
            f" answered at 0.7 {scope.wrongly_answered:.1%}"
        )


def _lines(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    sys.exit(main())
