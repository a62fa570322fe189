"""What the next model gains and loses against the one that serves, on messages that neither was taught.

The one that serves was taught everything, so its own examples would only ask for what it learned by heart.
For a fair answer both are trained once more, without the fifth of messages that they are then asked. Which
messages those are is decided by each message itself and never changes: accepted examples join one part or
the other, and move nothing else.
"""

from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from prosa.language.evaluation import Prediction, predict
from prosa.language.evaluation.comparing import mcnemar
from prosa.language.training import Example, TrainingData
from prosa.language.understanding import Understander
from prosa.learning.teaching import key_of

HELD_OUT = 0.2
"""Share of messages that the models are asked about."""

SURE = 0.05
"""Probability below which a difference is not taken for chance."""

Progress = Callable[[str, float], None]
Trainer = Callable[[TrainingData, Progress], Understander]
"""Trains a model, or fetches the one that was trained on this data before."""


@dataclass(frozen=True, slots=True)
class Change:
    """A message that one of the two models has right and the other has not."""

    text: str
    expected: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class IntentChange:
    """How many of an intent's held-out messages each model has right."""

    intent: str
    held_out: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Trial:
    """How the next model does. Without one before it, `before` is None and nothing is won or lost."""

    held_out: int
    before: float | None
    """Share, 0 to 1, of held-out messages that the model that serves had right."""
    after: float
    won: tuple[Change, ...] = ()
    lost: tuple[Change, ...] = ()
    p_value: float = 1.0
    """McNemar's exact one: how likely so uneven a result is between equally good models."""
    intents: tuple[IntentChange, ...] = ()
    """Intents in which the two differ, those that lose most first."""
    known_won: int = 0
    """How many of those won were there, held out, when the model that serves was trained."""
    known_lost: int = 0

    @property
    def is_worse(self) -> bool:
        """Whether the next model loses more than it wins, in all or of what the one before was good at.

        Fresh examples under a wrong intent win themselves, and hide what they cost the others. So of messages
        that were there before, more losses than chance explains count by themselves.
        """
        by_more_than_chance = mcnemar(self.known_won, self.known_lost) < SURE
        return len(self.lost) > len(self.won) or (self.known_lost > self.known_won and by_more_than_chance)


class TooLittleData(ValueError):
    """No intent has examples enough to keep some out."""


def try_out(
    serving: TrainingData | None,
    following: TrainingData,
    train: Trainer,
    progress: Progress = lambda step, done: None,
) -> Trial:
    """Trains both without the held-out part and asks them about it. Raises `TooLittleData`."""
    taught, held = parted(following)
    if serving is None:
        return _alone(taught, held, train, progress)
    taught_before, held_before = parted(serving)
    # A message that was its intent's only one at the time is in what was taught then.
    by_heart = {key_of(example.text) for example in taught_before.examples}
    held = _enough([example for example in held if key_of(example.text) not in by_heart])
    first = train(taught_before, lambda step, done: progress(step, done / 2))
    before = predict(first, held)
    second = train(taught, lambda step, done: progress(step, 0.5 + done / 2))
    return _compared(before, predict(second, held), {key_of(example.text) for example in held_before})


def _alone(taught: TrainingData, held: Sequence[Example], train: Trainer, progress: Progress) -> Trial:
    after = predict(train(taught, progress), _enough(held))
    return Trial(len(held), None, _accuracy(after))


def _enough(held: Sequence[Example]) -> Sequence[Example]:
    if not held:
        raise TooLittleData("there are too few examples to keep some of them out")
    return held


def parted(data: TrainingData) -> tuple[TrainingData, list[Example]]:
    """What a trial is taught, and what it is asked: about a fifth, but never all of an intent."""
    distinct = {key_of(example.text): example for example in reversed(data.examples)}
    by_intent: dict[str, list[tuple[float, Example]]] = {}
    for key, example in distinct.items():
        by_intent.setdefault(example.intent, []).append((_draw(key), example))
    held: list[Example] = []
    for drawn in by_intent.values():
        drawn.sort(key=lambda each: (each[0], each[1].text))
        held += [example for share, example in drawn[:-1] if share < HELD_OUT]
    texts = {key_of(example.text) for example in held}
    taught = tuple(example for example in data.examples if key_of(example.text) not in texts)
    return replace(data, examples=taught), held


def _draw(key: str) -> float:
    """A number from 0 to 1 that belongs to this text."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") / 2**64


def _compared(before: Sequence[Prediction], after: Sequence[Prediction], known: Container[str]) -> Trial:
    pairs = list(zip(before, after, strict=True))
    changes = [
        (new.right, Change(new.text, new.expected, old.best.name, new.best.name))
        for old, new in pairs
        if old.right != new.right
    ]
    won = tuple(change for right, change in changes if right)
    lost = tuple(change for right, change in changes if not right)
    return Trial(
        held_out=len(pairs),
        before=_accuracy(before),
        after=_accuracy(after),
        won=won,
        lost=lost,
        p_value=mcnemar(len(won), len(lost)),
        intents=_by_intent(before, after),
        known_won=sum(key_of(change.text) in known for change in won),
        known_lost=sum(key_of(change.text) in known for change in lost),
    )


def _by_intent(before: Sequence[Prediction], after: Sequence[Prediction]) -> tuple[IntentChange, ...]:
    held = Counter(prediction.expected for prediction in after)
    first = Counter(prediction.expected for prediction in before if prediction.right)
    second = Counter(prediction.expected for prediction in after if prediction.right)
    changes = (IntentChange(intent, held[intent], first[intent], second[intent]) for intent in held)
    different = (change for change in changes if change.before != change.after)
    return tuple(sorted(different, key=lambda change: (change.after - change.before, change.intent)))


def _accuracy(predictions: Sequence[Prediction]) -> float:
    return sum(prediction.right for prediction in predictions) / len(predictions)
