from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.handoff.hours import WEEKDAYS, add_business_time, closes_at, is_open, reopens_at
from prosa.packs.schema import Hours, Opening

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
NEW_YORK = ZoneInfo("America/New_York")  # still changes its clocks
WORKDAYS = Hours(days={day: Opening(opens=time(9), closes=time(18)) for day in WEEKDAYS[:5]})


def at(text: str, zone: ZoneInfo = SAO_PAULO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    "moment, answered",
    [
        ("2026-03-02T09:00", True),
        ("2026-03-02T17:59:59", True),
        ("2026-03-02T18:00", False),
        ("2026-03-02T08:59:59", False),
        ("2026-03-07T12:00", False),  # Saturday
        ("2026-04-21T12:00", False),  # Tiradentes, a Tuesday
        ("2026-04-03T12:00", False),  # Good Friday moves every year
    ],
)
def test_people_answer_from_opening_to_closing_on_workdays_that_are_no_holidays(moment: str, answered: bool):
    assert is_open(WORKDAYS, SAO_PAULO, at(moment)) is answered


def test_a_pack_may_work_on_national_holidays():
    assert is_open(WORKDAYS.model_copy(update={"holidays": "none"}), SAO_PAULO, at("2026-04-21T12:00"))


def test_hours_without_days_are_always_open_but_for_the_days_they_close():
    hours = Hours(closed_on=(date(2026, 3, 2),))
    assert is_open(hours, SAO_PAULO, at("2026-04-21T03:00"))
    assert not is_open(hours, SAO_PAULO, at("2026-03-02T12:00"))
    assert reopens_at(hours, SAO_PAULO, at("2026-03-02T12:00")) == at("2026-03-03T00:00")


def test_friday_evening_reopens_on_monday_morning():
    assert reopens_at(WORKDAYS, SAO_PAULO, at("2026-03-06T18:00")) == at("2026-03-09T09:00")


def test_a_closed_year_never_reopens():
    closed = tuple(date(2026, 1, 1) + timedelta(days=n) for n in range(800))
    hours = WORKDAYS.model_copy(update={"closed_on": closed})
    assert reopens_at(hours, SAO_PAULO, at("2026-02-02T12:00")) is None


def test_the_time_zone_is_the_company_s_and_not_the_server_s():
    assert is_open(WORKDAYS, SAO_PAULO, datetime(2026, 3, 2, 20, 59, tzinfo=UTC))
    assert not is_open(WORKDAYS, SAO_PAULO, datetime(2026, 3, 2, 21, 0, tzinfo=UTC))


def test_a_promise_skips_nights_week_ends_and_holidays():
    friday_afternoon, eight_hours = at("2026-04-17T16:00"), timedelta(hours=8)
    # two hours on Friday, six on Monday
    assert add_business_time(WORKDAYS, SAO_PAULO, friday_afternoon, eight_hours) == at("2026-04-20T15:00")
    # Monday to Wednesday: Tuesday is Tiradentes
    assert add_business_time(WORKDAYS, SAO_PAULO, at("2026-04-20T15:00"), eight_hours) == at(
        "2026-04-22T14:00"
    )


def test_a_promise_that_ends_at_closing_time_ends_there():
    assert add_business_time(WORKDAYS, SAO_PAULO, at("2026-03-02T16:00"), timedelta(hours=2)) == at(
        "2026-03-02T18:00"
    )


def test_an_hour_that_a_clock_repeats_is_worked_twice_and_one_that_it_skips_not_at_all():
    nights = Hours(days={"sunday": Opening(opens=time(0), closes=time(4))}, holidays="none")
    autumn, spring = at("2026-11-01T00:00", NEW_YORK), at("2026-03-08T00:00", NEW_YORK)
    assert add_business_time(nights, NEW_YORK, autumn, timedelta(hours=5)) == at("2026-11-01T04:00", NEW_YORK)
    assert add_business_time(nights, NEW_YORK, spring, timedelta(hours=3)) == at("2026-03-08T04:00", NEW_YORK)


def test_an_opening_inside_the_hour_that_a_clock_skips_does_not_happen():
    nights = Hours(days={"sunday": Opening(opens=time(2, 30), closes=time(3))}, holidays="none")
    assert reopens_at(nights, NEW_YORK, at("2026-03-08T00:00", NEW_YORK)) == at("2026-03-15T02:30", NEW_YORK)


moments = st.integers(0, 20 * 366 * 86400).map(
    lambda s: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)
zones = st.sampled_from([SAO_PAULO, NEW_YORK, UTC, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Africa/Cairo")])
durations = st.timedeltas(timedelta(0), timedelta(hours=80))


@st.composite
def opening_hours(draw: st.DrawFn) -> Hours:
    minutes = st.integers(0, 24 * 60 - 1)
    days: dict[str, Opening] = {}
    for day in draw(st.lists(st.sampled_from(WEEKDAYS), unique=True)):
        opens, closes = sorted(draw(st.tuples(minutes, minutes).filter(lambda pair: pair[0] != pair[1])))
        days[day] = Opening(opens=time(*divmod(opens, 60)), closes=time(*divmod(closes, 60)))
    return Hours.model_validate({"days": days, "holidays": draw(st.sampled_from(["national", "none"]))})


@given(opening_hours(), zones, moments)
def test_people_answer_at_the_moment_they_are_said_to_be_back(hours: Hours, zone: ZoneInfo, now: datetime):
    back = reopens_at(hours, zone, now)
    if back is not None:
        assert back >= now
        assert is_open(hours, zone, back)
        assert is_open(hours, zone, now) == (back == now)


@given(opening_hours(), zones, moments, durations, durations)
def test_business_time_adds_up(
    hours: Hours, zone: ZoneInfo, now: datetime, first: timedelta, second: timedelta
):
    at_once = add_business_time(hours, zone, now, first + second)
    in_two_steps = add_business_time(hours, zone, add_business_time(hours, zone, now, first), second)
    assert at_once >= now + first + second
    # Hours that hardly ever open run into the horizon, where only the order is promised.
    if at_once < now + timedelta(days=300):
        assert in_two_steps == at_once


@given(opening_hours(), zones, moments, durations)
def test_a_promise_falls_into_open_time(hours: Hours, zone: ZoneInfo, now: datetime, within: timedelta):
    promised = add_business_time(hours, zone, now, within)
    if within and promised < now + timedelta(days=300):
        assert is_open(hours, zone, promised - timedelta(microseconds=1))


@pytest.mark.parametrize(
    "moment, closes",
    [
        ("2026-03-02T10:00", "2026-03-02T18:00"),
        ("2026-03-02T18:00", "2026-03-02T18:00"),
        ("2026-03-07T12:00", "2026-03-07T12:00"),  # Saturday
    ],
)
def test_the_next_moment_at_which_nobody_answers(moment: str, closes: str):
    assert closes_at(WORKDAYS, SAO_PAULO, at(moment)) == at(closes)


def test_who_always_answers_closes_only_on_the_days_named():
    always = Hours(holidays="none")
    assert closes_at(always, SAO_PAULO, at("2026-03-02T10:00")) is None
    closed = always.model_copy(update={"closed_on": (date(2026, 3, 5),)})
    assert closes_at(closed, SAO_PAULO, at("2026-03-02T10:00")) == at("2026-03-05T00:00")
