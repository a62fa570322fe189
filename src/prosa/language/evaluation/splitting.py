"""Which examples a model learns from and which it is asked: always the same for the same seed."""

from collections.abc import Iterable, Sequence
from random import Random

from prosa.language.training import Example


def distinct(examples: Iterable[Example]) -> list[Example]:
    """Without texts that differ only in case from an earlier one."""
    first: dict[str, Example] = {}
    for example in examples:
        first.setdefault(example.text.strip().lower(), example)
    return list(first.values())


def split(
    examples: Sequence[Example], test_share: float = 0.2, seed: int = 0
) -> tuple[list[Example], list[Example]]:
    """Training and test examples, the same share of every intent; texts that differ only in case count once.

    An intent keeps at least one training example; one with a single example has none in the test.
    """
    training: list[Example] = []
    test: list[Example] = []
    for members in _shuffled(distinct(examples), seed):
        held = min(len(members) - 1, max(1, round(len(members) * test_share))) if len(members) > 1 else 0
        test.extend(members[:held])
        training.extend(members[held:])
    return training, test


def few(examples: Sequence[Example], count: int, seed: int = 0) -> list[Example]:
    """So many examples of each intent, drawn by the seed; all of an intent that has no more."""
    return [example for members in _shuffled(distinct(examples), seed) for example in members[:count]]


def part(examples: Sequence[Example], share: float, seed: int = 0) -> list[Example]:
    """The same share of every intent, at least one example of each."""
    return [
        example
        for members in _shuffled(distinct(examples), seed)
        for example in members[: max(1, round(len(members) * share))]
    ]


def hold_out_intents(intents: Iterable[str], share: float, seed: int = 0) -> frozenset[str]:
    """The intents that training is not told of, drawn by the seed; at least one, and one stays to learn."""
    names = sorted(set(intents))
    Random(seed).shuffle(names)  # noqa: S311  a repeatable draw, not a secret
    return frozenset(names[: min(max(1, round(len(names) * share)), max(len(names) - 1, 0))])


def _shuffled(examples: Iterable[Example], seed: int) -> list[list[Example]]:
    """The examples of each intent in an order of the seed's."""
    by_intent: dict[str, list[Example]] = {}
    for example in examples:
        by_intent.setdefault(example.intent, []).append(example)
    random = Random(seed)  # noqa: S311  a repeatable shuffle, not a secret
    for members in by_intent.values():
        random.shuffle(members)
    return list(by_intent.values())
