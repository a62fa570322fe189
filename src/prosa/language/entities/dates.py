"""Days that a message names; value: ISO 8601. Past or future follows the tense of the sentence."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from prosa.language.entities.date_phrases import parse_date
from prosa.language.entities.reading import LIKELY, UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_MONTH = (
    r"(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
    r"|jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez)\b"
)
_COUNT = r"(?:\d{1,3}|um|uma|dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|quinze|vinte|trinta)"
_UNIT = r"(?:dias?|semanas?|mes(?:es)?|anos?)\b"

_WRITTEN = re.compile(
    r"(?<![\d/.,$-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?|\d{1,2}[.-]\d{1,2}[.-]\d{4})"
    r"(?![\d/-])(?!\s?(?:x\b|vezes|parcela|de\s+juros))"
)
_WITH_MONTH = re.compile(rf"(?<![\d/.,$-])\d{{1,2}}[oº°]?\s+(?:de\s+)?{_MONTH}\.?(?:\s+(?:de\s+)?\d{{4}}\b)?")
_PAST_COUNT = re.compile(
    rf"\b(?:ha|faz|tem)\s+(?:uns\s+|umas\s+)?{_COUNT}\s+{_UNIT}|\b{_COUNT}\s+{_UNIT}\s+atras\b"
)
_FUTURE_COUNT = re.compile(
    rf"\b(?:daqui(?:\s+a)?|em|dentro\s+de)\s+(?:uns\s+|umas\s+)?{_COUNT}\s+{_UNIT}(?!\s+ut)"
)
_NEAR = re.compile(r"\b(?:depois\s+de\s+amanha|antes\s+de\s+ontem|anteontem|ontem|amanha|hoje)\b")
_WEEKDAY = re.compile(
    r"\b(?:(?P<lead>na|nesta|nessa|esta|essa|no|neste|nesse|este|esse|ate|desde|pra|para|ao)\s+(?:a\s+|o\s+)?)?"
    r"(?:(?P<order>proxima|proximo|ultima|ultimo)\s+)?"
    r"(?P<day>segunda|terca|quarta|quinta|sexta|sabado|domingo)(?P<feira>[\s-]?feira)?"
    r"(?P<tail>\s+(?:que\s+vem|passad[ao]))?\b(?!\s+(?:via|vez|parcela|compra|opcao|tentativa|unidade|mao|pessoa|linha|tela|loja|parte))"
)
_DAY_OF_MONTH = re.compile(r"\bdia\s+(?P<day>\d{1,2})\b(?!\s*(?:/|[.-]\d|de\s+[a-z]|dias?\b))")

_PAST = re.compile(
    r"\b(?:comprei|pedi|fiz|recebi|chegou|foi|era|paguei|desde|veio|passad[ao]|ultim[ao]|entregaram|fizeram|cancelei"
    r"|solicitei|estava|tinha|mandei|devolvi|liguei|falei|disseram|prometeram|venceu|atrasad[ao])\b"
)
_WEEKDAYS = ("segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo")
_OFFSETS = {"hoje": 0, "amanha": 1, "ontem": -1, "anteontem": -2}


def find_dates(reading: Reading) -> Iterator[Candidate]:
    """Dates in digits, with month names, relative ("há 3 dias", "amanhã"), weekdays and "dia 12"."""
    for pattern in (_WRITTEN, _WITH_MONTH, _PAST_COUNT, _FUTURE_COUNT):
        for match in mentions(pattern, reading):
            day = parse_date(match[0], reading.today, past=_in_the_past(reading, pattern))
            if day is not None:
                yield _candidate(reading, match, day, UNMISTAKABLE)
    for match in mentions(_NEAR, reading):
        yield _candidate(reading, match, reading.today + timedelta(days=_near_offset(match[0])), UNMISTAKABLE)
    for match in mentions(_WEEKDAY, reading):
        if (
            match["feira"]
            or match["lead"]
            or match["order"]
            or match["tail"]
            or match["day"] in ("sabado", "domingo")
        ):
            start = match.start("order") if match["order"] else match.start("day")
            day = _weekday(reading, match).isoformat()
            yield Candidate(reading.entity(EntityKind.DATE, day, start, match.end()), LIKELY)
    for match in mentions(_DAY_OF_MONTH, reading):
        day = _day_of_month(reading.today, int(match["day"]), past=_in_the_past(reading, _DAY_OF_MONTH))
        if day is not None:
            yield _candidate(reading, match, day, LIKELY)


def _candidate(reading: Reading, match: re.Match[str], day: date, strength: int) -> Candidate:
    return Candidate(reading.entity(EntityKind.DATE, day.isoformat(), *match.span()), strength)


def _in_the_past(reading: Reading, pattern: re.Pattern[str]) -> bool | None:
    """True for the past, False for the future, None when the sentence does not tell."""
    if pattern is _PAST_COUNT or _PAST.search(reading.folded):
        return True
    return False if pattern is _FUTURE_COUNT else None


def _near_offset(words: str) -> int:
    if words.startswith("depois"):
        return 2
    return -2 if words.startswith("antes") else _OFFSETS[words]


def _weekday(reading: Reading, match: re.Match[str]) -> date:
    ahead = (_WEEKDAYS.index(match["day"]) - reading.today.weekday()) % 7
    direction = f"{match['order']} {match['tail']}"
    back = "passad" in direction or "ultim" in direction
    forward = "vem" in direction or "proxim" in direction
    if back or (not forward and _PAST.search(reading.folded)):
        return reading.today - timedelta(days=(7 - ahead) % 7 or 7)
    return reading.today + timedelta(days=ahead or (7 if forward else 0))


def _day_of_month(today: date, day: int, past: bool | None) -> date | None:
    """That day of this month or of a month beside it: the last one, the next one, or the nearest."""
    first = today.replace(day=1)
    months = (first - timedelta(days=1)).replace(day=1), first, (first + timedelta(days=32)).replace(day=1)
    days = [date(month.year, month.month, day) for month in months if 1 <= day <= _length(month)]
    allowed = [found for found in days if past is None or (found <= today if past else found >= today)]
    return min(allowed, key=lambda found: abs(found - today), default=None)


def _length(first_of_month: date) -> int:
    return ((first_of_month + timedelta(days=32)).replace(day=1) - timedelta(days=1)).day
