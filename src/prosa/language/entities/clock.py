"""The parts of a spoken time: expressions for them, and what they mean on a clock."""

from prosa.language.entities.reading import Candidate, Reading
from prosa.language.understanding import EntityKind

HOUR = r"(?:2[0-4]|[01]?\d)"
SAID_HOUR = rf"(?:{HOUR}(?!\d)|uma?\b)"
MINUTE = r"(?:[0-5]\d)(?!\d)"
H = r"\s?(?:horas?|hrs?|hs?)\b"
PART = r"(?:\s+(?:da|de|pela|a|na)\s+(?P<part>manha|tarde|noite|madrugada)(?!\w))"
PAST = r"(?:\s+e\s+(?P<past>[0-5]?\d(?![\d:,])(?!\s*(?:h|reais|%)\b)|meia\b|meio\b)(?:\s+minutos?\b)?)"
"""Minutes as they are said after the hour: "e quinze", "e meia"."""


def on_the_clock(hour: str, part: str | None = None, half: str | None = None) -> int | None:
    """The hour from 0 to 23: "3" of the afternoon is 15; None for what no clock shows.

    `part` is the part of the day that was said, `half` the first letter of "am" or "pm".
    """
    number = 1 if hour.startswith("u") else int(hour)
    if number == 12:
        number = 0 if part in ("noite", "madrugada") or half == "a" else 12
    elif number < 12 and (half == "p" or part == "tarde" or (part == "noite" and number >= 5)):
        number += 12
    return number % 24 if number <= 24 else None


def minutes_of(written: str | None) -> int:
    """The minutes after an hour, in figures or as "meia"."""
    return 30 if written in ("meia", "meio") else int(written or 0)


def time_at(reading: Reading, minutes: int, span: tuple[int, int], strength: int) -> Candidate:
    """A time so many minutes after midnight, said at this span of the figures."""
    hour, minute = divmod(minutes % (24 * 60), 60)
    return Candidate(reading.mention(EntityKind.TIME, f"{hour:02d}:{minute:02d}", *span), strength)
