"""Times of day; value: "HH:MM". Durations ("em 48h") and parts of a day ("de manhã") are none.

The hour is taken as said: "às 3" is "03:00" and "às 3 da tarde" "15:00". Prepositions do not belong to the
span, the part of the day does.
"""

import re
from collections.abc import Iterator

from prosa.language.entities.reading import LIKELY, UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_HOUR = r"(?:2[0-4]|[01]?\d)"
_SAID_HOUR = rf"(?:{_HOUR}(?!\d)|uma?\b)"
_MINUTE = r"(?:[0-5]\d)(?!\d)"
_START = r"(?<![\w.,/$#:-])"
_H = r"\s?(?:horas?|hrs?|hs?)\b"
_PART = r"(?:\s+(?:da|de|pela|a|na)\s+(?P<part>manha|tarde|noite|madrugada)(?!\w))"
_PAST = r"(?:\s+e\s+(?P<minute>[0-5]?\d(?![\d:,])(?!\s*(?:h|reais|%)\b)|meia\b|meio\b)(?:\s+minutos?\b)?)"
_LEAD = (
    r"(?:(?P<grave>as)|a\s+partir\s+das?|das|pelas|pela|ate\s+as?|apos\s+as?|depois\s+das?|antes\s+das?|desde\s+as?|entre\s+as?"
    r"|por\s+volta\s+d(?:as?|e)|la\s+pelas|perto\s+das?|umas|a(?=\s+uma?\b))"
)
_AFTER = (
    r"(?=\s*(?:$|[?!.;)]|,(?!\d)|(?:e|ou|que|de|da|do|no|na|nos|nas|em|hoje|amanha|depois|ontem|mas|pra|para|com|estou|to|nao|ja|ate"
    r"|se|por|pois|eu|ele|ela|vou|pode|posso|tem|pq|porque|so|ta|pfv|blz|ok|mesmo|certinho|em\s+ponto|todo|dia|segunda|terca"
    r"|quarta|quinta|sexta|sabado|domingo)\b))"
)

_CLOCK = re.compile(rf"{_START}(?P<hour>{_HOUR}):(?P<minute>{_MINUTE})(?::[0-5]\d)?(?:h|hs|hrs)?(?![\w:])(?!\s*x\b){_PART}?")
_WITH_H = re.compile(
    rf"{_START}(?P<hour>{_HOUR})\s?(?:horas?|hrs?|hs?)(?:\s?(?P<minute>{_MINUTE})(?:\s?m(?:in)?\b)?)?(?!\w){_PART}?"
)
_SAID = re.compile(rf"(?<!\w){_LEAD}\s+(?P<time>(?P<hour>{_SAID_HOUR})(?P<h>{_H})?{_PAST}?{_PART}?)(?![\w:,/%]|\.\d)")
_OF_DAY = re.compile(rf"{_START}(?P<hour>{_SAID_HOUR})(?:{_H})?{_PAST}?{_PART}")
_NOON = re.compile(rf"(?<!\w)(?P<noon>mei[oa][\s-]?dia|meia[\s-]?noite)(?!\w){_PAST}?")
_BEFORE = re.compile(
    rf"{_START}(?P<before>5|10|15|20|25)\s+(?:minutos?\s+)?(?P<to>pras|pra\s+as?|para\s+as?|pra|para|pro)\s+(?:a\s+|o\s+)?"
    rf"(?:(?P<noon>mei[oa][\s-]?dia|meia[\s-]?noite)(?!\w)|(?P<hour>{_SAID_HOUR})(?![\w/%]){_PART}?)"
)
_RANGE = re.compile(
    rf"(?<!\w)(?:das?|de|entre(?:\s+as)?|as)\s+(?P<first>(?P<hour1>{_SAID_HOUR})(?::(?P<minute1>{_MINUTE})|(?P<h1>{_H})(?P<min1>{_MINUTE})?)?{_PAST.replace('minute', 'past1')}?"
    rf"{_PART.replace('part>', 'part1>')}?)\s+(?P<link>ate\s+as?|as?|e(?:\s+as?)?)\s+(?P<last>(?P<hour2>{_SAID_HOUR})"
    rf"(?::(?P<minute2>{_MINUTE})|(?P<h2>{_H})(?P<min2>{_MINUTE})?)?{_PAST.replace('minute', 'past2')}?{_PART.replace('part>', 'part2>')}?)(?![\w:,/%])"
)
_PM = re.compile(rf"{_START}(?P<hour>{_HOUR})(?::(?P<minute>{_MINUTE}))?\s?(?P<half>[ap])\.?m\b")
_BARE = re.compile(rf"{_START}(?P<hour>{_SAID_HOUR}){_PAST}?(?![\w/%:]|[.,]\d)")

_DURATION = re.compile(
    r"\b(?:em|em\s+ate|ha|faz|por|durante|dentro\s+de|daqui(?:\s+a)?|prazo\s+de|de\s+ate|a\s+cada|mais\s+de|menos\s+de|dura\w*"
    r"|demor\w+|lev(?:a|ou|am)|ultimas|proximas|esper\w+(?:\s+(?:ha|por))?|aguard\w+(?:\s+(?:ha|por))?|perdi|umas|quase|cerca\s+de"
    r"|total\s+de|apenas|so|tem|uns|prazo|bateria\s+de|atendimento|suporte|funciona\w*|aberto)\s+(?:mais\s+de\s+|ate\s+|quase\s+|umas\s+)?$"
)
_SAYS_WHEN = re.compile(
    r"(?:^|\b(?:hoje|amanha|ontem|segunda|terca|quarta|quinta|sexta|feira|sabado|domingo|marc\w+|agend\w+|cheg\w+|entreg\w+|pass\w+"
    r"|sai\w*|abr\w+|fech\w+|comec\w+|lig\w+|vou|venho|venha|vem|dia\s\d+|\d/\d+|estarei|estou|reuniao|horario))\W+$"
)


