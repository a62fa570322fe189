"""Times of day; value: "HH:MM". Durations ("em 48h") and parts of a day ("de manhã") are none.

The hour is taken as said: "às 3" is "03:00" and "às 3 da tarde" "15:00". Prepositions do not belong to the
span, the part of the day does.
"""

import re
from collections.abc import Iterator

from prosa.language.entities.clock import (
    HOUR,
    MINUTE,
    PART,
    PAST,
    SAID_HOUR,
    H,
    minutes_of,
    on_the_clock,
    time_at,
)
from prosa.language.entities.durations import measures_time, places_in_time
from prosa.language.entities.reading import LIKELY, UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_START = r"(?<![\w.,/$#:-])"
_NOON = r"(?P<noon>mei[oa][\s-]?dia|meia[\s-]?noite)(?!\w)"
_LEAD = (
    r"(?P<lead>as|a\s+partir\s+das?|das|pelas|pela|ate\s+as?|apos\s+as?|depois\s+das?|antes\s+das?"
    r"|desde\s+as?|entre\s+as?|por\s+volta\s+d(?:as?|e)|la\s+pelas|perto\s+das?|umas|(?<!daqui\s)a(?=\s+uma?\b))"
)
_NOTHING_COUNTED = re.compile(
    r"\s*(?:$|[?!.;)]|,(?!\d)|(?:e|ou|que|de|da|do|no|na|nos|nas|em|hoje|amanha|depois|ontem|mas|pra|para"
    r"|com|estou|to|nao|ja|ate|se|por|pois|eu|ele|ela|vou|pode|posso|tem|pq|porque|so|ta|pfv|blz|ok|mesmo"
    r"|certinho|todo|dia|segunda|terca|quarta|quinta|sexta|sabado|domingo)\b)"
)

_CLOCK = re.compile(
    rf"{_START}(?P<hour>{HOUR}):(?P<minute>{MINUTE})(?::[0-5]\d)?(?:h|hs|hrs)?(?![\w:])(?!\s*x\b){PART}?"
)
_AM_PM = re.compile(rf"{_START}(?P<hour>{HOUR})(?::(?P<minute>{MINUTE}))?\s?(?P<half>[ap])\.?m\b")
_OF_DAY = re.compile(rf"{_START}(?P<hour>{SAID_HOUR})(?:{H})?{PAST}?{PART}")
_WITH_H = re.compile(
    rf"{_START}(?P<hour>{HOUR})\s?(?P<unit>horas?|hrs?|hs?)(?:\s?(?P<minute>{MINUTE})(?:\s?m(?:in)?\b)?)?(?!\w)"
    rf"{PART}?"
)
_SAID = re.compile(
    rf"(?<!\w){_LEAD}\s+(?P<time>(?P<hour>{SAID_HOUR})(?P<h>{H})?{PAST}?{PART}?)(?![\w:,/%]|\.\d)"
)
_AT_NOON = re.compile(rf"(?<!\w){_NOON}{PAST}?")
_BEFORE = re.compile(
    rf"{_START}(?P<before>5|10|15|20|25)\s+(?:minutos?\s+)?(?P<to>pras|pra\s+as?|para\s+as?|pra|para|pro)\s+"
    rf"(?:a\s+|o\s+)?(?:{_NOON}|(?P<hour>{SAID_HOUR})(?![\w/%]){PART}?)"
)
_BARE = re.compile(rf"{_START}(?P<hour>{SAID_HOUR}){PAST}?(?![\w/%:]|[.,]\d)")


def find_times(reading: Reading) -> Iterator[Candidate]:
    """Times by the clock ("15:30", "15h"), said ("duas e meia") and counted ("dez pra meia-noite")."""
    for pattern in (_CLOCK, _AM_PM, _OF_DAY):
        for match in mentions(pattern, reading):
            yield from _candidate(reading, match, match.span(), UNMISTAKABLE)
    for match in mentions(_WITH_H, reading):
        if not _is_duration(reading, match):
            yield from _candidate(reading, match, match.span(), LIKELY)
    for match in mentions(_SAID, reading):
        if _tells_time(reading, match):
            yield from _candidate(reading, match, match.span("time"), LIKELY)
    for match in mentions(_AT_NOON, reading):
        yield from _candidate(reading, match, match.span(), LIKELY)
    yield from _counted(reading)
    if reading.awaiting == EntityKind.TIME:
        for match in mentions(_BARE, reading):
            yield from _candidate(reading, match, match.span(), LIKELY)


def _candidate(
    reading: Reading, match: re.Match[str], span: tuple[int, int], strength: int
) -> Iterator[Candidate]:
    said = match.groupdict()
    hour = _hour(said)
    if hour is not None:
        minutes = minutes_of(said.get("minute") or said.get("past"))
        yield time_at(reading, hour * 60 + minutes, span, strength)


def _counted(reading: Reading) -> Iterator[Candidate]:
    """The minutes before an hour: "dez pra meia-noite" is 23:50. "De 10 pra 8" is none."""
    for match in mentions(_BEFORE, reading):
        hour = _hour(match.groupdict())
        if hour is not None and (match["noon"] or match["part"] or match["to"] not in ("pra", "para", "pro")):
            yield time_at(reading, hour * 60 - int(match["before"]), match.span(), UNMISTAKABLE)


def _hour(said: dict[str, str | None]) -> int | None:
    if noon := said.get("noon"):
        return 12 if noon.endswith("dia") else 0
    return on_the_clock(said["hour"] or "", said.get("part"), said.get("half"))


def _tells_time(reading: Reading, match: re.Match[str]) -> bool:
    """Whether "às 8" is a time and not "as 8 camisetas"."""
    if match["part"] or match["past"] in ("meia", "meio"):
        return True
    start, _ = reading.figures.written_span(*match.span())
    accented = reading.text[start] in "àÀ"
    if match["h"]:
        return accented or match["lead"] not in ("umas", "pelas", "pela", "a")
    if not _NOTHING_COUNTED.match(reading.figures.text, match.end()):
        return False
    if match["lead"] in ("as", "a"):
        return accented or (match["lead"] == "as" and places_in_time(reading, match.start()))
    return not match["lead"].startswith(("umas", "pela", "entre"))


def _is_duration(reading: Reading, match: re.Match[str]) -> bool:
    """Whether hours are a length of time: after "em", "há", "demora", or as "10 horas" without a reason."""
    if match["part"]:
        return False
    before = reading.figures.text[max(0, match.start() - 4) : match.start()]
    if measures_time(reading, match.start()) or (match["hour"] == "24" and not before.endswith("as ")):
        return True
    if match["minute"] is not None or not match["unit"].startswith("hora"):
        return False
    alone = match.start() == 0 and match.end() == len(match.string)
    return not (alone if match.start() == 0 else places_in_time(reading, match.start()))
