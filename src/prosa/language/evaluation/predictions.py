"""What a model said of each test message, beside what a person says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prosa.language.training import Example
from prosa.language.understanding import Cues, ScoredIntent, Understander, Understanding

Progress = Callable[[float], None]
"""Told the share of the work that is done, 0 to 1."""

_BATCH = 32


@dataclass(frozen=True, slots=True)
class Prediction:
    """One test message: the intent a person gave it, and the model's best with the next ones."""

    text: str
    expected: str
    best: ScoredIntent
    alternatives: tuple[ScoredIntent, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the model's best intent is the person's."""
        return self.best.name == self.expected


def predict(
    model: Understander, examples: Sequence[Example], progress: Progress = lambda share: None
) -> list[Prediction]:
    """The model's word on each example, in order."""
    found = understand_all(model, [example.text for example in examples], progress)
    return [
        Prediction(example.text, example.intent, understanding.intent, understanding.alternatives)
        for example, understanding in zip(examples, found, strict=True)
    ]


def understand_all(
    model: Understander, texts: Sequence[str], progress: Progress = lambda share: None
) -> list[Understanding]:
    """Every text understood without a conversation around it."""
    found: list[Understanding] = []
    for start in range(0, len(texts), _BATCH):
        batch = list(texts[start : start + _BATCH])
        found.extend(model.understand(batch, [Cues()] * len(batch)))
        progress(len(found) / len(texts))
    return found
