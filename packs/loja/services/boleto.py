"""The digitable line of a boleto, with the check digits a bank would verify."""

from datetime import date

BANK = "000"  # belongs to no bank, so nobody can pay a sample boleto by mistake
REAL = "9"
FACTOR_1000 = date(2025, 2, 22)  # the due-date counter started over at 1000 on this day


def digitable_line(order: int, amount_in_cents: int, due: date) -> str:
    """The 47 digits a customer types, spaced as on paper.

    Layout of the Brazilian banking federation: three fields of the free part, each with its own
    check digit; the general check digit; due-date factor and amount.
    """
    factor_and_amount = f"{1000 + (due - FACTOR_1000).days:04d}{amount_in_cents:010d}"
    free = f"1032{order:021d}"
    general = _mod11(BANK + REAL + factor_and_amount + free)
    fields = (BANK + REAL + free[:5], free[5:15], free[15:])
    spaced = (f"{field[:5]}.{field[5:]}{_mod10(field)}" for field in fields)
    return " ".join((*spaced, str(general), factor_and_amount))


def _mod10(digits: str) -> int:
    """Weights 2, 1, 2, … from the right; the digits of each product are added."""
    products = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits)))
    return -sum(product // 10 + product % 10 for product in products) % 10


def _mod11(digits: str) -> int:
    """Weights 2 to 9 from the right, over and over; 0, 10 and 11 become 1."""
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(reversed(digits)))
    check = 11 - total % 11
    return check if check < 10 else 1
