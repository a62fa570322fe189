"""What a run says to people: one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from prosa.bench.audit import Audit
from prosa.bench.figures import Latency
from prosa.bench.machine import Machine, this_machine
from prosa.bench.record import LoadReport, over
from prosa.bench.run import Measured
from prosa.bench.wording import number, spread, whole

PERCENTILES = "p50 · p95 · p99 · máx"
PAGE_WIDTH = 110
"""Of a table that goes into a file or a pipe."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. Without a value it is a heading, and its note stands over the values."""

    title: str
    value: str = ""
    note: str = ""


def load_rows(report: LoadReport) -> list[Row]:
    """The lines on a run at a fixed rate."""
    plan, measured, bare = report.plan, report.prosa, report.echo
    found = measured.figures
    return [
        Row(f"Carga de {number(plan.rate)} mensagens/s"),
        Row("conversas abertas", whole(measured.open_sockets), f"por {plan.seconds:.0f} s, mistura 70/20/10"),
        *_latency_rows(measured),
        *(() if bare is None else _echo_rows(found.answered, bare.figures.answered)),
        Row("respostas/s", number(found.answered_per_second), f"{number(found.sent_per_second)} enviadas/s"),
        *_cpu_rows(measured, bare),
        Row("erros", escape(_troubles(measured))),
        *_audit_rows(report.audit),
    ]


def flat_out_rows(measured: Measured, at_once: int) -> list[Row]:
    """The lines on a run as fast as the server answers."""
    return [
        Row("Carga máxima"),
        Row("respostas/s", number(measured.figures.answered_per_second), f"{at_once} sempre em andamento"),
        *_latency_rows(measured),
    ]


def show(rows: Sequence[Row]) -> None:
    """Prints all lines in one table, under the name of this machine."""
    terminal = Console(highlight=False)
    page = Console(highlight=False, width=terminal.width if terminal.is_terminal else PAGE_WIDTH)
    page.print(table(rows, this_machine()))


def table(rows: Sequence[Row], machine: Machine) -> Table:
    """The lines as a table."""
    made = Table(title=str(machine), title_style="dim", show_header=False, box=None, padding=(0, 1))
    made.add_column(no_wrap=True)
    made.add_column(no_wrap=True)
    made.add_column(style="dim")
    for row in rows:
        if row.value:
            made.add_row(f"  {row.title}", row.value, row.note)
        else:
            made.add_row(f"[b]{row.title}[/b]")
    return made


def _latency_rows(measured: Measured) -> list[Row]:
    found = measured.figures
    return [
        Row("até a resposta, ms", spread(found.answered), PERCENTILES),
        Row("até o aceite, ms", spread(found.accepted), "gravada no banco"),
    ]


def _echo_rows(prosa: Latency, echo: Latency) -> list[Row]:
    ratio = f"{number(over(prosa.p50, echo.p50))}× · {number(over(prosa.p95, echo.p95))}×"
    return [
        Row("eco puro, ms", spread(echo), "os mesmos bytes, sem pensar"),
        Row("Prosa ÷ eco", ratio, "p50 · p95"),
    ]


def _cpu_rows(measured: Measured, echo: Measured | None) -> list[Row]:
    cost = measured.cpu_ms_per_message()
    if cost is None:
        return []
    parts = " · ".join(map(number, (cost.prosa, cost.postgres, cost.valkey)))
    bare = echo.cpu_ms_per_message() if echo is not None else None
    rows = [Row("CPU por mensagem, ms", parts, "Prosa · PostgreSQL · Valkey")]
    if bare is not None:
        beside = " · ".join(map(number, (bare.total, measured.tool_ms_per_message())))
        rows.append(Row("ao lado, ms", beside, "eco · esta ferramenta"))
    return rows


def _audit_rows(found: Audit | None) -> list[Row]:
    if found is None:
        return [Row("no banco de dados", "[yellow]não conferido[/yellow]")]
    lost = len(found.lost) + len(found.unanswered) + len(found.unheard) + len(found.gaps)
    doubled = len(found.doubled) + len(found.answered_twice) + len(found.strangers)
    good = "[green]✓[/green]" if found.passed else "[red]✗[/red]"
    counts = (found.acknowledged, "aceitas"), (found.stored, "gravadas"), (found.owed, "a responder")
    rows = [
        Row("no banco de dados", f"{good} {lost} perdidas · {doubled} dobradas"),
        Row(
            "contadas",
            " · ".join(whole(count) for count, _ in counts),
            " · ".join(what for _, what in counts),
        ),
    ]
    if found.apologies:
        rows.append(Row("pedidos de desculpa", whole(found.apologies), "turnos que falharam"))
    return rows


def _troubles(measured: Measured) -> str:
    troubles = [f"{count}× {what}" for what, count in measured.troubles.items()]
    if measured.still_waiting:
        troubles.append(f"{measured.still_waiting} sem resposta")
    return ", ".join(troubles) or "nenhum"
