from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations.events import ConversationId, Promise, System
from prosa.conversations.parts import Urgency
from prosa.handoff.levels import DEFAULT, LEAD, Level
from tests.handoff.house import House

MINUTE = timedelta(minutes=1)


async def noticed(house: House, id: ConversationId) -> list[tuple[str, str]]:
    return [
        (event.data.code, event.data.detail["target"])
        for event in await house.events(id)
        if isinstance(event.data, System)
    ]


async def test_who_waits_is_promised_a_first_answer_and_then_the_next_one(house: House):
    id, ana = await house.waits(), await house.agent()
    level = DEFAULT[Urgency.MEDIUM]
    waiting = await house.inbox.get(id)
    assert waiting.waiting_since is not None and waiting.queued_at is not None
    assert waiting.first_response_due is not None and waiting.next_response_due is None
    promised = waiting.first_response_due - waiting.waiting_since
    assert promised == level.within(Promise.FIRST_RESPONSE)

    await house.handoffs.take(id, ana)
    await house.handoffs.answer(id, ana, "Oi!")
    answered = await house.inbox.get(id)
    assert (answered.first_response_due, answered.next_response_due) == (None, None)
    assert answered.waiting_since is None and answered.first_response_at == answered.updated_at

    await house.says(id, "e aí?")
    asked = await house.inbox.get(id)
    await house.says(id, "alguém?")
    again = await house.inbox.get(id)
    assert again.next_response_due == asked.next_response_due
    assert asked.next_response_due == asked.updated_at + (level.within(Promise.NEXT_RESPONSE) or LEAD)


async def test_nothing_is_due_once_it_is_resolved(house: House):
    id, ana = await house.waits(), await house.agent()
    await house.handoffs.take(id, ana)
    ended = await house.handoffs.resolve(id, ana)
    assert ended.first_response_due is ended.next_response_due is ended.resolution_due is None


async def test_a_promise_is_noticed_when_it_is_near_and_when_it_is_broken_once_each(house: House):
    await house.levels.change({Urgency.MEDIUM: Level(15, 30, None)})
    id = await house.waits()
    assert await house.reminder.round() == 0
    house.clock.passes(11 * MINUTE)
    for expected in (1, 0):
        assert await house.reminder.round() == expected
    assert (await house.inbox.get(id)).warned == {Promise.FIRST_RESPONSE}
    house.clock.passes(5 * MINUTE)
    for expected in (1, 0):
        assert await house.reminder.round() == expected
    assert (await house.inbox.get(id)).breached == {Promise.FIRST_RESPONSE}
    assert await noticed(house, id) == [
        ("promise_near", "first_response"),
        ("promise_broken", "first_response"),
    ]


async def test_an_answer_settles_what_was_due(house: House):
    await house.levels.change({Urgency.MEDIUM: Level(15, 30, None)})
    id, ana = await house.waits(), await house.agent()
    house.clock.passes(20 * MINUTE)
    await house.reminder.round()
    await house.handoffs.take(id, ana)
    await house.handoffs.answer(id, ana, "Desculpe a demora")
    settled = await house.inbox.get(id)
    assert (settled.warned, settled.breached) == (frozenset(), frozenset())
    house.clock.passes(60 * MINUTE)
    assert await house.reminder.round() == 0


async def test_levels_come_back_as_set_and_others_keep_their_defaults(house: House):
    await house.levels.change({Urgency.LOW: Level(1, None, 3)})
    house.clock.passes(MINUTE)
    await house.levels.refresh()
    assert house.levels.levels == {**DEFAULT, Urgency.LOW: Level(1, None, 3)}


@given(st.floats(min_value=0.1, max_value=10_000), st.sampled_from(Promise))
def test_a_warning_comes_before_the_breach_and_not_at_the_start(minutes: float, promise: Promise):
    level = Level(minutes, minutes, minutes)
    within = level.within(promise)
    assert within is not None
    assert timedelta(0) < level.lead(promise) < within
