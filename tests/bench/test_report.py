"""A run as people and programs get it."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from prosa.bench.audit import Audit
from prosa.bench.cpu import CpuSeconds
from prosa.bench.figures import figures
from prosa.bench.load import Span
from prosa.bench.machine import this_machine
from prosa.bench.picture import draw
from prosa.bench.record import LoadReport, load_json
from prosa.bench.report import load_rows, table
from prosa.bench.run import Measured, Plan
from prosa.bench.trace import Kind, Said

PLAN = Plan(sockets=10, rate=10, seconds=3)
SPAN = Span(0.0, 3.0)


def answered(number: int) -> Said:
    due = number / 10
    return Said(
        f"m{number}", Kind.NORMAL, due, due, "c", offset=0,
        accepted_at=due + 0.002, answered_at=due + 0.01 + number / 1000, answers=1,
    )  # fmt: skip


def measured(*, still_waiting: int = 0) -> Measured:
    said = [answered(number) for number in range(30)]
    return Measured(
        figures(said, SPAN), SPAN, said, connect_seconds=0.1, open_sockets=10, still_waiting=still_waiting,
        troubles={}, sizes={"response": (30, 900)}, server_cpu=CpuSeconds(0.06, 0.03, 0.003), tool_cpu=0.01,
    )  # fmt: skip


GOOD = Audit(acknowledged=30, stored=30, owed=30)


def shown(report: LoadReport) -> str:
    console = Console(width=120)
    with console.capture() as capture:
        console.print(table(load_rows(report), this_machine()))
    return capture.get()


@pytest.mark.parametrize(
    "audit, waiting, passed",
    [(GOOD, 0, True), (GOOD, 1, False), (None, 0, False), (Audit(30, 30, 30, lost=["m1"]), 0, False)],
)
def test_a_run_passes_only_when_it_was_counted_and_nothing_is_missing(
    audit: Audit | None, waiting: int, passed: bool
):
    assert LoadReport(PLAN, measured(still_waiting=waiting), audit).passed is passed


def test_the_table_says_what_was_lost_and_on_which_machine():
    said = shown(LoadReport(PLAN, measured(), Audit(30, 29, 30, lost=["m1"]), measured()))
    assert "1 perdidas · 0 dobradas" in said
    assert this_machine().cpu in said
    assert "Prosa ÷ eco" in said and "1,00× · 1,00×" in said
    assert "2,00 · 1,00 · 0,10" in said  # CPU a message: Prosa, PostgreSQL, Valkey


def test_a_run_that_was_not_counted_says_so():
    assert "não conferido" in shown(LoadReport(PLAN, measured(), None))


def test_the_record_is_json_with_the_same_figures():
    record = json.loads(json.dumps(load_json(LoadReport(PLAN, measured(), GOOD, measured()))))
    assert record["prosa"]["answered"]["count"] == 30
    assert record["ratio_to_echo"] == {"p50": 1.0, "p95": 1.0, "cpu": 1.0}
    assert record["database"]["stored"] == 30 and record["passed"] is True


def test_the_picture_is_drawn_in_each_format(tmp_path: Path):
    draw(measured().said, SPAN, "título", [tmp_path / "a.png", tmp_path / "a.svg"])
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (tmp_path / "a.svg").read_text()


def test_a_run_without_answers_can_be_drawn(tmp_path: Path):
    draw([], SPAN, "vazio", [tmp_path / "a.png"])
    assert (tmp_path / "a.png").exists()