def find_times(reading: Reading) -> Iterator[Candidate]:
    """Times by the clock ("15:30", "15h"), said ("duas e meia da tarde", "dez pra meia-noite"), and ranges."""
    for pattern in (_CLOCK, _PM, _OF_DAY):
        for match in mentions(pattern, reading):
            yield from _candidate(reading, match, match.span(), UNMISTAKABLE)
    for match in mentions(_WITH_H, reading):
        if not _is_duration(reading, match):
            yield from _candidate(reading, match, match.span(), LIKELY)
    for match in mentions(_SAID, reading):
        if _tells_time(reading, match):
            yield from _candidate(reading, match, match.span("time"), LIKELY)
    for match in mentions(_NOON, reading):
        yield from _candidate(reading, match, match.span(), LIKELY)
    for match in mentions(_BEFORE, reading):
        if match["noon"] or match["part"] or match["to"] not in ("pra", "para", "pro"):
            yield from _before(reading, match)
    for match in mentions(_RANGE, reading):
        yield from _range(reading, match)
    if reading.awaiting == EntityKind.TIME:
        for match in mentions(_BARE, reading):
            yield from _candidate(reading, match, match.span(), LIKELY)


def _candidate(
    reading: Reading, match: re.Match[str], span: tuple[int, int], strength: int
) -> Iterator[Candidate]:
    said = match.groupdict()
    if noon := said.get("noon"):
        hour: int | None = 12 if noon.endswith("dia") else 0
    else:
        hour = _on_the_clock(said["hour"], said.get("part"), said.get("half"))
    if hour is not None:
        yield _at(reading, hour * 60 + _minutes(said.get("minute")), span, strength)


def _before(reading: Reading, match: re.Match[str]) -> Iterator[Candidate]:
    """The minutes before an hour: "dez pra meia-noite" is 23:50."""
    if match["noon"]:
        hour: int | None = 12 if match["noon"].endswith("dia") else 24
    else:
        hour = _on_the_clock(match["hour"], match["part"], None)
    if hour is not None:
        yield _at(reading, hour * 60 - int(match["before"]), match.span(), UNMISTAKABLE)


def _range(reading: Reading, match: re.Match[str]) -> Iterator[Candidate]:
    """Both ends of "das 9 às 18"; what is said of the last ("da tarde") holds for the first."""
    said = match.groupdict()
    marked = any(said[name] for name in ("h1", "h2", "minute1", "minute2", "past1", "past2", "part1", "part2"))
    if not marked and not (match[0].startswith("das ") and match["link"].endswith("as")):
        return
    if said["h2"] and not said["h1"] and _DURATION.search(reading.figures.text[: match.start()][-30:]):
        return
    last = _on_the_clock(said["hour2"], said["part2"], None)
    first = _on_the_clock(said["hour1"], said["part1"], None)
    if first is None or last is None:
        return
    if said["part2"] and not said["part1"]:
        shared = _on_the_clock(said["hour1"], said["part2"], None)
        first = shared if shared is not None and shared < last else first
    for hour, number in ((first, "1"), (last, "2")):
        minute = _minutes(said[f"minute{number}"] or said[f"min{number}"] or said[f"past{number}"])
        span = match.span("first" if number == "1" else "last")
        yield _at(reading, hour * 60 + minute, span, UNMISTAKABLE)


def _tells_time(reading: Reading, match: re.Match[str]) -> bool:
    """Whether "às 8" is a time and not "as 8 camisetas"."""
    if match["part"] or match["minute"] in ("meia", "meio"):
        return True
    if match["h"]:
        return match[0].split()[0] not in ("umas", "pelas") or "la pelas" in match[0]
    if not re.match(_AFTER, reading.figures.text[match.end() :]):
        return False
    if match["grave"] is None:
        return not match[0].startswith(("umas", "pela ", "entre"))
    start, _ = reading.figures.written_span(match.start(), match.end())
    return reading.text[start + 0] in "àÀ" or _SAYS_WHEN.search(reading.figures.text[: match.start()][-30:]) is not None


def _is_duration(reading: Reading, match: re.Match[str]) -> bool:
    """Whether hours are a length of time: after "em", "há", "demora", or written as "10 horas" alone."""
    before = reading.figures.text[max(0, match.start() - 30) : match.start()]
    if match["part"]:
        return False
    if _DURATION.search(before):
        return True
    if match["hour"] == "24" and not re.search(r"\bas\s$", before):
        return True
    spelled = re.search(r"\d\s?(?:hora|\sh)", match[0]) is not None
    return spelled and match["minute"] is None and _SAYS_WHEN.search(before) is None


def _on_the_clock(hour: str, part: str | None, half: str | None) -> int | None:
    """The hour from 0 to 23: "3" of the afternoon is 15; None for what no clock shows."""
    number = 1 if hour.startswith("u") else int(hour)
    if half == "p" or part == "tarde" or (part == "noite" and number >= 5):
        number = {12: 0 if part == "noite" else 12}.get(number, number + 12 if number < 12 else number)
    elif number == 24 or (number == 12 and (part == "madrugada" or half == "a")):
        number = 0
    return number if number < 24 else None


def _minutes(written: str | None) -> int:
    return 30 if written in ("meia", "meio") else int(written or 0)


def _at(reading: Reading, minutes: int, span: tuple[int, int], strength: int) -> Candidate:
    hour, minute = divmod(minutes % (24 * 60), 60)
    return Candidate(reading.mention(EntityKind.TIME, f"{hour:02d}:{minute:02d}", *span), strength)
