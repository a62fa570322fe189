"""Regular expressions that a pack brings along: someone else's, so they run on a leash."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, cast

import regex

from prosa.language.entities.orders import order_value
from prosa.language.entities.reading import MOST_MENTIONS, PLAUSIBLE, Candidate, Reading, digits_of
from prosa.language.training import Pattern
from prosa.language.understanding import EntityKind

_SECONDS = 0.02
"""Longest one expression may search one message; what it has not found by then is not there."""

_VALUES: dict[str, Callable[[str], str]] = {
    EntityKind.CPF: digits_of,
    EntityKind.CEP: digits_of,
    EntityKind.ORDER: order_value,
}


class PatternFinder:
    """Finds entities by a pack's expressions, ignoring case. `ValueError` for one that does not compile."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._compiled = [(pattern.kind, _compile(pattern)) for pattern in patterns]

    def find(self, reading: Reading) -> Iterator[Candidate]:
        """Every match that is not empty; digits only for kinds whose value is digits."""
        for kind, expression in self._compiled:
            for start, end in _spans(expression, reading.text):
                written = reading.text[start:end]
                value = _VALUES.get(kind, str)(written)
                if value:
                    yield Candidate(reading.entity(kind, value, start, end), PLAUSIBLE)


def _compile(pattern: Pattern) -> Any:
    try:
        return cast(Any, regex).compile(pattern.expression, flags=regex.IGNORECASE)
    except regex.error as error:
        raise ValueError(f"regex of {pattern.kind}: {pattern.expression!r}: {error}") from error


def _spans(expression: Any, text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    # What was found before the leash went taut stays.
    with suppress(TimeoutError):
        matches = (match.span() for match in expression.finditer(text, timeout=_SECONDS) if match[0])
        found.extend(islice(matches, MOST_MENTIONS))
    return found
