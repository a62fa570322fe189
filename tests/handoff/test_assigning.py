from asyncio import gather
from datetime import timedelta

from prosa.conversations.events import ConversationId, HandOff, HandOffCause, HandOffStep, Source
from prosa.conversations.parts import Urgency
from prosa.conversations.projection import Owner
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.presence import EXPIRY, LEAVING, Presence
from tests.handoff.house import ANSWER_WITHIN, House, open_house

MINUTE = timedelta(minutes=1)


async def steps(house: House, id: ConversationId) -> list[HandOff]:
    return [event.data for event in await house.events(id) if isinstance(event.data, HandOff)]


async def holder(house: House, id: ConversationId) -> object:
    return (await house.inbox.get(id)).assignee


async def test_who_waits_is_given_to_who_is_online(house: House):
    id, ana = await house.waits(), await house.online()
    assert await house.assigner.round() == 1
    assert await holder(house, id) == ana.id
    given = (await steps(house, id))[-1]
    assert (given.step, given.cause, given.agent_name) == (
        HandOffStep.ASSIGNED,
        HandOffCause.AUTOMATIC,
        "Ana",
    )


async def test_nobody_is_given_anything_who_is_not_online(house: House):
    await house.waits()
    for name, presence in (("Bia", Presence.BUSY), ("Caio", Presence.AWAY), ("Duda", Presence.OFFLINE)):
        await house.attendance.choose((await house.agent(name)).id, presence)
    _, token = await house.hire("Eva")
    await house.agents.authenticate(token)  # calls the API, and has never said that they are there
    assert await house.assigner.round() == 0


async def test_capacity_is_never_exceeded_however_many_nodes_give_at_once(database: Database, valkey: Valkey):
    async with open_house(database, valkey=valkey) as one, open_house(database, valkey=valkey) as other:
        agents = [await one.online(f"Agente{n}", max_conversations=3) for n in range(3)]
        ids = [await one.waits() for _ in range(12)]
        for _ in range(4):
            await gather(*(house.assigner.round() for house in (one, other, one, other)))
        held = [await holder(one, id) for id in ids]
        assert sorted(held.count(agent.id) for agent in agents) == [3, 3, 3]
        assert held.count(None) == 3
        for id in ids:
            assert sum(step.step is HandOffStep.ASSIGNED for step in await steps(one, id)) <= 1


async def test_giving_and_picking_by_hand_at_once_never_exceeds_capacity(house: House):
    ana = await house.online(max_conversations=2)
    ids = [await house.waits() for _ in range(6)]
    await gather(
        house.assigner.round(), *(house.handoffs.take(id, ana) for id in ids), return_exceptions=True
    )
    assert [await holder(house, id) for id in ids].count(ana.id) == 2


async def test_the_more_urgent_the_longer_waiting_and_vips_come_first(house: House):
    late = await house.waits(Urgency.LOW)
    early = await house.waits(Urgency.LOW, since=5 * MINUTE)
    vip = await house.waits(Urgency.LOW)
    await house.makes_vip(vip)
    urgent = await house.waits(Urgency.URGENT)
    ana = await house.online(max_conversations=1)
    order: list[ConversationId] = []
    for _ in range(4):
        await house.assigner.round()
        (mine,) = [id for id in (late, early, vip, urgent) if await holder(house, id) == ana.id]
        order.append(mine)
        await house.handoffs.resolve(mine, ana)
    assert order == [urgent, vip, early, late]


async def test_it_goes_to_who_knows_what_it_takes(house: House):
    billing, sales = await house.waits(skill="billing"), await house.waits(skill="sales")
    ana, bia = await house.online("Ana", "sales"), await house.online("Bia", "billing")
    await house.assigner.round()
    assert (await holder(house, billing), await holder(house, sales)) == (bia.id, ana.id)


async def test_who_holds_the_fewest_gets_the_next_and_of_equals_who_got_none_for_longest(house: House):
    ana, bia = await house.online("Ana"), await house.online("Bia")
    got: list[object] = []
    for _ in range(4):
        id = await house.waits()
        await house.assigner.round()
        got.append(await holder(house, id))
        house.clock.passes(timedelta(seconds=1))
    assert {got[0], got[1]} == {got[2], got[3]} == {ana.id, bia.id}


