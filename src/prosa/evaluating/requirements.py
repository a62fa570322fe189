"""What a result must reach for the command to succeed: `accuracy=0.87`."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

AT_MOST = frozenset(
    "ece wrongly_answered ms_per_message ms_alone_p50 ms_alone_p95 ms_in_full_batches train_seconds memory_mb"
    " clean_altered ms_p50 ms_p95".split()
)
"""Figures of which less is better."""


class RequirementUnreadable(ValueError):
    """Not `figure=number`, or a figure that the result does not have; the message says so in Portuguese."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A bound on a figure: at least, or for what should be small, at most."""

    figure: str
    bound: float

    @property
    def at_most(self) -> bool:
        """Whether the bound is one from above."""
        return self.figure in AT_MOST

    def met_by(self, value: float) -> bool:
        """Whether the value keeps the bound, itself included."""
        return value <= self.bound if self.at_most else value >= self.bound


@dataclass(frozen=True, slots=True)
class Missed:
    """A requirement and the value that does not meet it."""

    requirement: Requirement
    value: float


def read_requirements(texts: Iterable[str]) -> tuple[Requirement, ...]:
    """Each `figure=number`, with a decimal point or comma. Raises `RequirementUnreadable`."""
    return tuple(_read(text) for text in texts)


def missed(requirements: Iterable[Requirement], results: Mapping[str, Any]) -> tuple[Missed, ...]:
    """Those that the results do not meet. Raises `RequirementUnreadable` for a figure that is not there."""
    found: list[Missed] = []
    for requirement in requirements:
        value = results.get(requirement.figure)
        if value is None or not _is_number(value):
            known = ", ".join(key for key, other in results.items() if _is_number(other))
            raise RequirementUnreadable(
                f"--require {requirement.figure}: este resultado não tem esse número; tem: {known}."
            )
        if not requirement.met_by(value):
            found.append(Missed(requirement, value))
    return tuple(found)


def _read(text: str) -> Requirement:
    figure, equals, number = text.partition("=")
    try:
        bound = float(number.strip().replace(",", "."))
    except ValueError:
        bound = math.nan
    if not equals or not figure.strip() or not math.isfinite(bound):
        raise RequirementUnreadable(f'--require "{text}": escreva como em accuracy=0.87.')
    return Requirement(figure.strip().replace("-", "_"), bound)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
