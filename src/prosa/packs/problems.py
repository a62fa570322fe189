"""What is wrong with a pack, said so that whoever wrote it can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. An error keeps the pack from loading; a warning does not."""

    file: str
    """Path inside the pack's folder, with forward slashes."""
    line: int
    """Counts from 1; 0 when the mistake belongs to no line (a missing file)."""
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {'' if self.level == 'error' else 'warning: '}{self.message}"


class PackInvalid(Exception):
    """A pack with at least one error. `problems` has all of them, and the warnings, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Problems:
    """Collects mistakes while the rest of the pack is still being read."""

    found: list[Problem] = field(default_factory=list[Problem])

    def error(self, file: str, line: int, message: str) -> None:
        """Note a mistake that keeps the pack from loading."""
        self._add(Problem(file, line, message))

    def warning(self, file: str, line: int, message: str) -> None:
        """Note something that loads, but is probably not meant."""
        self._add(Problem(file, line, message, "warning"))

    def _add(self, problem: Problem) -> None:
        if problem not in self.found:
            self.found.append(problem)

    @property
    def fatal(self) -> bool:
        """Whether any error was found."""
        return any(problem.level == "error" for problem in self.found)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """` (did you mean "order_status"?)`, or nothing when no known name is close."""
    best = process.extractOne(wrong, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return f' (did you mean "{best[0]}"?)' if best else ""
