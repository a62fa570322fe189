from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from prosa.insights.periods import Days, Period, Step, so_far

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
ZONES = st.sampled_from(["America/Sao_Paulo", "America/Noronha", "Europe/Lisbon", "Asia/Kathmandu", "UTC"])


def test_a_day_begins_at_midnight_of_the_company_s_clock():
    assert Days(date(2026, 3, 2), date(2026, 3, 2), SAO_PAULO).period == Period(
        datetime(2026, 3, 2, 3, tzinfo=UTC), datetime(2026, 3, 3, 3, tzinfo=UTC)
    )


def test_the_day_so_far_ends_at_the_same_hour_on_other_days():
    now = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)  # 22:30 of the 9th in São Paulo
    assert so_far(now, 0, SAO_PAULO) == Period(datetime(2026, 3, 9, 3, tzinfo=UTC), now)
    assert so_far(now, 7, SAO_PAULO) == Period(datetime(2026, 3, 2, 3, tzinfo=UTC), now - timedelta(days=7))


def test_a_day_whose_clock_is_put_back_has_25_hours():
    # The last summer time in Brazil ended on 17 February 2019.
    days = Days(date(2019, 2, 16), date(2019, 2, 16), SAO_PAULO)
    assert len(days.split(Step.HOUR)) == 25
    assert days.split(Step.DAY) == [days.period]


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(1, 40),
    ZONES.map(ZoneInfo),
    st.sampled_from(Step),
)
def test_the_steps_of_days_cover_them_without_gaps(first: date, count: int, zone: ZoneInfo, step: Step):
    days = Days(first, first + timedelta(days=count - 1), zone)
    steps = days.split(step)
    assert days.count == count
    assert (steps[0].since, steps[-1].until) == (days.period.since, days.period.until)
    assert all(one.until == after.since for one, after in pairwise(steps))
    assert all(one.since < one.until for one in steps)


@given(
    st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9999), ZONES.map(ZoneInfo)
)
def test_the_day_so_far_is_never_longer_than_a_day_can_be(now: datetime, zone: ZoneInfo):
    for ago in (0, 1, 7):
        period = so_far(now, ago, zone)
        assert timedelta(0) <= period.until - period.since <= timedelta(hours=25)
