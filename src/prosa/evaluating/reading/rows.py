"""A row of a file, whichever format it came from, and what is wrong with a file that cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 256 * 1024 * 1024
MOST_ROWS = 1_000_000


class Unreadable(ValueError):
    """The file cannot be used. The message says why in Portuguese, with the line where there is one."""

    def __init__(self, path: Path, message: str, line: int = 0) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path} {message}")


@dataclass(frozen=True, slots=True)
class Row:
    """What one line holds, by column: "0", "1" and so on in a file without a header."""

    line: int
    """Counts from 1."""
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a file. `columns` are their names; none in a file without a header."""

    path: Path
    rows: tuple[Row, ...]
    columns: tuple[str, ...]

    def unreadable(self, message: str, line: int = 0) -> Unreadable:
        """The error that says this of this file."""
        return Unreadable(self.path, message, line)
