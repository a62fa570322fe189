"""`prosa doctor`: what is configured, reachable, trained, and what to do about what is not."""

import asyncio
from collections.abc import Iterator

import typer
from pydantic import ValidationError
from rich.markup import escape
from rich.table import Table

from prosa.cli.console import err, out
from prosa.cli.examination import bot, engines, llm, machine
from prosa.cli.examination.finding import Finding, State, bad
from prosa.settings import Settings

SIGNS = {
    State.GOOD: "[green]✓[/green]",
    State.LATER: "[blue]·[/blue]",
    State.WORTH_KNOWING: "[yellow]![/yellow]",
    State.BAD: "[red]✗[/red]",
}


def doctor() -> None:
    """Ends with status 1 when something keeps Prosa from working."""
    with err.status("Examinando…"):
        findings = examine()
    out.print(_table(findings))
    wrong = [finding for finding in findings if finding.state is State.BAD]
    if wrong:
        out.print(f"[red]✗[/red] {len(wrong)} a resolver.")
        raise typer.Exit(1)
    out.print("[green]✓[/green] Tudo certo.")


def examine() -> list[Finding]:
    """Everything, in the order in which `prosa up` needs it."""
    try:
        settings = Settings()
    except ValidationError as error:
        return [machine.python(), *_settings(error)]
    pack, loaded = bot.pack(settings)
    zone = loaded.bot.timezone if loaded is not None else "America/Sao_Paulo"
    return [
        machine.python(),
        machine.time_zones(zone),
        machine.data_folder(settings.home),
        *machine.secret_files(settings),
        *asyncio.run(_engines(settings)),
        pack,
        bot.encoder(loaded),
        bot.model(settings, loaded),
        llm.language_model(settings),
        bot.pages(),
        machine.port(settings),
    ]


def _settings(error: ValidationError) -> Iterator[Finding]:
    """Settings that cannot be read. Their values are not shown: they may be secrets."""
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        name = "PROSA_" + "_".join(str(part) for part in problem["loc"]).upper()
        yield bad("Configuração", f"{name}: {problem['msg']}", "Corrija essa variável de ambiente.")


async def _engines(settings: Settings) -> list[Finding]:
    return [finding async for finding in engines.engines(settings)]


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, padding=(0, 1), show_header=False)
    table.add_column(width=1)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    for finding in findings:
        advice = f"\n[yellow]→ {escape(finding.do)}[/yellow]" if finding.do else ""
        table.add_row(SIGNS[finding.state], finding.topic, escape(finding.says) + advice)
    return table
