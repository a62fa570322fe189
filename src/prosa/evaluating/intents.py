"""One evaluation of intents, from data to results: train, ask, count."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from prosa.evaluating.memory import NotMeasured, memory_added
from prosa.language.evaluation import Prediction, Report, predict, report_on, understand_all
from prosa.language.evaluation.calibration import Bin, reliability
from prosa.language.evaluation.cost import Cost, measure_cost
from prosa.language.evaluation.noise import noisy
from prosa.language.evaluation.scope import ScopeReport, roc_curve, scope_report
from prosa.language.evaluation.splitting import few, hold_out_intents, part, split
from prosa.language.evaluation.thresholds import ThresholdPoint, point_at, suggested, threshold_curve
from prosa.language.model import Model, train
from prosa.language.training import Example, TrainingData

CURVE = (0.1, 0.25, 0.5)
"""Shares of the training examples that the learning curve asks for, besides all."""

Progress = Callable[[str, float], None]
"""Told which step runs and how much of it is done, 0 to 1."""


class NotMeasurable(ValueError):
    """There is nothing to measure on; the message says why, in Portuguese."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train on, what to ask, and what to look at."""

    training: TrainingData
    test: tuple[Example, ...]
    out_of_scope: tuple[str, ...] = ()
    threshold: float = 0.7
    seed: int = 0
    noise: tuple[str, ...] = ()
    learning_curve: bool = False
    memory: bool = False
    model: Model | None = None
    """A model that is trained already; then `training` only says what it knows."""
    model_seconds: float | None = None
    """What training that model took, if it was trained just now."""
    trainer: Callable[[TrainingData, Progress], Model] = train


@dataclass(frozen=True, slots=True)
class Scope:
    """How the model treats what it should not answer."""

    report: ScopeReport
    confidences: NDArray[np.float64]
    """Of the messages out of scope, in their order."""
    roc: tuple[NDArray[np.float64], NDArray[np.float64]]
    answered: tuple[tuple[str, str, float], ...]
    """The messages that would be answered, with the intent and the confidence, surest first."""


@dataclass(frozen=True, slots=True)
class Noisy:
    """Accuracy on the same messages with this kind of noise, and what that loses against clean ones."""

    kind: str
    accuracy: float
    lost: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that came of an evaluation."""

    plan: Plan
    predictions: tuple[Prediction, ...]
    report: Report
    confidences: NDArray[np.float64]
    bins: tuple[Bin, ...]
    curve: tuple[ThresholdPoint, ...]
    chosen: ThresholdPoint
    """What the pack's threshold does."""
    suggested: ThresholdPoint | None
    scope: Scope | None
    cost: Cost
    train_seconds: float | None
    """None for a model that was there already."""
    memory_mb: float | None
    noise: tuple[Noisy, ...] = ()
    learning: tuple[tuple[int, float], ...] = ()
    """Training examples and the accuracy they give, fewest first."""
    warnings: tuple[str, ...] = field(default=())


def planned(
    plan: Plan, *, count: int | None = None, held_out_share: float | None = None, test_share: float = 0.2
) -> Plan:
    """The plan with a test set, and with what the model is not to be told taken out of training.

    Without a test, a fifth of the training examples becomes it. `count` keeps so many examples of each
    intent; `held_out_share` of the intents is not trained, and their test messages are out of scope.
    """
    examples, test = plan.training.examples, plan.test
    if not test:
        taught, kept = split(examples, test_share, plan.seed)
        examples, test = tuple(taught), tuple(kept)
        if not test:
            raise NotMeasurable("Há exemplos de menos para separar um quinto deles para o teste.")
    outside = plan.out_of_scope
    if held_out_share is not None:
        held = hold_out_intents((example.intent for example in examples), held_out_share, plan.seed)
        examples = tuple(example for example in examples if example.intent not in held)
        outside += tuple(example.text for example in test if example.intent in held)
        test = tuple(example for example in test if example.intent not in held)
        if not test or not outside:
            raise NotMeasurable("Sobram intenções de menos: nem todas podem ficar fora do treino.")
    if count is not None:
        examples = tuple(few(examples, count, plan.seed))
    return replace(plan, training=replace(plan.training, examples=examples), test=test, out_of_scope=outside)


