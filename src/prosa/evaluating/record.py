"""The results of an evaluation as JSON: what other programs, and a later comparison, read."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from prosa.evaluating.intents import Measured, Scope
from prosa.language.evaluation import Prediction
from prosa.language.evaluation.scores import interval
from prosa.language.evaluation.thresholds import ThresholdPoint

FORMAT = 1
FIGURES = (
    "accuracy",
    "macro_f1",
    "ece",
    "auroc",
    "wrongly_answered",
    "ms_per_message",
    "train_seconds",
)
"""In every record, at the top; null where the task has no such thing."""

Record = dict[str, Any]


def record(task: str, figures: Mapping[str, Any], details: Mapping[str, Any]) -> Record:
    """A record of this task: the figures that all have, then what only this task has."""
    return {
        "format": FORMAT,
        "prosa": version("prosa"),
        "task": task,
        **dict.fromkeys(FIGURES),
        **figures,
        **details,
    }


def write_record(path: Path, content: Record) -> None:
    """Writes it, making the folder. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY) + b"\n")


def intents_record(measured: Measured) -> Record:
    """The record of an evaluation of intents."""
    plan, report, cost, scope = measured.plan, measured.report, measured.cost, measured.scope
    figures = {
        "accuracy": report.accuracy,
        "macro_f1": report.macro_f1,
        "ece": report.ece,
        "auroc": scope.report.auroc if scope else None,
        "wrongly_answered": scope.report.wrongly_answered if scope else None,
        "ms_per_message": cost.amortised,
        "train_seconds": measured.train_seconds,
    }
    details = {
        "ms_alone_p50": cost.alone_p50,
        "ms_alone_p95": cost.alone_p95,
        "ms_in_full_batches": cost.amortised_full,
        "memory_mb": measured.memory_mb,
        "accuracy_interval": interval(report.accuracy, report.count),
        "count": report.count,
        "training_examples": len(plan.training.examples),
        "training_intents": len({example.intent for example in plan.training.examples}),
        "out_of_scope_count": len(plan.out_of_scope),
        "seed": plan.seed,
        "threshold": plan.threshold,
        "at_threshold": _point(measured.chosen),
        "suggested_threshold": _point(measured.suggested),
        "noise": {noise.kind: {"accuracy": noise.accuracy, "lost": noise.lost} for noise in measured.noise},
        "learning_curve": [
            {"examples": count, "accuracy": accuracy} for count, accuracy in measured.learning
        ],
        "warnings": measured.warnings,
        "intents": [
            {"intent": score.name, **{key: value for key, value in asdict(score).items() if key != "name"}}
            for score in report.intents
        ],
        "confusions": [
            {**asdict(confusion), "example": confusion.example} for confusion in report.confusions
        ],
        "reliability": [asdict(found) for found in measured.bins],
        "threshold_curve": [_point(point) for point in measured.curve],
        "wrongly_answered_messages": _answered(scope),
        **judgements([judgement_of(prediction) for prediction in measured.predictions]),
    }
    return record("intents", figures, details)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of one test message, beside what a person says."""

    text: str
    expected: str
    predicted: str
    right: bool
    confidence: float | None = None


def judgement_of(prediction: Prediction) -> Judgement:
    """A predicted intent as a judgement."""
    return Judgement(
        prediction.text,
        prediction.expected,
        prediction.best.name,
        prediction.right,
        round(prediction.best.confidence, 4),
    )


def judgements(found: Sequence[Judgement]) -> Record:
    """What was right, by a hash of each message, so that another model can be compared; and the errors."""
    ids = message_ids((judgement.text, judgement.expected) for judgement in found)
    both = list(zip(ids, found, strict=True))
    return {
        "predictions": [
            {"id": key, "right": judgement.right, "confidence": judgement.confidence}
            for key, judgement in both
        ],
        "errors": [
            {
                "id": key,
                "text": judgement.text,
                "expected": judgement.expected,
                "predicted": judgement.predicted,
                "confidence": judgement.confidence,
            }
            for key, judgement in both
            if not judgement.right
        ],
    }


def message_ids(messages: Iterable[tuple[str, str]]) -> list[str]:
    """A stable id for each message and its label; a message that comes twice gets two."""
    seen: Counter[tuple[str, str]] = Counter()
    ids: list[str] = []
    for message in messages:
        seen[message] += 1
        described = "\0".join((*message, str(seen[message])))
        ids.append(hashlib.sha256(described.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    return ids


def _point(point: ThresholdPoint | None) -> Record | None:
    return asdict(point) if point else None


def _answered(scope: Scope | None) -> list[Record] | None:
    if scope is None:
        return None
    return [
        {"text": text, "intent": intent, "confidence": round(confidence, 4)}
        for text, intent, confidence in scope.answered
    ]
