"""The calendar's arithmetic behind spoken dates: pure functions of today and what was said."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

_EARLIEST = 1900
_LATEST = 2100
_NEARBY = timedelta(days=60)
"""In January "20/12" is last month's, and in March this year's."""


class Tense(StrEnum):
    """Where a day without a year lies, as the sentence has it."""

    PAST = "past"
    FUTURE = "future"
    UNTOLD = "untold"


def on(year: int, month: int, day: int) -> date | None:
    """That day; None when the calendar has none, or it is out of a customer's life (1900 to 2100)."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if _EARLIEST <= year <= _LATEST else None


def full_year(written: str) -> int:
    """A year of two digits: up to 69 in this century, from 70 on in the last, as POSIX has it."""
    year = int(written)
    return year if len(written) == 4 else year + (2000 if year < 70 else 1900)


def day_and_month(today: date, day: int, month: int, tense: Tense) -> date | None:
    """The last or next such day; of a sentence without tense a nearby one, else this year's."""
    years = range(today.year - 4, today.year + 5)  # the 29th of February comes every four years
    nearest = _choose(today, [found for year in years if (found := on(year, month, day))], tense)
    if tense is not Tense.UNTOLD or (nearest and abs(nearest - today) <= _NEARBY):
        return nearest
    return on(today.year, month, day) or nearest


def day_of_month(today: date, day: int, tense: Tense) -> date | None:
    """That day of this month or of one nearby: the last one, the next one, or the nearest."""
    months = [shift_months(today.replace(day=1), count) for count in range(-2, 3)]
    return _choose(today, [found for first in months if (found := on(first.year, first.month, day))], tense)


def weekday(today: date, number: int, tense: Tense, *, strictly: bool = False) -> date:
    """The next such weekday (Monday is 0), today included unless `strictly`; of the past the last one."""
    ahead = (number - today.weekday()) % 7
    if tense is Tense.PAST:
        return today - timedelta(days=(7 - ahead) % 7 or 7)
    return today + timedelta(days=ahead or (7 if strictly else 0))


def monday(today: date, weeks: int) -> date:
    """The first day of the week that is `weeks` after this one."""
    return today + timedelta(days=7 * weeks - today.weekday())


def weekend(today: date, weeks: int) -> date:
    """The Saturday of this week or of one nearby; today when it is a Sunday and this weekend is meant."""
    saturday = monday(today, weeks) + timedelta(days=5)
    return max(saturday, today) if not weeks else saturday


def shift_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_of_month(day: date) -> date:
    """The last day of this day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def first_of_month(today: date, month: int, tense: Tense) -> date:
    """The first day of the last or next such month; without a tense of the one nearest to today."""
    firsts = [date(today.year + years, month, 1) for years in (-1, 0, 1)]
    this = today.replace(day=1)
    return _choose(this, firsts, tense) or firsts[1]


def later(today: date, count: int, unit: str) -> date | None:
    """So many days, weeks, months or years after today (before, when negative)."""
    try:
        if unit.startswith("dia"):
            found = today + timedelta(days=count)
        elif unit.startswith("sema"):
            found = today + timedelta(weeks=count)
        else:
            found = shift_months(today, count * (12 if unit.startswith("ano") else 1))
    except (ValueError, OverflowError):
        return None
    return found if _EARLIEST <= found.year <= _LATEST else None


def _choose(today: date, days: list[date], tense: Tense) -> date | None:
    allowed = [
        day
        for day in days
        if tense is Tense.UNTOLD or (day <= today if tense is Tense.PAST else day >= today)
    ]
    return min(allowed, key=lambda day: abs(day - today), default=None)
