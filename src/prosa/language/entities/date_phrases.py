"""dateparser, asked only about spans that are dates already, in a form it knows."""

import re
from datetime import date, datetime, time
from functools import lru_cache
from threading import Lock
from typing import Any, cast

from dateparser.date import DateDataParser

_EARLIEST = 1900
_LATEST = 2100
_COUNTS = {
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7,
    "oito": 8, "nove": 9, "dez": 10, "quinze": 15, "vinte": 20, "trinta": 30,
}  # fmt: skip
_COUNT = re.compile(r"\b(" + "|".join(_COUNTS) + r")\b")
_AGO = re.compile(r"^(?:ha|faz|tem)\s+(?:uns\s+|umas\s+)?(.*)$")
_AHEAD = re.compile(r"^(?:daqui(?:\s+a)?|dentro\s+de|em)\s+(?:uns\s+|umas\s+)?(.*)$")
_SHORT_YEAR = re.compile(r"^(\d{1,2}/\d{1,2}/)(\d{2})$")
_YEAR = re.compile(r"\d{4}")

# dateparser fills its language data lazily and without a lock of its own.
_lock = Lock()


@lru_cache(maxsize=4096)
def parse_date(phrase: str, today: date, past: bool | None) -> date | None:
    """The day a lower-case, accent-free phrase names, seen from `today`; None when it names none.

    Without a year the day is the last one (`past`), the next one (`past` false) or the nearest (None).
    """
    canonical = _canonical(phrase)
    if past is None and not _YEAR.search(canonical):
        found = [_ask(canonical, today, side) for side in ("past", "future")]
        return min((day for day in found if day), key=lambda day: abs(day - today), default=None)
    return _ask(canonical, today, "past" if past else "future")


def _canonical(phrase: str) -> str:
    phrase = _COUNT.sub(lambda match: str(_COUNTS[match[1]]), " ".join(phrase.split()))
    phrase = re.sub(r"^(\d{1,2})[oº°]", r"\1", phrase)
    phrase = _SHORT_YEAR.sub(lambda match: f"{match[1]}{_full_year(int(match[2]))}", phrase)
    if ago := _AGO.match(phrase):
        return f"{ago[1]} atrás"
    if ahead := _AHEAD.match(phrase):
        return f"em {ahead[1]}"
    return phrase


def _full_year(year: int) -> int:
    """A year of two digits: up to 69 in this century, from 70 on in the last, as POSIX has it."""
    return year + (2000 if year < 70 else 1900)


def _ask(phrase: str, today: date, side: str) -> date | None:
    settings = {
        "PREFER_DATES_FROM": side,
        # Naive on purpose: a day is a day wherever it is, and at noon no time zone can push it to the next.
        "RELATIVE_BASE": datetime.combine(today, time(12)),
        "DATE_ORDER": "YMD" if re.match(r"\d{4}-", phrase) else "DMY",
    }
    with _lock:
        parser = DateDataParser(languages=["pt"], settings=cast(Any, settings))
        found = cast(Any, parser.get_date_data(phrase)).date_obj
    return found.date() if found and _EARLIEST <= found.year <= _LATEST else None
