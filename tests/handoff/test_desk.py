from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prosa.conversations.events import ConversationId
from prosa.conversations.parts import Urgency
from prosa.engines.database import Database
from prosa.handoff import waiting
from tests.handoff.house import WEEKDAY_HOURS, House, bot, open_house

MINUTE = timedelta(minutes=1)


async def test_a_newcomer_is_told_the_place_that_they_then_get(house: House):
    await house.waits(Urgency.URGENT)
    await house.waits(Urgency.LOW, since=30 * MINUTE)
    await house.waits(Urgency.LOW)
    told = await house.desk.place_for_new(Urgency.MEDIUM, None)
    assert told.position == 3
    assert await house.desk.place_of(await house.waits(Urgency.MEDIUM)) == told


async def test_in_an_empty_queue_one_is_next(house: House):
    assert (await house.desk.place_for_new(Urgency.LOW, None)).position == 1
    assert await house.desk.places() == {}


async def test_who_does_not_wait_has_no_place(house: House):
    assert await house.desk.place_of(await house.customer()) is None
    assert await house.desk.place_of(ConversationId(uuid4())) is None
    taken = await house.waits()
    await house.handoffs.take(taken, await house.agent())
    assert await house.desk.place_of(taken) is None


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Urgency), st.integers(0, 150)), max_size=6))
async def test_the_database_orders_the_queue_as_the_rule_does(house: House, queue: list[tuple[Urgency, int]]):
    for urgency, minutes in queue:
        await house.waits(urgency, since=minutes * MINUTE)
    everyone = await house.desk.places()
    async with house.database.connect() as connection:
        in_sql = await waiting.next_for(connection, (), (), limit=1000)
    assert in_sql == list(everyone)
    for id, place in everyone.items():
        assert await house.desk.place_of(id) == place


async def test_the_wait_counts_on_the_agents_who_were_active_in_the_last_ten_minutes(house: House):
    tokens = [(await house.hire(name))[1] for name in ("Ana", "Bruno", "Caio", "Duda")]
    for token in tokens:
        await house.agents.authenticate(token)
    house.clock.passes(9 * MINUTE)
    await house.agents.authenticate(tokens[0])
    await house.agents.authenticate(tokens[1])
    assert (await house.desk.place_for_new(Urgency.LOW, None)).wait_seconds == 120  # 8 minutes, 4 agents
    house.clock.passes(2 * MINUTE)
    assert (await house.desk.place_for_new(Urgency.LOW, None)).wait_seconds == 240  # 2 agents


async def test_with_nobody_there_the_pack_says_how_many_agents_to_count_on(database: Database):
    async with open_house(database, bot(queue={"agents": 2, "service_minutes": 10})) as house:
        assert (await house.desk.place_for_new(Urgency.LOW, None)).wait_seconds == 300


async def test_real_conversations_replace_the_pack_s_service_time_once_there_are_five(house: House):
    ana = await house.agent()
    for _ in range(4):
        await house.resolved_after(2 * MINUTE, ana)
    assert (await house.desk.staff()).service == 8 * MINUTE
    await house.resolved_after(2 * MINUTE, ana)
    house.clock.passes(MINUTE)
    assert (await house.desk.staff()).service == 2 * MINUTE


async def test_conversations_of_three_weeks_ago_say_nothing_about_today(house: House):
    ana = await house.agent()
    for _ in range(5):
        await house.resolved_after(2 * MINUTE, ana)
    house.clock.passes(timedelta(days=15))
    assert (await house.desk.staff()).service == 8 * MINUTE


@pytest.mark.parametrize(
    "now, is_open, back",
    [
        (datetime(2026, 3, 6, 15, tzinfo=UTC), True, None),
        (datetime(2026, 3, 6, 22, tzinfo=UTC), False, datetime(2026, 3, 9, 12, tzinfo=UTC)),
    ],
)
async def test_outside_business_hours_the_place_says_when_people_are_back(
    database: Database, now: datetime, is_open: bool, back: datetime | None
):
    async with open_house(database, bot(hours=WEEKDAY_HOURS)) as house:
        house.clock.now = now
        place = await house.desk.place_for_new(Urgency.MEDIUM, None)
        assert (place.open, place.reopens_at) == (is_open, back)
