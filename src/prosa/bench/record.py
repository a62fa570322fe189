"""What a run says to programs: JSON."""

from dataclasses import asdict, dataclass
from typing import Any

from prosa.bench.audit import Audit
from prosa.bench.cpu import CpuSeconds
from prosa.bench.run import Measured, Plan


@dataclass(frozen=True, slots=True)
class LoadReport:
    """A run at a fixed rate, what the database says of it, and the same run against the bare echo."""

    plan: Plan
    prosa: Measured
    audit: Audit | None
    echo: Measured | None = None

    @property
    def passed(self) -> bool:
        """Nothing lost, nothing doubled, nobody left without an answer; and that was counted."""
        return self.audit is not None and self.audit.passed and not self.prosa.still_waiting


def load_json(report: LoadReport) -> dict[str, Any]:
    """A report as it is written to a file. Times are in milliseconds unless named otherwise."""
    return {
        "plan": asdict(report.plan),
        "passed": report.passed,
        "prosa": measured_json(report.prosa),
        "echo": None if report.echo is None else measured_json(report.echo),
        "ratio_to_echo": None if report.echo is None else _ratio(report.prosa, report.echo),
        "database": None if report.audit is None else asdict(report.audit),
    }


def measured_json(measured: Measured) -> dict[str, Any]:
    """One run for programs."""
    cost = measured.cpu_ms_per_message()
    return {
        **asdict(measured.figures),
        "connect_seconds": measured.connect_seconds,
        "open_sockets": measured.open_sockets,
        "still_waiting": measured.still_waiting,
        "troubles": measured.troubles,
        "frames": {kind: {"count": count, "bytes": size} for kind, (count, size) in measured.sizes.items()},
        "cpu_ms_per_message": None if cost is None else asdict(cost),
        "tool_cpu_ms_per_message": measured.tool_ms_per_message(),
    }


def _ratio(prosa: Measured, echo: Measured) -> dict[str, float]:
    ours, bare = prosa.figures.answered, echo.figures.answered
    costs = prosa.cpu_ms_per_message(), echo.cpu_ms_per_message()
    cpu = {"cpu": over(_total(costs[0]), _total(costs[1]))} if all(costs) else {}
    return {"p50": over(ours.p50, bare.p50), "p95": over(ours.p95, bare.p95), **cpu}


def _total(cost: CpuSeconds | None) -> float:
    return 0.0 if cost is None else cost.total


def over(value: float, base: float) -> float:
    """The ratio, 0 when there is nothing to compare with."""
    return value / base if base else 0.0
