"""What every task ends with: files, the comparison with a baseline, and whether enough was reached."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Group, RenderableType
from rich.markup import escape

from prosa.cli.console import err, fail, out
from prosa.cli.evaluation.asked import Asked
from prosa.cli.evaluation.showing import side_by_side_parts, warn
from prosa.evaluating.comparison import SideBySide, Stored, as_stored, read_record, side_by_side
from prosa.evaluating.page.comparison import comparison_section
from prosa.evaluating.page.parts import Page
from prosa.evaluating.record import write_record
from prosa.evaluating.requirements import missed, read_requirements

NOW = "este"
"""What the result at hand is called beside another."""


def baseline_of(asked: Asked) -> Stored | None:
    """The record to compare with, read before the long work begins. Raises `Unreadable`."""
    read_requirements(asked.require)
    return read_record(asked.baseline) if asked.baseline else None


def finish(
    asked: Asked,
    results: dict[str, Any],
    page: Page,
    shown: Sequence[RenderableType],
    baseline: Stored | None,
) -> None:
    """Prints and writes the results. Ends with status 1 when they miss what is required."""
    compared = _compared(asked, results, baseline)
    if compared is not None:
        shown = [*shown, *side_by_side_parts(compared)]
        page = page.with_sections(comparison_section(compared))
        results["comparison"] = {
            "won": len(compared.comparison.won),
            "lost": len(compared.comparison.lost),
            "p_value": compared.comparison.p_value,
        }
    warn(page.warnings)
    out.print(Group(*_spaced(shown)))
    _write(asked, results, page)
    _require(asked, results)


def _compared(asked: Asked, results: dict[str, Any], baseline: Stored | None) -> SideBySide | None:
    if baseline is None or asked.baseline is None:
        return None
    return side_by_side((asked.baseline.stem, baseline), (NOW, as_stored(results)))


def _write(asked: Asked, results: dict[str, Any], page: Page) -> None:
    written: list[Path] = []
    try:
        if asked.json is not None:
            write_record(asked.json, results)
            written.append(asked.json)
        if asked.page is not None:
            from prosa.evaluating.page.rendering import write_page

            write_page(asked.page, page)
            written.append(asked.page)
    except OSError as error:
        fail(escape(f"{error.filename} não pode ser gravado: {error.strerror}."))
    if written:
        err.print(f"  {escape(', '.join(map(str, written)))}", soft_wrap=True)


def _require(asked: Asked, results: dict[str, Any]) -> None:
    lacking = missed(read_requirements(asked.require), results)
    for found in lacking:
        wanted = f"{'no máximo' if found.requirement.at_most else 'no mínimo'} {found.requirement.bound:g}"
        err.print(
            f"[red]✗[/red] {found.requirement.figure} é {found.value:.4g}; exigido: {wanted}".replace(
                ".", ","
            )
        )
    if lacking:
        raise typer.Exit(1)


def _spaced(parts: Sequence[RenderableType]) -> list[RenderableType]:
    return [piece for part in parts for piece in (part, "")][:-1]
