"""What a model is taught: the pack's examples, and those that people accepted since. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from prosa.language.cleaning import clean
from prosa.language.normalise import normalise
from prosa.language.training import Example, TrainingData

NEEDED = 5
"""Accepted examples from which an intent that the pack does not have is trained. With fewer it would take
messages from its neighbours more often than it gets its own right."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Everything the next model is trained on."""

    data: TrainingData
    learned: int
    """Accepted examples in it."""
    waiting: Mapping[str, int]
    """Accepted examples of new intents that are not enough yet, by intent."""


def lesson(pack: TrainingData, accepted: Iterable[Example]) -> Lesson:
    """The pack's data with what was accepted. What the pack says of a text goes before what was accepted."""
    known = {key_of(example.text) for example in pack.examples}
    intents = {example.intent for example in pack.examples}
    fresh: dict[str, Example] = {}
    for example in accepted:
        if (key := key_of(example.text)) not in known:
            fresh.setdefault(key, example)
    counts = Counter(example.intent for example in fresh.values())
    waiting = {intent: count for intent, count in counts.items() if intent not in intents and count < NEEDED}
    taught = [example for example in fresh.values() if example.intent not in waiting]
    # In one order whatever order they were accepted in: equal content, equal fingerprint.
    taught.sort(key=lambda example: (example.intent, example.text))
    return Lesson(replace(pack, examples=(*pack.examples, *taught)), len(taught), waiting)


def key_of(text: str) -> str:
    """What two examples share that teach a model the same."""
    return normalise(clean(text).text)