async def test_a_customer_who_comes_back_gets_the_agent_they_had(house: House):
    first = await house.customer()
    ana, bia = await house.online("Ana"), await house.online("Bia")
    await house.asks(first)
    await house.handoffs.take(first, bia)
    await house.handoffs.resolve(first, bia)
    await house.says(first, "oi, voltei")
    await house.waits()
    await house.asks(first)
    await house.attendance.choose(ana.id, Presence.ONLINE)
    await house.assigner.round()
    assert await holder(house, first) == bia.id


async def test_freed_capacity_takes_the_next_at_once(house: House):
    ana = await house.online(max_conversations=1)
    first, second = await house.waits(since=MINUTE), await house.waits()
    await house.dispatch.round()
    assert await holder(house, first) == ana.id
    await house.handoffs.resolve(first, ana)
    assert house.dispatch.pending
    await house.dispatch.round()
    assert await holder(house, second) == ana.id


async def test_who_does_not_answer_in_time_loses_it_to_somebody_else_and_is_away(house: House):
    ana = await house.online("Ana")
    id = await house.waits(since=MINUTE)
    await house.assigner.round()
    before = await house.inbox.get(id)
    house.clock.passes(ANSWER_WITHIN + timedelta(seconds=5))
    bia = await house.online("Bia")
    await house.dispatch.round()
    assert [step.cause for step in await steps(house, id)][-2:] == [
        HandOffCause.NO_ANSWER,
        HandOffCause.AUTOMATIC,
    ]
    after = await house.inbox.get(id)
    assert (after.assignee, after.queued_at) == (bia.id, before.queued_at)
    assert (await house.attendance.of(ana.id)).presence is Presence.AWAY


async def test_who_has_answered_keeps_it(house: House):
    ana = await house.online()
    id = await house.waits()
    await house.assigner.round()
    await house.handoffs.answer(id, ana, "Oi, sou a Ana")
    house.clock.passes(ANSWER_WITHIN + timedelta(seconds=5))
    assert await house.reclaimer.round() == 0


async def test_what_a_node_that_died_held_goes_back_to_the_queue_with_its_place(
    database: Database, valkey: Valkey
):
    async with open_house(database, valkey=valkey) as dead, open_house(database, valkey=valkey) as alive:
        ana = await dead.agent()
        await dead.attendance.here(ana.id, "tab")
        id = await dead.waits(since=MINUTE)
        await dead.assigner.round()
        queued_at = (await alive.inbox.get(id)).queued_at
        await alive.reclaimer.round()
        assert await holder(alive, id) == ana.id
        alive.clock.now = dead.clock.now + EXPIRY  # during which nobody says that the socket is open
        await alive.reclaimer.round()
        back = await alive.inbox.get(id)
        assert (back.owner, back.queued_at, back.preferred_agent) == (Owner.QUEUE, queued_at, ana.id)
        returned = (await alive.events(id))[-1]
        assert returned.source is Source.SYSTEM
        assert isinstance(returned.data, HandOff) and returned.data.cause is HandOffCause.GONE


async def test_closing_the_console_gives_back_what_one_holds_after_a_moment(house: House):
    ana = await house.agent()
    await house.attendance.here(ana.id, "tab")
    id = await house.waits()
    await house.assigner.round()
    await house.attendance.gone(ana.id, "tab")
    assert await house.reclaimer.round() == 0
    house.clock.passes(LEAVING)
    assert await house.reclaimer.round() == 1
    assert (await house.inbox.get(id)).owner is Owner.QUEUE


async def test_who_is_locked_out_holds_nothing(house: House):
    ana, id = await house.online(), await house.waits()
    await house.assigner.round()
    await house.agents.disable(ana.id)
    await house.dispatch.round()
    assert (await house.inbox.get(id)).owner is Owner.QUEUE
