"""`prosa import`: articles and products from elsewhere."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
import typer
from rich.markup import escape

from prosa.cli.console import Bar, err, fail, known_errors, out, progress_bar
from prosa.cli.shelved import CLI, library
from prosa.conversations.errors import ProsaError
from prosa.library.access import Library
from prosa.library.imports.choosing import Reach, catalogue_at, source_at
from prosa.library.imports.importing import Line, Report, Wishes
from prosa.library.imports.items import MAX_ITEMS
from prosa.library.imports.runs import report_json
from prosa.settings import Settings

SHOWN = 20
"""Lines of each kind; the whole list is in the JSON."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for on the command line."""

    wishes: Wishes
    reach: Reach
    yes: bool
    json: Path | None


def import_articles(place: str, asked: Asked) -> None:
    """From a folder, a file, a site or a Help Center."""

    async def work(found: Library, bar: "_Progress") -> Report:
        async with source_at(place, asked.reach) as source:
            report = await found.importer.run(source, asked.wishes, CLI, bar.tell, bar.agree)
        await found.publisher.sync()
        return report

    _run(work, asked)


def import_products(place: str | None, asked: Asked) -> None:
    """From a file or a feed."""
    if place is None:
        fail("Diga onde está o catálogo: prosa import products catalogo.csv")

    async def work(found: Library, bar: "_Progress") -> Report:
        name, data = await catalogue_at(place, asked.reach)
        report = await found.catalogue.run(name, data, asked.wishes, bar.tell, bar.agree)
        await found.product_publisher.sync()
        return report

    _run(work, asked)


class _Progress:
    """A bar while it works, and a question before anything is changed."""

    def __init__(self, bar: Bar, asked: Asked) -> None:
        self._bar = bar
        self._asked = asked

    def tell(self, step: str, done: int, total: int | None) -> None:
        """So many are done."""
        count = f"{done}/{total}" if total else str(done)
        self._bar(escape(f"{count} {step[-50:]}"), done / total if total else 0.0)

    def agree(self, report: Report) -> bool:
        """Whether to go on. Nobody at the terminal: only with --yes."""
        if self._asked.yes or not _changes(report, self._asked.wishes):
            return True
        self._bar.pause()
        _show(report)
        if not sys.stdin.isatty():
            err.print("[yellow]![/yellow] Nada foi gravado. Para gravar sem perguntar: --yes")
            return False
        return typer.confirm("Gravar?", default=True)


Work = Callable[[Library, _Progress], Awaitable[Report]]


def _run(work: Work, asked: Asked) -> None:
    with known_errors():
        try:
            with progress_bar("Importando") as bar:
                report = asyncio.run(_working(work, _Progress(bar, asked)))
        except ProsaError as error:
            fail(escape(error.message))
    if asked.json is not None:
        try:
            content = report_json(report, MAX_ITEMS)
            asked.json.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))
        except OSError as error:
            fail(f"Não dá para gravar {escape(str(asked.json))}: {error.strerror}")
    if not report.dry_run or asked.wishes.dry_run:
        _show(report)
    else:
        raise typer.Exit(1)


async def _working(work: Work, bar: _Progress) -> Report:
    async with library(Settings()) as found:
        return await work(found, bar)


def _changes(report: Report, wishes: Wishes) -> bool:
    return bool(report.new or report.changed or (report.missing and wishes.remove_missing))


def _show(report: Report) -> None:
    """What changed, or would; what could not be read, with the reason."""
    for mark, lines in (("[green]+[/green]", report.new), ("[yellow]~[/yellow]", report.changed)):
        _list(mark, lines)
    _list("[red]-[/red]", report.missing)
    for each in report.broken[:SHOWN]:
        err.print(f"[red]✗[/red] {escape(each.item)}: {escape(each.reason)}", soft_wrap=True)
    if len(report.broken) > SHOWN:
        err.print(f"  … e mais {len(report.broken) - SHOWN} que não puderam ser lidos (veja com --json)")
    counts = (
        f"{len(report.new)} novos, {len(report.changed)} alterados, {report.unchanged} iguais, "
        f"{len(report.missing)} que a fonte não tem mais"
        + (f" ({report.removed} retirados)" if report.removed else "")
        + f", {len(report.broken)} com problema"
    )
    says = "Mudaria: " if report.dry_run else "[green]✓[/green] "
    out.print(f"{says}{counts}. Fonte: {escape(report.source)}", soft_wrap=True)


def _list(mark: str, lines: tuple[Line, ...]) -> None:
    for line in lines[:SHOWN]:
        id = f" [dim]({escape(line.article)})[/dim]" if line.article else ""
        out.print(f"{mark} {escape(line.title)}{id}", soft_wrap=True)
    if len(lines) > SHOWN:
        out.print(f"  … e mais {len(lines) - SHOWN}")
