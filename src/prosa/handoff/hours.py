"""When people answer: business hours in a time zone, with Brazilian national holidays. Pure.

Every opening is first turned into two instants; comparing and adding happen between instants, so that a
clock that is put forward or back moves nothing and counts nothing twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from prosa.packs.schema import Hours, Weekday

WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
HORIZON = 400
"""Days to look ahead for an opening. More than a year: open on one day of the year is still open."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant up to, but not including, another. In UTC, never empty."""

    start: datetime
    end: datetime


def is_open(hours: Hours, zone: ZoneInfo, now: datetime) -> bool:
    """Whether somebody answers at this instant. At the closing time itself nobody does any more."""
    return any(span.start <= now < span.end for span in _spans(hours, zone, now, days=1))


def reopens_at(hours: Hours, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The first instant from `now` on at which somebody answers: `now` itself while open.

    None when these hours never open within `HORIZON` days.
    """
    return next((max(span.start, now) for span in _spans(hours, zone, now) if span.end > now), None)


def closes_at(hours: Hours, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The first instant from `now` on at which nobody answers; None: there is none within `HORIZON` days."""
    reached = now
    for span in _spans(hours, zone, now):
        if span.start > reached:
            return reached
        reached = max(reached, span.end)
    return reached if reached - now < timedelta(days=HORIZON - 1) else None


def add_business_time(hours: Hours, zone: ZoneInfo, start: datetime, duration: timedelta) -> datetime:
    """The instant at which `duration` of open time has passed since `start`.

    Durations that end exactly at closing time end there, not at the next opening. Hours that do not hold
    that much time within `HORIZON` days count every remaining hour as open: a promise needs a date.
    """
    left = duration
    reached = start
    for span in _spans(hours, zone, start):
        begin = max(span.start, start)
        if span.end <= begin:
            continue
        if begin + left <= span.end:
            return begin + left
        left -= span.end - begin
        reached = span.end
    return reached + left


def _spans(hours: Hours, zone: ZoneInfo, now: datetime, days: int = HORIZON) -> Iterator[Span]:
    """Openings in order, from the one that may contain `now`. Never overlapping.

    Starts a day early: an opening belongs to the local day it begins on.
    """
    today = now.astimezone(zone).date()
    for ahead in range(-1, days):
        day = today + timedelta(days=ahead)
        span = _opening(hours, zone, day)
        if span is not None:
            yield span


def _opening(hours: Hours, zone: ZoneInfo, day: date) -> Span | None:
    """The opening of one local day, if it has one."""
    if day in hours.closed_on:
        return None
    if not hours.days:
        return _span(zone, day, time.min, day + timedelta(days=1), time.min)
    if hours.holidays == "national" and day in national_holidays(day.year):
        return None
    opening = hours.days.get(WEEKDAYS[day.weekday()])
    return None if opening is None else _span(zone, day, opening.opens, day, opening.closes)


def _span(zone: ZoneInfo, first: date, opens: time, last: date, closes: time) -> Span | None:
    start = datetime.combine(first, opens, zone).astimezone(UTC)
    end = datetime.combine(last, closes, zone).astimezone(UTC)
    # An opening that lies inside the hour a clock skips does not happen.
    return Span(start, end) if start < end else None


@cache
def national_holidays(year: int) -> Mapping[date, str]:
    """The national holidays of a year, in order, with their names."""
    return dict(sorted(holidays.country_holidays("BR", years=year, language="pt_BR").items()))
