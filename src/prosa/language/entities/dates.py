"""Days that a message names; value: ISO 8601, always a whole day. The sentence's tense says past or future.

Lengths of time ("7 dias de garantia"), working days ("5 dias úteis") and habits ("de segunda a sexta", "todo
sábado") are no days. Prepositions do not belong to the span.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from prosa.language.entities import days
from prosa.language.entities.days import Tense
from prosa.language.entities.months import MONTH, month_number
from prosa.language.entities.reading import LIKELY, UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.entities.tense import tense_at
from prosa.language.understanding import EntityKind

_START = r"(?<![\w/.,$#-])"
_ISO = re.compile(rf"{_START}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d|-)")
_WRITTEN = re.compile(
    rf"{_START}(?P<day>\d{{1,2}})(?:/(?P<month>\d{{1,2}})(?:/(?P<year>\d{{4}}|\d{{2}}))?"
    r"|(?P<mark>[.-])(?P<month2>\d{1,2})(?P=mark)(?P<year2>\d{4}|\d{2}))"
    r"(?![\d/]|-\d)(?!\s?(?:x\b|vezes|parcela|de\s+juros|kg\b|quilo|litro|xicara))"
)
_INSTALMENTS = re.compile(r"\b(?:parcel\w+|divid\w+|parcela)\s+(?:em|de)?\s*$")
_WITH_MONTH = re.compile(
    rf"{_START}(?P<day>\d{{1,2}}|primeiro|um)[oº°ª]?(?:\s+(?:de\s+|do\s+mes\s+de\s+)?|[/-])(?P<month>{MONTH})"
    r"(?:\s+(?:de\s+|do\s+ano\s+de\s+)?(?P<year>\d{4})(?!\d)|/(?P<year2>\d{4}|\d{2})\b)?"
)
_STREET = re.compile(r"\b(?:rua|avenida|av|praca|travessa|alameda|bairro)\W{1,2}$")
_DAY = re.compile(
    r"(?<!\w)dia\s+(?P<day>\d{1,2}|primeiro|um\b(?!\s+[a-z]{3}))[oº°]?(?:\s+d(?:o|esse|este)\s+(?P<month>\d{1,2}\b(?!\s*[/%])"
    r"|mes\s+que\s+vem|proximo\s+mes|mes\s+passado|mes\b))?"
    r"(?!\w)(?!\s*(?:/|[.-]\d|de\s+(?:garantia|atraso|uso|teste)|dias?\b))"
)
_FIRST = re.compile(
    rf"{_START}(?P<day>\d{{1,2}})(?=\s+(?:e|a|ate|ou)\s+(?:o\s+dia\s+)?\d{{1,2}}\s+de\s+(?P<month>{MONTH}))"
)
_DAYS = re.compile(
    r"\bdias\s+(?P<day>\d{1,2})(?=\s+(?:e|a|ou)\s+(?P<second>\d{1,2})(?![\w/.])(?!\s+de\s+[a-z]))"
)
"""The days that are told together with a later one: "10 a 15 de março", "dias 10 e 15"."""

_COUNT = r"(?P<count>\d{1,3}|uma?)\s+(?P<unit>dias?|semanas?|mes(?:es)?|anos?)\b(?!\s+ut)"
_SOME = r"(?:(?:uns|umas|quase|cerca\s+de|aproximadamente|mais\s+ou\s+menos)\s+)?"
_AGO = re.compile(rf"(?<!\w)(?:ha|faz)\s+{_SOME}{_COUNT}(?:\s+atras\b)?")
_SINCE = re.compile(rf"(?<!\w)tem\s+{_SOME}{_COUNT}(?=\s+que\b)")
_BACK = re.compile(rf"{_START}{_COUNT}\s+atras\b")
_AHEAD = re.compile(rf"(?<!\w)(?:daqui(?:\s+a)?|dentro\s+de|em)\s+{_SOME}{_COUNT}")
_NEAR = re.compile(
    r"(?<!\w)(?:depois\s+de\s+amanha|antes\s+de\s+ontem|anteontem|antes\s?de\s?ontem|antonte|ontem|onti|amanha|amnh|amanh|hoje|hj)(?!\w)"
)
_OFFSETS = {"hoje": 0, "hj": 0, "amanha": 1, "amnh": 1, "amanh": 1, "ontem": -1, "onti": -1}
_BARE = re.compile(rf"{_START}(?P<day>\d{{1,2}})(?![\w/%-]|[.,]\d)")


def find_dates(reading: Reading) -> Iterator[Candidate]:
    """Days in figures, with the month's name, counted ("há 3 dias"), near ("amanhã") and "dia 12"."""
    for match in mentions(_ISO, reading):
        day = days.on(int(match["year"]), int(match["month"]), int(match["day"]))
        yield from _found(reading, match, day, UNMISTAKABLE)
    for match in mentions(_WRITTEN, reading):
        if not _INSTALMENTS.search(reading.figures.text[: match.start()][-20:]):
            month, year = match["month"] or match["month2"], match["year"] or match["year2"]
            yield from _found(reading, match, _written(reading, match, int(month), year), UNMISTAKABLE)
    for match in mentions(_WITH_MONTH, reading):
        if not _STREET.search(reading.figures.text[: match.start()][-12:]):
            year = match["year"] or match["year2"]
            day = _written(reading, match, month_number(match["month"]), year)
            yield from _found(reading, match, day, UNMISTAKABLE)
    for match in mentions(_NEAR, reading):
        yield from _found(reading, match, reading.today + timedelta(days=_near(match[0])), UNMISTAKABLE)
    for match in mentions(_DAY, reading):
        yield from _found(reading, match, _day_of_month(reading, match), LIKELY)
    yield from _counted(reading)
    yield from _told_together(reading)
    if reading.awaiting == EntityKind.DATE:
        for match in mentions(_BARE, reading):
            day = days.day_of_month(reading.today, int(match["day"]), Tense.UNTOLD)
            yield from _found(reading, match, day, LIKELY)


