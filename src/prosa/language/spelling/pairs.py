"""Which words a pack's examples say one after the other."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

BOUNDARY = ""
"""Stands before the first word of a message and behind the last one."""

_ENDS = 0.12
"""How likely a message is to end after a word."""

_FEWEST_OTHERS = 2.0
"""Unseen followers that any word is granted."""


def counted_pairs(messages: Iterable[list[str]]) -> Counter[str]:
    """How often two words follow each other, written with a space between them, as no word has one."""
    return Counter(
        f"{first} {second}"
        for message in messages
        if message
        for first, second in pairwise((BOUNDARY, *message, BOUNDARY))
    )


class WordPairs:
    """How likely a word is after another. `alone` tells how likely it is anywhere, from 0 to 1."""

    def __init__(self, counts: Mapping[str, int], alone: Callable[[str], float]) -> None:
        self._counts = {pair: count for pair, count in counts.items() if " " in pair}
        self._alone = alone
        self._first = Counter[str]()
        self._followers = Counter[str]()
        for pair, count in self._counts.items():
            first = pair.partition(" ")[0]
            self._first[first] += count
            self._followers[first] += 1

    def __len__(self) -> int:
        return len(self._counts)

    def seen(self, first: str, second: str) -> bool:
        """Whether the examples say one right after the other."""
        return f"{first} {second}" in self._counts

    def chance(self, first: str, second: str) -> float:
        """How likely `second` is after `first`: as seen, and for the rest as it is anywhere.

        After Witten and Bell (1991): a word that many others have followed will be followed by new ones.
        """
        seen = self._counts.get(f"{first} {second}", 0)
        alone = self._alone(second) if second else _ENDS
        others = max(_FEWEST_OTHERS, self._followers[first])
        return (seen + others * alone) / (self._first[first] + others)
