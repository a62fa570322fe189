"""Figures as a Brazilian reads them."""

from prosa.bench.figures import Latency


def number(value: float) -> str:
    """As a Brazilian writes it, with three digits that say something."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def whole(value: int) -> str:
    """A count."""
    return f"{value:,}".replace(",", ".")


def spread(latency: Latency) -> str:
    """p50, p95, p99 and the worst, in milliseconds."""
    return " · ".join(map(number, (latency.p50, latency.p95, latency.p99, latency.worst)))
