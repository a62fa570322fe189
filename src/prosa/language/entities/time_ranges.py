"""Two times at once: "das 9 às 18", "entre 14h e 16h", "das duas às quatro da tarde"."""

import re
from collections.abc import Iterator

from prosa.language.entities.clock import (
    MINUTE,
    PART,
    PAST,
    SAID_HOUR,
    H,
    minutes_of,
    on_the_clock,
    time_at,
)
from prosa.language.entities.durations import measures_time
from prosa.language.entities.reading import UNMISTAKABLE, Candidate, Reading, mentions

_END = rf"(?P<hour>{SAID_HOUR})(?::(?P<minute>{MINUTE})|(?P<h>{H})|h(?P<after_h>{MINUTE}))?{PAST}?{PART}?"


def _named(name: str) -> str:
    return f"(?P<{name}>" + re.sub(r"\(\?P<(\w+)>", rf"(?P<{name}_\1>", _END) + ")"


_RANGE = re.compile(
    rf"(?<!\w)(?P<lead>das?|de|entre(?:\s+as)?|as)\s+{_named('first')}"
    rf"\s+(?P<link>ate\s+as?|as?|e(?:\s+as?)?)\s+{_named('last')}(?![\w:,/%])"
)
_SAYS_TIME = ("minute", "h", "after_h", "past", "part")


def find_time_ranges(reading: Reading) -> Iterator[Candidate]:
    """Both ends of a range; what is said of the last ("da tarde") holds for the first."""
    for match in mentions(_RANGE, reading):
        if not _tells_time(reading, match):
            continue
        last = on_the_clock(match["last_hour"], match["last_part"])
        first = on_the_clock(match["first_hour"], match["first_part"])
        if match["last_part"] and not match["first_part"]:
            shared = on_the_clock(match["first_hour"], match["last_part"])
            first = shared if shared is not None and last is not None and shared < last else first
        for end, hour in (("first", first), ("last", last)):
            if hour is not None:
                minute = match[f"{end}_minute"] or match[f"{end}_after_h"] or match[f"{end}_past"]
                yield time_at(reading, hour * 60 + minutes_of(minute), match.span(end), UNMISTAKABLE)


def _tells_time(reading: Reading, match: re.Match[str]) -> bool:
    if match["lead"] == "das" and match["link"].endswith("as"):
        return True
    said = {name for name in _SAYS_TIME for end in ("first", "last") if match[f"{end}_{name}"]}
    # "De 2 a 3 horas" is how long something takes.
    only_hours = said == {"h"} and not match["first_h"]
    takes = match["lead"] == "de" and match["link"] == "a"
    return bool(said) and not (only_hours and (takes or measures_time(reading, match.start())))
