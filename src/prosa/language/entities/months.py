"""The months' names as customers write them, without accents."""

_NAMES = (
    "janeiro", "fevereiro", "marco", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
    "novembro", "dezembro",
)  # fmt: skip

FULL_MONTH = "(?:" + "|".join(_NAMES) + r")\b"
"""An expression for the whole name; "mar" and "set" alone are other words too."""

MONTH = "(?:" + "|".join(_NAMES) + "|" + "|".join(name[:3] for name in _NAMES) + r")\b"


def month_number(name: str) -> int:
    """1 for "janeiro" or "jan"."""
    return next(number for number, full in enumerate(_NAMES, 1) if full[:3] == name[:3])
