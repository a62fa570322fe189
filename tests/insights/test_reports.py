from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from prosa.conversations.facts import Outcome
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.presence import EXPIRY, Presence
from prosa.insights.metrics import Metrics
from prosa.insights.periods import Step
from prosa.insights.reports import BadPeriod, Point, Reports
from prosa.insights.tables import AgentRow, ArticleRow, IntentRow
from prosa.insights.today import Crew
from tests.handoff.house import House, open_house
from tests.insights.happenings import talk

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 3, 12, 18, tzinfo=UTC)
"""A Thursday, 15:00 in São Paulo."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def house(database: Database) -> AsyncGenerator[House]:
    async with open_house(database) as house:
        yield house


@pytest.fixture
def reports(database: Database, house: House) -> Reports:
    return Reports(database, SAO_PAULO, house.attendance, lambda: NOW)


async def of_march(reports: Reports, first: int, last: int, step: Step = Step.DAY) -> list[Point]:
    days = reports.days(date(2026, 3, first), date(2026, 3, last))
    return list((await reports.series(days, step)).points)


async def test_an_empty_house_has_counts_of_zero_and_no_means(reports: Reports):
    today, yesterday, last_week = await reports.today()
    for day in (today, yesterday, last_week):
        assert (day.figures.sessions, day.figures.ratings, day.standing.waiting) == (0, 0, 0)
        assert day.figures.rating is day.figures.met_p50 is day.figures.bot_p50 is None
        assert day.figures.automation_rate is day.standing.longest_wait is None
    [point] = await of_march(reports, 12, 12)
    assert (point.figures.sessions, point.waiting_max) == (0, 0)
    days = reports.days(None, None)
    assert (days.first, days.last) == (date(2026, 3, 6), date(2026, 3, 12))
    assert await reports.by_intent(days) == await reports.by_article(days) == []
    assert await reports.by_agent(days) == []


async def test_today_counts_from_midnight_here_and_is_compared_with_the_same_hours(
    house: House, reports: Reports
):
    midnight = datetime(2026, 3, 12, 3, tzinfo=UTC)
    await talk(house, midnight)
    await talk(house, midnight - MINUTE)  # yesterday, after this hour
    for _ in range(2):
        await talk(house, NOW - DAY - MINUTE)
    for _ in range(3):
        await talk(house, NOW - 7 * DAY - MINUTE)
    assert [day.figures.sessions for day in await reports.today()] == [1, 2, 3]


async def test_what_waits_and_what_people_have_is_told_of_now_and_of_the_same_hour_before(
    house: House, reports: Reports
):
    ana = await house.agent("Ana")
    for begun in (NOW - DAY, NOW):
        waiting = await talk(house, begun - 2 * HOUR)
        await waiting.calls_a_person(begun - HOUR)
        taken = await talk(house, begun - 2 * HOUR)
        await taken.calls_a_person(begun - HOUR)
        await taken.taken(begun - MINUTE, ana)
        if begun < NOW:
            await waiting.taken(begun + MINUTE, ana)
            await waiting.resolved(begun + 2 * MINUTE, ana)
            await taken.resolved(begun + 2 * MINUTE, ana)
    today, yesterday, last_week = (day.standing for day in await reports.today())
    assert (today.waiting, today.with_people) == (1, 1)
    assert (yesterday.waiting, yesterday.with_people, yesterday.longest_wait) == (1, 1, 3600)
    assert (last_week.waiting, last_week.with_people, last_week.longest_wait) == (0, 0, None)
    assert yesterday.crew is None


async def test_a_conversation_in_which_the_bot_runs_a_form_for_an_agent_is_with_a_person(
    house: House, reports: Reports
):
    ana = await house.agent("Ana")
    for begun in (NOW - DAY, NOW):
        taken = await talk(house, begun - 2 * HOUR)
        await taken.calls_a_person(begun - HOUR)
        await taken.taken(begun - MINUTE, ana)
        await taken.lent(begun - MINUTE / 2, ana)
        if begun < NOW:
            await taken.resolved(begun + MINUTE, ana)
    today, yesterday, _ = (day.standing for day in await reports.today())
    assert (today.with_people, yesterday.with_people) == (1, 1)
    assert (await Metrics(house.database).dashboard(1)).with_agents == 1


async def test_who_is_there_is_told_as_they_say_it_themselves(house: House, reports: Reports):
    _, token = await house.hire("Ana")
    await house.hire("Bia")  # never seen
    await house.agents.authenticate(token)
    for presence in (Presence.ONLINE, Presence.BUSY, Presence.AWAY, Presence.AWAY, Presence.OFFLINE):
        await house.attendance.choose((await house.agent(presence.value)).id, presence)
    assert (await reports.today())[0].standing.crew == Crew(online=2, busy=1, away=2)
    house.clock.passes(timedelta(hours=1))
    assert (await reports.today())[0].standing.crew == Crew(online=0, busy=0, away=0)


async def test_agents_on_another_node_are_there_until_that_node_is_silent(database: Database, valkey: Valkey):
    async with open_house(database, valkey=valkey) as here:
        async with open_house(database, valkey=valkey, clock=here.clock) as elsewhere:
            await elsewhere.attendance.here((await elsewhere.agent()).id, "tab")
        reports = Reports(database, SAO_PAULO, here.attendance, lambda: NOW)
        assert (await reports.today())[0].standing.crew == Crew(online=1, busy=0, away=0)
        here.clock.passes(EXPIRY)
        assert (await reports.today())[0].standing.crew == Crew(online=0, busy=0, away=0)


async def test_a_released_conversation_waits_again_since_it_was_called(house: House, reports: Reports):
    ana = await house.agent("Ana")
    waiting = await talk(house, NOW - DAY - 3 * HOUR)
    await waiting.calls_a_person(NOW - DAY - 2 * HOUR)
    await waiting.taken(NOW - DAY - HOUR, ana)
    await waiting.released(NOW - DAY - MINUTE, ana)
    _, yesterday, _ = await reports.today()
    assert (yesterday.standing.waiting, yesterday.standing.longest_wait) == (1, 7200)


async def test_days_and_hours_of_a_series_hold_what_happened_in_them(house: House, reports: Reports):
    night = datetime(2026, 3, 11, 2, 59, tzinfo=UTC)  # one minute before midnight of the 10th
    alone = await talk(house, night)
    await alone.bot(night, milliseconds=30)
    helped = await talk(house, night + MINUTE)
    await helped.bot(night + MINUTE)
    await helped.calls_a_person(night + 2 * MINUTE)
    await helped.rated(night + 3 * MINUTE, 4)
    asked = await talk(house, night + MINUTE)
    await asked.bot(night + MINUTE, outcome=Outcome.ASKED)
    first, second = await of_march(reports, 10, 11)
    assert (first.figures.sessions, first.figures.automation_rate, first.figures.bot_p50) == (1, 1, 30)
    figures = second.figures
    assert (figures.sessions, figures.automated, figures.handed_over) == (2, 0, 1)
    assert (figures.ratings, figures.rating, figures.satisfied) == (1, 4, 1)
    hours = await of_march(reports, 10, 11, Step.HOUR)
    assert [point.figures.sessions for point in hours] == [0] * 23 + [1, 2] + [0] * 23


async def test_a_series_is_told_as_a_whole_and_beside_the_period_before(house: House, reports: Reports):
    through = await talk(house, NOW - DAY)
    await through.says(NOW)  # the same conversation on two days
    await talk(house, NOW - 2 * DAY)
    series = await reports.series(reports.days(date(2026, 3, 11), date(2026, 3, 12)), Step.DAY)
    assert [point.figures.sessions for point in series.points] == [1, 1]
    assert (series.whole.figures.sessions, series.before.figures.sessions) == (1, 1)


async def test_a_person_s_first_response_counts_from_the_call(house: House, reports: Reports):
    ana = await house.agent("Ana")
    for minutes in (1, 2, 3):
        called = await talk(house, NOW - HOUR)
        await called.calls_a_person(NOW - HOUR)
        await called.taken(NOW - HOUR + MINUTE / 2, ana)
        await called.answered(NOW - HOUR + minutes * MINUTE, ana)
        await called.answered(NOW, ana)
    unanswered = await talk(house, NOW - HOUR)
    await unanswered.calls_a_person(NOW - HOUR)
    returned = await talk(house, NOW - HOUR)
    await returned.calls_a_person(NOW - HOUR)
    await returned.taken(NOW - HOUR, ana)
    await returned.returned(NOW - HOUR, ana)
    [today] = await of_march(reports, 12, 12)
    assert (today.figures.met_p50, today.figures.met_p90) == (120, pytest.approx(168))
    assert today.figures.handed_over == 5


async def test_the_most_that_waited_at_once_is_known_for_each_hour(house: House, reports: Reports):
    ana = await house.agent("Ana")
    ten = datetime(2026, 3, 11, 13, tzinfo=UTC)
    for minute in range(3):
        waiting = await talk(house, ten)
        await waiting.calls_a_person(ten + minute * MINUTE)
        if minute < 2:
            await waiting.taken(ten + (10 + minute) * MINUTE, ana)
        else:
            await waiting.taken(ten + 2 * HOUR + MINUTE, ana)
    hours = await of_march(reports, 11, 11, Step.HOUR)
    assert [point.waiting_max for point in hours] == [0] * 10 + [3, 1, 1] + [0] * 11
    assert [point.waiting_max for point in await of_march(reports, 11, 12)] == [3, 0]


async def test_an_intent_is_settled_unless_a_person_is_called_soon_after(house: House, reports: Reports):
    settled = await talk(house, NOW - 2 * HOUR)
    await settled.bot(NOW - 2 * HOUR, "delivery")
    await settled.thumb(NOW - 2 * HOUR, up=False, intent="delivery")
    await settled.thumb(NOW - 2 * HOUR, up=True, intent="delivery")  # changed their mind
    await settled.rated(NOW, 5, intent="delivery")
    await settled.calls_a_person(NOW - MINUTE)  # for something else, two hours later
    called = await talk(house, NOW - HOUR)
    await called.bot(NOW - HOUR, "delivery")
    await called.calls_a_person(NOW - HOUR + MINUTE)
    await called.thumb(NOW, up=False, intent="delivery")
    await called.rated(NOW, 2, intent="delivery")
    unsure = await talk(house, NOW - HOUR)
    await unsure.bot(NOW - HOUR, "delivery", Outcome.CLARIFIED)
    other = await talk(house, NOW - HOUR)
    await other.bot(NOW - HOUR, "refund", Outcome.TICKETED)
    assert await reports.by_intent(reports.days(None, None)) == [
        IntentRow("delivery", asked=3, settled=1, handed_over=1, up=1, down=1, ratings=2, rating=3.5),
        IntentRow("refund", asked=1, settled=1, handed_over=0, up=0, down=0, ratings=0, rating=None),
    ]


async def test_articles_are_counted_by_what_was_shown_and_what_came_of_it(house: House, reports: Reports):
    happy = await talk(house, NOW - HOUR)
    await happy.bot(NOW - HOUR, article="frete")
    await happy.thumb(NOW - HOUR, up=True, intent="delivery", article="frete")
    await happy.rated(NOW, 5, article="frete")
    called = await talk(house, NOW - HOUR)
    await called.bot(NOW - HOUR, article="frete")
    await called.calls_a_person(NOW - MINUTE)
    plain = await talk(house, NOW - HOUR)
    await plain.bot(NOW - HOUR)
    await plain.bot(NOW - HOUR, article="trocas")
    assert await reports.by_article(reports.days(None, None)) == [
        ArticleRow("frete", None, shown=2, settled=1, handed_over=1, up=1, down=0, ratings=1, rating=5),
        ArticleRow("trocas", None, shown=1, settled=1, handed_over=0, up=0, down=0, ratings=0, rating=None),
    ]


async def test_each_agent_is_told_by_what_they_took(house: House, reports: Reports):
    ana, bia = await house.agent("Ana"), await house.agent("Bia")
    done = await talk(house, NOW - HOUR)
    await done.calls_a_person(NOW - HOUR)
    await done.taken(NOW - HOUR, ana)
    await done.answered(NOW - HOUR + MINUTE, ana)
    await done.resolved(NOW - MINUTE, ana)
    await done.rated(NOW, 4, agent=ana)
    passed_on = await talk(house, NOW - HOUR)
    await passed_on.calls_a_person(NOW - HOUR)
    await passed_on.taken(NOW - HOUR, ana)
    await passed_on.released(NOW - 30 * MINUTE, ana)
    await passed_on.taken(NOW - 20 * MINUTE, bia)
    await passed_on.answered(NOW - 18 * MINUTE, bia)
    assert await reports.by_agent(reports.days(None, None)) == [
        AgentRow(ana.id, "Ana", 2, 1, first_response=60, resolution=59 * 60, ratings=1, rating=4),
        AgentRow(bia.id, "Bia", 1, 0, first_response=120, resolution=None, ratings=0, rating=None),
    ]


@pytest.mark.parametrize(
    "first, last, step",
    [
        (date(2026, 3, 2), date(2026, 3, 1), Step.DAY),
        (date(2025, 3, 1), date(2026, 3, 2), Step.DAY),
        (date(2026, 1, 1), date(2026, 2, 1), Step.HOUR),
        (date.min, date.min, Step.DAY),
        (date.max, date.max, Step.DAY),
    ],
)
async def test_periods_that_make_no_sense_are_refused(reports: Reports, first: date, last: date, step: Step):
    with pytest.raises(BadPeriod):
        await reports.series(reports.days(first, last), step)
