"""A model's results on labelled messages: accuracy, macro-F1, calibration, what is taken for what."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from prosa.language.evaluation.calibration import expected_calibration_error
from prosa.language.evaluation.predictions import Prediction, predict
from prosa.language.evaluation.scores import ClassScore, class_scores, macro_f1
from prosa.language.training import Example
from prosa.language.understanding import Understander


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often messages of one intent were taken for another, and those messages, surest first."""

    expected: str
    predicted: str
    count: int
    messages: tuple[str, ...]

    @property
    def example(self) -> str:
        """One of the messages."""
        return self.messages[0]


@dataclass(frozen=True, slots=True)
class Report:
    """A model's results on test messages. Shares are 0 to 1."""

    count: int
    accuracy: float
    macro_f1: float
    ece: float
    """Expected calibration error: how far confidence is from the share that is right, on average."""
    intents: tuple[ClassScore, ...]
    confusions: tuple[Confusion, ...]
    """Most frequent first."""


def evaluate(model: Understander, examples: Sequence[Example]) -> Report:
    """The model's results on labelled messages. Raises `ValueError` without any."""
    return report_on(predict(model, examples))


def report_on(predictions: Sequence[Prediction]) -> Report:
    """The same from predictions that are there already."""
    if not predictions:
        raise ValueError("nothing to evaluate: the test set is empty")
    right = np.asarray([prediction.right for prediction in predictions])
    confidence = np.asarray([prediction.best.confidence for prediction in predictions])
    scores = class_scores(
        [prediction.expected for prediction in predictions],
        [prediction.best.name for prediction in predictions],
    )
    return Report(
        count=len(predictions),
        accuracy=float(right.mean()),
        macro_f1=macro_f1(scores),
        ece=expected_calibration_error(confidence, right),
        intents=scores,
        confusions=confusions(predictions),
    )


def confusions(predictions: Sequence[Prediction]) -> tuple[Confusion, ...]:
    """Each pair of intents that was confused."""
    wrong: dict[tuple[str, str], list[Prediction]] = {}
    for prediction in predictions:
        if not prediction.right:
            wrong.setdefault((prediction.expected, prediction.best.name), []).append(prediction)
    found = [
        Confusion(
            *pair,
            len(members),
            tuple(member.text for member in sorted(members, key=lambda member: -member.best.confidence)),
        )
        for pair, members in wrong.items()
    ]
    return tuple(sorted(found, key=lambda confusion: (-confusion.count, confusion.expected)))
