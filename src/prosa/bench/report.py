"""What a run says to people: one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

from prosa.bench.audit import Audit
from prosa.bench.figures import Latency
from prosa.bench.machine import Machine
from prosa.bench.record import LoadReport, over
from prosa.bench.run import Measured
from prosa.bench.wording import number, spread, whole


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. An empty value makes it a heading."""

    title: str
    value: str = ""
    note: str = ""


def load_rows(report: LoadReport) -> list[Row]:
    """The lines on a run at a fixed rate."""
    plan, measured = report.plan, report.prosa
    found = measured.figures
    rows = [
        Row(
            f"Carga: {whole(plan.sockets)} conversas abertas, "
            f"{number(plan.rate)} mensagens/s, {plan.seconds:.0f} s"
        ),
        Row("da mensagem à resposta", spread(found.answered), f"{whole(found.answered.count)} respostas"),
        Row("da mensagem ao aceite", spread(found.accepted), "gravada no banco"),
    ]
    if report.echo is not None:
        rows += _echo_rows(found.answered, report.echo.figures.answered)
    rows += [
        Row(
            "respostas por segundo",
            number(found.answered_per_second),
            f"{number(found.sent_per_second)} enviadas",
        ),
        *_cpu_rows(measured, report.echo),
        Row("erros", _troubles(measured)),
    ]
    return [*rows, *_audit_rows(report.audit)]


def flat_out_rows(measured: Measured, at_once: int) -> list[Row]:
    """The lines on a run as fast as the server answers."""
    return [
        Row(f"Carga máxima: {at_once} mensagens sempre em andamento"),
        Row("respostas por segundo", number(measured.figures.answered_per_second)),
        Row("da mensagem à resposta", spread(measured.figures.answered)),
    ]


def table(rows: Sequence[Row], machine: Machine) -> Table:
    """All lines in one table, under the name of the machine."""
    made = Table(title=str(machine), title_style="dim", show_header=False, box=None, padding=(0, 2))
    for row in rows:
        if row.value:
            made.add_row(f"  {row.title}", row.value, f"[dim]{row.note}[/dim]")
        else:
            made.add_row(f"[b]{row.title}[/b]", "", "")
    return made


def _echo_rows(prosa: Latency, echo: Latency) -> list[Row]:
    return [
        Row("o mesmo, num eco puro", spread(echo), "mesmos bytes, mesmas configurações, sem pensar"),
        Row(
            "Prosa ÷ eco",
            f"p50 {number(over(prosa.p50, echo.p50))}× · p95 {number(over(prosa.p95, echo.p95))}×",
        ),
    ]


def _cpu_rows(measured: Measured, echo: Measured | None) -> list[Row]:
    cost = measured.cpu_ms_per_message()
    if cost is None:
        return []
    parts = f"Prosa {number(cost.prosa)} · PostgreSQL {number(cost.postgres)} · Valkey {number(cost.valkey)}"
    bare = echo.cpu_ms_per_message() if echo is not None else None
    beside = [f"eco {number(bare.total)}"] if bare is not None else []
    beside.append(f"esta ferramenta {number(measured.tool_ms_per_message())}")
    return [
        Row("CPU do servidor por mensagem", f"{number(cost.total)} ms", parts),
        Row("CPU ao lado, por mensagem", " · ".join(beside) + " ms"),
    ]


def _audit_rows(found: Audit | None) -> list[Row]:
    if found is None:
        return [Row("banco de dados", "[yellow]não conferido[/yellow]")]
    lost = len(found.lost) + len(found.unanswered) + len(found.unheard) + len(found.gaps)
    doubled = len(found.doubled) + len(found.answered_twice) + len(found.strangers)
    good = "[green]✓[/green]" if found.passed else "[red]✗[/red]"
    counts = (found.acknowledged, "aceitas"), (found.stored, "gravadas"), (found.owed, "a responder")
    note = ", ".join(f"{whole(count)} {what}" for count, what in counts)
    return [Row("no banco de dados", f"{good} {lost} perdidas · {doubled} dobradas", note)]


def _troubles(measured: Measured) -> str:
    troubles = [f"{count}× {what}" for what, count in measured.troubles.items()]
    if measured.still_waiting:
        troubles.append(f"{measured.still_waiting} sem resposta")
    return ", ".join(troubles) or "nenhum"
