"""Weeks, months and years; value: ISO 8601, always a whole day.

A period is named by its first day ("semana passada": that Monday, "mês que vem": the 1st), its end by its
last ("fim do mês"), a weekend by its Saturday.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from prosa.language.entities import days
from prosa.language.entities.days import Tense
from prosa.language.entities.months import FULL_MONTH, month_number
from prosa.language.entities.reading import LIKELY, UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.entities.tense import tense_at
from prosa.language.understanding import EntityKind

_WHICH = r"(?:(?P<this>(?:n?est[ae]|n?ess[ae]|dest[ae]|dess[ae])\s+)|(?P<order>proxim[oa]|ultim[oa])\s+)?"
_TAIL = r"(?P<tail>\s+(?:que\s+vem|passad[oa]|retrasad[oa]|seguinte))?(?!\w)"
_PERIOD = re.compile(
    r"(?<!\w)(?:(?P<edge>fim|final|inicio|comeco|meio|meados)\s+d[eoa]\s+)?"
    rf"{_WHICH}(?P<unit>semana|mes|ano){_TAIL}"
)
_WEEKEND = re.compile(rf"(?<!\w){_WHICH}(?:fim|final)[\s-]de[\s-]semana{_TAIL}")
_MONTH = re.compile(
    r"(?<!\w)(?<!\d )(?:(?:em|desde|ate|para|pra|mes\s+de|durante|de|n?este|n?esse"
    r"|(?P<edge>fim|final|inicio|comeco|meados|meio)\s+de)\s+)"
    rf"(?P<month>{FULL_MONTH}(?P<year>\s+(?:de\s+|do\s+ano\s+de\s+)?(?P<number>\d{{4}})(?!\d)"
    r"|\s+(?:do\s+ano\s+)?(?:passado|que\s+vem)|\s+deste\s+ano)?)"
)
_MONTH_OF_YEAR = re.compile(
    rf"(?<![\w/])(?<!\d )(?<!\d de )(?P<month>{FULL_MONTH}(?:\s+de\s+|/)(?P<number>\d{{4}}))(?!\d)"
)
_MIDDLE = 15


def find_periods(reading: Reading) -> Iterator[Candidate]:
    """Weeks, months, years and weekends that the message places by "this", "next", "last" or their edge."""
    for match in mentions(_WEEKEND, reading):
        weeks = _distance(match)
        if not weeks and not match["this"] and tense_at(reading.figures.text, *match.span()) is Tense.PAST:
            weeks = -1
        yield _candidate(reading, match.span(), days.weekend(reading.today, weeks), UNMISTAKABLE)
    for match in mentions(_PERIOD, reading):
        if match["edge"] or match["this"] or match["order"] or match["tail"]:
            yield _candidate(reading, match.span(), _period(reading, match), LIKELY)
    for pattern in (_MONTH, _MONTH_OF_YEAR):
        for match in mentions(pattern, reading):
            if day := _month(reading, match):
                start = match.start("edge") if match.groupdict().get("edge") else match.start("month")
                yield _candidate(reading, (start, match.end()), day, LIKELY)


def _candidate(reading: Reading, span: tuple[int, int], day: date, strength: int) -> Candidate:
    return Candidate(reading.mention(EntityKind.DATE, day.isoformat(), *span), strength)


def _distance(match: re.Match[str]) -> int:
    """How many periods from this one: -1 for the last, 1 for the next."""
    words = f"{match['order'] or ''} {match['tail'] or ''}"
    if "passad" in words or "ultim" in words:
        return -1
    if "retrasad" in words:
        return -2
    return 1 if "vem" in words or "proxim" in words or "seguinte" in words else 0


def _period(reading: Reading, match: re.Match[str]) -> date:
    distance, edge, today = _distance(match), match["edge"], reading.today
    if match["unit"] == "semana":
        first = days.monday(today, distance)
        return first + timedelta(days=5 if _is_end(edge) else 2 if edge in ("meio", "meados") else 0)
    if match["unit"] == "ano":
        first = today.replace(year=today.year + distance, month=1, day=1)
        return first.replace(month=12, day=31) if _is_end(edge) else first
    return _part_of_month(days.shift_months(today.replace(day=1), distance), edge)


def _part_of_month(first: date, edge: str | None) -> date:
    if _is_end(edge):
        return days.last_of_month(first)
    return first.replace(day=_MIDDLE) if edge in ("meio", "meados") else first


def _is_end(edge: str | None) -> bool:
    return edge in ("fim", "final")


def _month(reading: Reading, match: re.Match[str]) -> date | None:
    month = month_number(match["month"])
    if match["number"]:
        first = days.on(int(match["number"]), month, 1)
    else:
        year = match["year"] or ""
        tense = tense_at(reading.figures.text, *match.span())
        if "passado" in year or "deste" in year or "vem" in year:
            shift = -1 if "passado" in year else 1 if "vem" in year else 0
            first = date(reading.today.year + shift, month, 1)
        else:
            first = days.first_of_month(reading.today, month, tense)
    return first and _part_of_month(first, match.groupdict().get("edge"))
