"""What a page is made of, whichever task it tells of."""

from dataclasses import dataclass, replace

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in large type, and what it says in small."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture, as SVG whose colours are the page's."""

    svg: Markup
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Columns in `numbers` are set to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A square of the confusion matrix. `share` is of its row, 0 to 1."""

    row: int
    column: int
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who was taken for whom: squares that are not there are zero."""

    labels: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence on how to read what follows, and that."""

    title: str
    text: str = ""
    plots: tuple[Plot, ...] = ()
    matrix: Matrix | None = None
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    title: str
    about: str
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = ()

    def with_sections(self, *first: Section) -> "Page":
        """The page with these sections before its own."""
        return replace(self, sections=(*first, *self.sections))
