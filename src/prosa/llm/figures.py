"""What can be wrong in a sentence by a single character: figures, prices, dates, times, links, codes. Pure.

Each becomes a value, so that "R$ 1.299,90" and "1299,90 reais", "dois dias" and "2 dias", "10/03" and "10 de
março" are the same. What has two readings ("8h", an hour of the day or a length of time) has both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from prosa.language.entities.money import decimal_of
from prosa.language.entities.months import MONTH, month_number
from prosa.language.entities.reading import digits_of, fold
from prosa.language.entities.spoken import in_figures

Value = tuple[str, ...]
"""A kind and what tells values of the kind apart."""

_UNITS = {
    "dia util": r"dias?\s+ut(?:il|eis)\b",
    "dia": r"dias?\b",
    "semana": r"semanas?\b",
    "mes": r"mes(?:es)?\b",
    "ano": r"anos?\b",
    "hora": r"horas?\b|h(?:rs?)?\b",
    "minuto": r"min(?:utos?)?\b",
    "segundo": r"segundos?\b",
    "vez": r"x\b|vez(?:es)?\b|parcelas?\b|prestac(?:ao|oes)\b",
    "percent": r"%|por\s?cento\b",
    "money": r"reais\b|real\b|centavos?\b",
    "km": r"km\b|quilometros?\b",
    "kg": r"kg\b|quilos?\b",
    "g": r"g\b|gramas?\b",
    "m": r"m\b|metros?\b",
    "cm": r"cm\b",
    "mm": r"mm\b",
    "l": r"l\b|litros?\b",
    "ml": r"ml\b",
    "w": r"w\b|watts?\b",
    "v": r"v\b|volts?\b",
    "polegada": r"\"|”|polegadas?\b|pol\b",
    "gb": r"gb\b",
    "tb": r"tb\b",
    "mb": r"mb\b",
    "mah": r"mah\b",
    "hz": r"k?hz\b|ghz\b",
    "btu": r"btus?\b",
}
_UNIT = re.compile(r"\s?(?:" + "|".join(f"(?P<u{i}>{unit})" for i, unit in enumerate(_UNITS.values())) + ")")
_NAMES = list(_UNITS)

_NUM = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,3})?(?!\d)"
_NUMBER = re.compile(
    rf"(?P<money>(?:r\$|\brs)\s{{0,2}})?(?<![\w.,])(?P<num>{_NUM})(?P<mil>\s(?:mil|milh(?:ao|oes))\b)?"
)
_BETWEEN = re.compile(r"\s*(?:a|e|ou|ate|as|-|–|—)\s*")
_UNTIL_HOURS = re.compile(r"\s(?:a|as|e|ate)\shh")
"""Before a time of day, which is taken out by then: "das 8 às 20 horas"."""
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_SLASHED = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})(?P<mark>[/.])(?P<month>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2}))(?![\d/])"
    r"|(?<![\d/])(?P<day2>\d{1,2})/(?P<month2>\d{1,2})(?![\d/])"
)
_NAMED = re.compile(
    rf"(?<![\d/])(?P<day>\d{{1,2}}|primeiro)[oº°]?\s+de\s+(?P<month>{MONTH})(?:\s+(?:de\s+)?(?P<year>\d{{4}}))?"
)
_CLOCK = re.compile(
    r"(?<![\d:,.])(?P<hour>[01]?\d|2[0-4])(?:\s?[:h]\s?(?P<minute>[0-5]\d)(?!\d)h?|\s?h(?:oras?|s)?\b)"
)
_ADDRESS = re.compile(r"(?:\b(?:https?|ftp|hxxps?)\s?:\s?//|\bwww\.)[^\s<>\"')\]]+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_DOMAIN = re.compile(
    r"(?<![\w@.])(?:[a-z0-9-]{1,63}\s?(?:\.|\[\.\]|\(\.\)|\sponto\s|\sdot\s)\s?){1,4}"
    r"(?:com|net|org|br|io|app|site|online|shop|store|info|xyz|link|me|co|ai|dev|top|club|ly|gl|tk|ru|cn|biz|pt)"
    r"(?:\.br)?\b(?:/[^\s<>\"')\]]*)?",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?<![\w$,.])(?<!r\$\s)[+(]?\d(?:[ .\-/()]{0,2}\d){7,30}(?!\w)")
"""Eight digits and more, however they are grouped: telephones, documents, orders, barcodes."""
_CODE = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{2,60}(?![\w-])")
_SHOUTED = re.compile(r"(?<!\w)[A-ZÀ-Ý][A-ZÀ-Ý_]{4,}(?!\w)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that has to be right. Any of `readings` may be what the source has."""

    readings: tuple[Value, ...]


def figures(text: str) -> list[Figure]:
    """Everything in a text that a source has to have as well."""
    return list(_Finder(text).find())


def without_addresses(text: str) -> str:
    """The text without links and e-mail addresses."""
    for pattern in (_EMAIL, _ADDRESS, _DOMAIN):
        text = pattern.sub(" ", text)
    return text


