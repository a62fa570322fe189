"""Stretches of time that figures are told of, cut at the hours and days of the company's clock. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

MAX_DAYS = 366
"""Days that a report reaches over at most."""
MAX_HOURLY_DAYS = 31
"""Days that are told hour by hour at most."""

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


class Step(StrEnum):
    """How finely a stretch of time is told."""

    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to before `until`, both in UTC."""

    since: datetime
    until: datetime

    @property
    def before(self) -> "Period":
        """As long a period, which ends where this one begins."""
        return Period(self.since - (self.until - self.since), self.since)


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, the first and the last among them, by the clock of `zone`."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def count(self) -> int:
        """How many days; none or fewer when they end before they begin."""
        return (self.last - self.first).days + 1

    @property
    def period(self) -> Period:
        """All of them."""
        return Period(_midnight(self.first, self.zone), _midnight(self.last + _DAY, self.zone))

    def split(self, step: Step) -> list[Period]:
        """The same in pieces without gaps. A day of a changed clock has 23 or 25 hours."""
        cuts = [_midnight(self.first + _DAY * n, self.zone) for n in range(self.count + 1)]
        if step is Step.HOUR:
            end, cuts = cuts[-1], cuts[:1]
            while cuts[-1] < end:
                cuts.append(min(cuts[-1] + _HOUR, end))
        return [Period(since, until) for since, until in pairwise(cuts)]


def so_far(now: datetime, days_ago: int, zone: ZoneInfo) -> Period:
    """The day that was so many days ago, from its midnight to the hour that it is now."""
    then = now.astimezone(zone) - _DAY * days_ago  # the same hour of the clock, whatever happened to it
    return Period(_midnight(then.date(), zone), then.astimezone(UTC))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
