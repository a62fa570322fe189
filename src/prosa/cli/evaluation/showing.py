"""What the commands print: figures, tables, and two models side by side."""

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from prosa.cli.console import err
from prosa.evaluating.comparison import Difference, SideBySide
from prosa.evaluating.page.comparison import verdict
from prosa.evaluating.page.parts import Figure
from prosa.evaluating.page.wording import decimal

MOST_DIFFERENCES = 10


def figures_table(figures: Iterable[Figure]) -> Table:
    """One line a figure, with what it says."""
    table = Table(box=None, show_header=False, padding=(0, 1))
    for figure in figures:
        table.add_row(
            escape(figure.name), f"[b]{escape(figure.value)}[/b]", f"[dim]{escape(figure.note)}[/dim]"
        )
    return table


def grid(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Iterable[int]) -> Table:
    """A table whose columns `numbers` are set to the right."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 1))
    right = set(numbers)
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place in right else "left")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    return table


def warn(messages: Iterable[str]) -> None:
    """Each on a line of its own, apart from the results."""
    for message in messages:
        err.print(f"[yellow]![/yellow] {escape(message)}", soft_wrap=True)


def side_by_side_parts(found: SideBySide) -> list[RenderableType]:
    """Figures of both, McNemar's test, and the messages that make the difference."""
    rows = [(name, _figure(first), _figure(second)) for name, first, second in found.figures]
    return [
        grid("Lado a lado", ("", *found.names), rows, (1, 2)),
        escape(verdict(found)),
        *_differences(f"Só {found.names[1]} acerta", found.won),
        *_differences(f"Só {found.names[0]} acerta", found.lost),
    ]


def _differences(title: str, differences: Sequence[Difference]) -> list[Table]:
    if not differences:
        return []
    rows = [(found.expected, found.mistaken_for, found.text) for found in differences[:MOST_DIFFERENCES]]
    return [grid(title, ("esperado", "o outro entendeu", "mensagem"), rows, ())]


def _figure(value: float | None) -> str:
    return "–" if value is None else decimal(value)
