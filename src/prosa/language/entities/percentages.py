"""Percentages, in figures or in words; value: a decimal string without trailing zeros ("12.5")."""

import re
from collections.abc import Iterator
from decimal import Decimal

from prosa.language.entities.money import decimal_of
from prosa.language.entities.reading import LIKELY, UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_SIGN = r"(?:%|por\s?cento\b|pct\b)"
_PERCENTAGE = re.compile(
    r"(?<![\w.,/$#-])(?:(?P<number>\d{1,6}(?:[.,]\d{1,4})?)(?:\s+(?:virgula|ponto)\s+(?P<decimals>\d{1,3}))?(?P<half>\s+e\s+meio)?"
    rf"|(?P<word>meio|um))\s{{0,2}}{_SIGN}"
)
_LOWER_END = re.compile(
    r"(?<![\w.,/$#-])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)(?=\s+(?:a|e|ou|ate)\s+\d{1,3}(?:[.,]\d{1,2})?\s?"
    rf"{_SIGN})"
)
"""The first of "de 10 a 15%"."""

_BARE = re.compile(r"(?<![\w.,/$#-])(?P<number>\d{1,3}(?:[.,]\d{1,2})?)(?![\w/%-]|[.,]\d)")


def find_percentages(reading: Reading) -> Iterator[Candidate]:
    """Numbers with "%" or "por cento"; the sign or the words belong to the span."""
    for match in mentions(_PERCENTAGE, reading):
        yield Candidate(reading.mention(EntityKind.PERCENTAGE, _value(match), *match.span()), UNMISTAKABLE)
    for match in mentions(_LOWER_END, reading):
        value = plain(decimal_of(match["number"]))
        yield Candidate(reading.mention(EntityKind.PERCENTAGE, value, *match.span()), LIKELY)
    if reading.awaiting == EntityKind.PERCENTAGE:
        for match in mentions(_BARE, reading):
            value = plain(decimal_of(match["number"]))
            yield Candidate(reading.mention(EntityKind.PERCENTAGE, value, *match.span()), LIKELY)


def plain(number: Decimal) -> str:
    """A decimal string without exponent and trailing zeros: "12.5", "200"."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _value(match: re.Match[str]) -> str:
    number = match["number"]
    if number is None:
        return "1" if match["word"] == "um" else "0.5"
    if match["decimals"]:
        number = f"{number}.{match['decimals']}"
    if match["half"]:
        number = f"{number}.5"
    return plain(Decimal(number.replace(",", ".")))
