"""Sentences whose mood we know, from `moods_said.txt`: each of its lines in several of its ways."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from random import Random

from prosa.language.wordlists.reading import lines

_MOODS = {"-": 0, "=": 1, "+": 2, "~": 3}
_BRACES = re.compile(r"[{}]")
_WAYS = 16
"""Most wordings taken of one line, so that none drowns the others."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, its mood (a column of `Likeness`) and its line: wordings of a line are not independent."""

    text: str
    mood: int
    line: int


def sentences() -> list[Said]:
    """All sentences, the same ones every time."""
    return [
        Said(text, _MOODS[line[0]], number)
        for number, line in enumerate(lines("moods_said.txt"))
        for text in _ways(line[2:].strip(), Random(number))  # noqa: S311  a repeatable choice, not a secret
    ]


def _ways(pattern: str, random: Random) -> Iterator[str]:
    """Wordings of "{a|b} c {d|e}": all of them, or a sample of `_WAYS`."""
    # Outside braces a bar means nothing, so every other part has one way.
    options = [
        part.split("|") if inside % 2 else [part] for inside, part in enumerate(_BRACES.split(pattern))
    ]
    if prod(map(len, options)) <= _WAYS:
        yield from ("".join(parts).strip() for parts in product(*options))
        return
    chosen: dict[str, None] = {}
    while len(chosen) < _WAYS:
        chosen["".join(random.choice(option) for option in options).strip()] = None
    yield from chosen