def measure(plan: Plan, progress: Progress) -> Measured:
    """Trains if need be, and measures. Raises `NotTrainable`, or `NotMeasurable` without a test."""
    if not plan.test:
        raise NotMeasurable("Não há nenhuma mensagem de teste.")
    began = time.perf_counter()
    model = plan.model or plan.trainer(plan.training, lambda step, share: progress(f"treino, {step}", share))
    train_seconds = plan.model_seconds if plan.model else time.perf_counter() - began
    asked = f"{len(plan.test)} perguntas"
    predictions = tuple(predict(model, plan.test, lambda share: progress(asked, share)))
    report = report_on(predictions)
    confidences = np.asarray([prediction.best.confidence for prediction in predictions])
    right = np.asarray([prediction.right for prediction in predictions])
    scope = _scope(model, plan, confidences, progress) if plan.out_of_scope else None
    outside = scope.confidences if scope else np.zeros(0)
    curve = threshold_curve(confidences, right, outside)
    warnings = _warnings(plan)
    memory_mb: float | None = None
    if plan.memory:
        progress("memória", 0.0)
        try:
            memory_mb = memory_added(model, [example.text for example in plan.test])
        except NotMeasured as error:
            warnings.append(f"A memória não foi medida: {error}")
    progress("custo por mensagem", 0.0)
    return Measured(
        plan=plan,
        predictions=predictions,
        report=report,
        confidences=confidences,
        bins=reliability(confidences, right),
        curve=curve,
        chosen=point_at(plan.threshold, confidences, right, outside),
        suggested=suggested(curve),
        scope=scope,
        cost=measure_cost(model, [example.text for example in plan.test], plan.seed),
        train_seconds=train_seconds,
        memory_mb=memory_mb,
        noise=_noise(model, plan, report.accuracy, progress),
        learning=_learning(plan, report.accuracy, progress),
        warnings=tuple(warnings),
    )


def _scope(model: Model, plan: Plan, inside: NDArray[np.float64], progress: Progress) -> Scope:
    found = understand_all(model, plan.out_of_scope, lambda share: progress("fora do escopo", share))
    outside = np.asarray([understanding.intent.confidence for understanding in found])
    answered = sorted(
        (
            (understanding.text, understanding.intent.name, understanding.intent.confidence)
            for understanding in found
            if understanding.intent.confidence >= plan.threshold
        ),
        key=lambda message: -message[2],
    )
    return Scope(
        scope_report(inside, outside, plan.threshold), outside, roc_curve(inside, outside), tuple(answered)
    )


def _noise(model: Model, plan: Plan, clean: float, progress: Progress) -> tuple[Noisy, ...]:
    found: list[Noisy] = []
    for kind in plan.noise:
        asked = [Example(noisy(example.text, kind, plan.seed), example.intent) for example in plan.test]
        predictions = predict(model, asked, lambda share: progress("com erros de digitação", share))
        accuracy = sum(prediction.right for prediction in predictions) / len(predictions)
        found.append(Noisy(kind, accuracy, clean - accuracy))
    return tuple(found)


def _learning(plan: Plan, whole: float, progress: Progress) -> tuple[tuple[int, float], ...]:
    if not plan.learning_curve:
        return ()
    points: list[tuple[int, float]] = []
    for share in CURVE:
        examples = part(plan.training.examples, share, plan.seed)
        title = f"curva de aprendizado, {len(examples)} exemplos"
        model = plan.trainer(
            replace(plan.training, examples=tuple(examples)),
            lambda _step, done, title=title: progress(title, done),
        )
        points.append((len(examples), report_on(predict(model, plan.test)).accuracy))
    return (*points, (len(plan.training.examples), whole))


def _warnings(plan: Plan) -> list[str]:
    known = {example.intent for example in plan.training.examples}
    strangers = _named(example.intent for example in plan.test if example.intent not in known)
    taught = {example.text.strip().lower() for example in plan.training.examples}
    seen = sum(example.text.strip().lower() in taught for example in plan.test)
    found: list[str] = []
    if strangers:
        count = sum(example.intent not in known for example in plan.test)
        found.append(
            f"{count} mensagens de teste são de intenções que o treino não tem"
            f" e contam como erro: {strangers}."
        )
    if seen:
        found.append(f"{seen} mensagens de teste também estão no treino: o acerto real é menor.")
    return found


def _named(names: Iterable[str], most: int = 5) -> str:
    distinct = list(dict.fromkeys(names))
    return ", ".join(distinct[:most]) + (", …" if len(distinct) > most else "")
