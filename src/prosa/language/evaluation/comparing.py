"""Two models on the same messages: is one better, or was it luck?"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the second model gains and loses on messages that both were asked.

    `won` only the second has right, `lost` only the first. `p_value` is McNemar's exact one: how likely so
    uneven a result is between two models that are equally good.
    """

    both_right: int
    both_wrong: int
    won: tuple[str, ...]
    lost: tuple[str, ...]
    p_value: float

    @property
    def count(self) -> int:
        """Messages that both were asked."""
        return self.both_right + self.both_wrong + len(self.won) + len(self.lost)


def compare(first: Mapping[str, bool], second: Mapping[str, bool]) -> Comparison:
    """Compares what each has right, by the messages' ids. Messages that only one was asked do not count."""
    shared = [message for message in second if message in first]
    won = tuple(message for message in shared if second[message] and not first[message])
    lost = tuple(message for message in shared if first[message] and not second[message])
    both_right = sum(first[message] and second[message] for message in shared)
    return Comparison(
        both_right,
        len(shared) - both_right - len(won) - len(lost),
        won,
        lost,
        mcnemar(len(won), len(lost)),
    )


def mcnemar(won: int, lost: int) -> float:
    """McNemar's exact test: the two-sided probability of so uneven a count of won and lost by chance.

    Under equal models each message that they disagree on is a coin toss, so the count is binomial.
    """
    tosses = won + lost
    ways, tail = 1, 0  # of choosing `count` tosses, and of choosing at most so many
    for count in range(min(won, lost) + 1):
        tail += ways
        ways = ways * (tosses - count) // (count + 1)
    return min(1.0, 2 * tail / 2**tosses)