class _Finder:
    """Takes one kind after the other out of the text, so that nothing is read twice."""

    def __init__(self, text: str) -> None:
        self._raw = text
        self._folded = fold(text)
        spoken = in_figures(self._folded)
        self._text = spoken.text
        self._spoken = spoken

    def find(self) -> Iterator[Figure]:
        # Links first, in the text as it stands: they may hold digits, and number words.
        for kind, pattern in (("email", _EMAIL), ("link", _ADDRESS), ("link", _DOMAIN)):
            for match in pattern.finditer(self._folded):
                yield Figure(((kind, _address(match[0])),))
            self._folded = pattern.sub(_blank, self._folded)
            self._text = pattern.sub(_blank, self._text)
        yield from self._dates()
        for match in _RUN.finditer(self._text):
            yield Figure((("run", digits_of(match[0])),))
        self._text = _RUN.sub(_blank, self._text)
        yield from self._codes()
        yield from self._times()
        yield from self._numbers()

    def _dates(self) -> Iterator[Figure]:
        for pattern in (_ISO, _SLASHED, _NAMED):
            for match in pattern.finditer(self._text):
                said = match.groupdict()
                day = "1" if said["day"] == "primeiro" else said["day"] or said.get("day2") or ""
                month = said["month"] or said.get("month2") or ""
                number = int(month) if month.isdecimal() else month_number(month)
                year = said.get("year") or ""
                whole = f"20{year}" if len(year) == 2 else year
                readings = [("date", str(int(day)), str(number), whole)]
                yield Figure(tuple(readings))
            self._text = pattern.sub(_blank, self._text)

    def _codes(self) -> Iterator[Figure]:
        for match in _CODE.finditer(self._text):
            code = match[0].strip("-_")
            if _is_measured(code) or code not in self._folded:
                continue
            yield Figure((("code", code),))
        self._text = _CODE.sub(
            lambda match: match[0] if _is_measured(match[0]) else _blank(match), self._text
        )
        for match in _SHOUTED.finditer(self._raw):
            yield Figure((("word", fold(match[0])),))

    def _times(self) -> Iterator[Figure]:
        for match in _CLOCK.finditer(self._text):
            hour, minute = int(match["hour"]), int(match["minute"] or 0)
            readings: list[Value] = [("time", str(hour * 60 + minute))]
            if minute == 0:
                readings.append(("hora", str(hour)))
            yield Figure(tuple(readings))
        self._text = _CLOCK.sub(lambda match: "h" * len(match[0]), self._text)

    def _numbers(self) -> Iterator[Figure]:
        found = [
            (match, "money" if match["money"] else _unit_after(self._text, match.end()))
            for match in _NUMBER.finditer(self._text)
        ]
        following: tuple[int, str | None] | None = None
        for match, own in reversed(found):
            unit = own
            if unit is None and following is not None:
                # "de 2 a 8 dias": the days belong to both.
                between = self._text[match.end() : following[0]]
                unit = following[1] if _BETWEEN.fullmatch(between) else None
            if unit is None and _UNTIL_HOURS.match(self._text, match.end()):
                unit = "hora"
            following = match.start(), unit
            value = _value(match)
            if unit is None and value <= 10 and self._in_words(match):
                continue  # "as duas opções"
            yield Figure(_readings(value, unit, self._text[match.end() :]))

    def _in_words(self, match: re.Match[str]) -> bool:
        start, end = self._spoken.written_span(*match.span("num"))
        return not any(character.isdecimal() for character in fold(self._raw)[start:end])


def _readings(value: Decimal, unit: str | None, after: str) -> tuple[Value, ...]:
    number = f"{value.normalize():f}"
    if unit == "money" and re.match(r"\s?centavos?\b", after):
        return (("money", f"{(value / 100).normalize():f}"),)
    if unit is None:
        return (
            (("number", number), ("money", number)) if value != value.to_integral() else (("number", number),)
        )
    if unit == "hora":
        return (("hora", number), ("time", f"{(value * 60).normalize():f}"))
    return ((unit, number),)


def _value(match: re.Match[str]) -> Decimal:
    value = (
        decimal_of(match["num"])
        if not re.fullmatch(r"\d+,\d{3}", match["num"])
        else Decimal(match["num"].replace(",", "."))
    )
    match (match["mil"] or "").strip():
        case "mil":
            return value * 1000
        case "":
            return value
        case _:
            return value * 1_000_000


def _unit_after(text: str, end: int) -> str | None:
    found = _UNIT.match(text, end)
    if found is None or found.lastgroup is None:
        return None
    return _NAMES[int(found.lastgroup[1:])]


def _is_measured(code: str) -> bool:
    """Whether letters and digits together are a number with its unit, or a time: "2x", "128gb", "8h30"."""
    match = re.match(r"[\d.,]+", code)
    if match is None:
        return False
    unit = _UNIT.match(code, match.end())
    return (unit is not None and unit.end() == len(code)) or _CLOCK.fullmatch(code) is not None


def _address(written: str) -> str:
    """The same for addresses of the same place: without scheme, "www." and a full stop at the end."""
    plain = re.sub(r"\s|\[|\]|\(|\)", "", written.lower()).rstrip(".,;:!?*_")
    plain = re.sub(r"^(?:https?|hxxps?|ftp)://", "", plain)
    return plain.removeprefix("www.").rstrip("/")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