def _found(reading: Reading, match: re.Match[str], day: date | None, strength: int) -> Iterator[Candidate]:
    if day is not None:
        entity = reading.mention(EntityKind.DATE, day.isoformat(), match.start(), match.end())
        yield Candidate(entity, strength)


def _counted(reading: Reading) -> Iterator[Candidate]:
    for pattern, sign in ((_AGO, -1), (_SINCE, -1), (_BACK, -1), (_AHEAD, 1)):
        for match in mentions(pattern, reading):
            number = sign * (1 if match["count"].startswith("u") else int(match["count"]))
            yield from _found(reading, match, days.later(reading.today, number, match["unit"]), UNMISTAKABLE)


def _told_together(reading: Reading) -> Iterator[Candidate]:
    for match in mentions(_FIRST, reading):
        yield from _found(
            reading, match, _written(reading, match, month_number(match["month"]), None), LIKELY
        )
    for match in mentions(_DAYS, reading):
        tense = _tense(reading, match)
        for name in ("day", "second"):
            if day := days.day_of_month(reading.today, int(match[name]), tense):
                entity = reading.mention(EntityKind.DATE, day.isoformat(), *match.span(name))
                yield Candidate(entity, LIKELY)


def _written(reading: Reading, match: re.Match[str], month: int, year: str | None) -> date | None:
    day = _day(match)
    if year is not None:
        return days.on(days.full_year(year), month, day)
    return days.day_and_month(reading.today, day, month, _tense(reading, match))


def _day(match: re.Match[str]) -> int:
    return int(match["day"]) if match["day"].isdecimal() else 1


def _near(words: str) -> int:
    if words.startswith("depois"):
        return 2
    return -2 if words.startswith("ant") else _OFFSETS[words]


def _day_of_month(reading: Reading, match: re.Match[str]) -> date | None:
    day = _day(match)
    month, tense = match["month"] or "", _tense(reading, match)
    if month.isdecimal():
        return days.day_and_month(reading.today, day, int(month), tense)
    if month:
        shift = -1 if "passado" in month else 1 if "vem" in month or "prox" in month else 0
        first = days.shift_months(reading.today.replace(day=1), shift)
        return days.on(first.year, first.month, day)
    return days.day_of_month(reading.today, day, tense)


def _tense(reading: Reading, match: re.Match[str]) -> Tense:
    return tense_at(reading.figures.text, *match.span())
