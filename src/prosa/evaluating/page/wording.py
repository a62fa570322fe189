"""Figures as a Brazilian reads them."""

from datetime import datetime


def percent(share: float, digits: int = 1) -> str:
    """0.915 as "91,5 %"."""
    return f"{share * 100:.{digits}f} %".replace(".", ",")


def points(share: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return f"{share * 100:+.1f} p.p.".replace(".", ",", 1).replace("-", "−")


def decimal(value: float, digits: int = 3) -> str:
    """0.915 as "0,915"."""
    return f"{value:.{digits}f}".replace(".", ",")


def milliseconds(value: float) -> str:
    """1.23 as "1,2 ms"."""
    return f"{decimal(value, 2 if value < 10 else 1)} ms"


def whole(count: int) -> str:
    """12345 as "12.345"."""
    return f"{count:,}".replace(",", ".")


def now() -> str:
    """The moment, as 22/11/2026 19:53."""
    return f"{datetime.now().astimezone():%d/%m/%Y %H:%M}"
