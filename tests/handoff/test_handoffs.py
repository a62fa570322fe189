from asyncio import gather
from datetime import timedelta
from uuid import uuid4

import pytest

from prosa.conversations.events import ConversationId, HandOff, HandOffStep, Message, Source
from prosa.conversations.parts import Urgency
from prosa.conversations.projection import Owner
from prosa.handoff.guards import AlreadyTaken, AtCapacity, NotWaiting, NotYours
from prosa.handoff.inbox import NoSuchConversation
from prosa.people.agents import Agent
from tests.handoff.house import House


async def outcome(house: House, id: ConversationId, agent: Agent) -> str:
    try:
        return (await house.handoffs.take(id, agent)).owner
    except AlreadyTaken:
        return "too late"


async def steps(house: House, id: ConversationId) -> list[HandOffStep]:
    return [event.data.step for event in await house.events(id) if isinstance(event.data, HandOff)]


async def test_of_five_agents_who_take_a_conversation_at_once_one_gets_it(house: House):
    id = await house.waits()
    agents = [await house.agent(f"Agente{n}") for n in range(5)]
    outcomes = await gather(*(outcome(house, id, agent) for agent in agents))
    assert sorted(outcomes) == ["agent", *["too late"] * 4]
    winner = agents[outcomes.index("agent")]
    assert (await house.inbox.get(id)).assignee == winner.id
    assert await steps(house, id) == [HandOffStep.REQUESTED, HandOffStep.ASSIGNED]


async def test_taking_one_s_own_conversation_again_changes_nothing(house: House):
    id, ana = await house.waits(), await house.agent()
    taken, again = await house.handoffs.take(id, ana), await house.handoffs.take(id, ana)
    assert again == taken
    assert await steps(house, id) == [HandOffStep.REQUESTED, HandOffStep.ASSIGNED]


async def test_a_conversation_that_the_bot_has_is_not_for_taking(house: House):
    with pytest.raises(NotWaiting):
        await house.handoffs.take(await house.customer(), await house.agent())


async def test_a_conversation_that_is_not_there_cannot_be_taken(house: House):
    with pytest.raises(NoSuchConversation):
        await house.handoffs.take(ConversationId(uuid4()), await house.agent())


async def test_an_agent_never_holds_more_than_their_limit_even_when_taking_all_at_once(house: House):
    ana = await house.agent(max_conversations=2)
    ids = [await house.waits() for _ in range(6)]
    outcomes = await gather(*(house.handoffs.take(id, ana) for id in ids), return_exceptions=True)
    assert sum(isinstance(one, AtCapacity) for one in outcomes) == 4
    owners = [(await house.inbox.get(id)).owner for id in ids]
    assert owners.count(Owner.AGENT) == 2
    assert owners.count(Owner.QUEUE) == 4


async def test_a_refused_take_leaves_no_trace_in_the_log(house: House):
    ana = await house.agent(max_conversations=1)
    first, second = await house.waits(), await house.waits()
    await house.handoffs.take(first, ana)
    before = await house.events(second)
    with pytest.raises(AtCapacity):
        await house.handoffs.take(second, ana)
    assert await house.events(second) == before


async def test_resolving_makes_room_for_the_next(house: House):
    ana = await house.agent(max_conversations=1)
    first, second = await house.waits(), await house.waits()
    await house.handoffs.take(first, ana)
    await house.handoffs.resolve(first, ana)
    assert (await house.handoffs.take(second, ana)).owner is Owner.AGENT


async def test_next_gives_the_most_urgent_that_fits_the_agent_s_skills(house: House):
    sales = await house.waits(Urgency.URGENT, skill="sales")
    billing = await house.waits(Urgency.LOW, skill="billing")
    anyone = await house.waits(Urgency.MEDIUM)
    ana = await house.agent(skills="billing")
    bruno = await house.agent("Bruno")
    taken = [await house.handoffs.take_next(agent) for agent in (ana, ana, ana, bruno)]
    assert [one and one.id for one in taken] == [anyone, billing, None, sales]


async def test_agents_who_ask_for_the_next_at_once_get_different_conversations(house: House):
    ids = {await house.waits() for _ in range(4)}
    agents = [await house.agent(f"Agente{n}") for n in range(4)]
    taken = await gather(*(house.handoffs.take_next(agent) for agent in agents))
    assert {one.id for one in taken if one is not None} == ids


async def test_an_answer_is_a_message_under_the_agent_s_name(house: House):
    id, ana = await house.waits(), await house.agent("Ana")
    await house.handoffs.take(id, ana)
    stored = await house.handoffs.answer(id, ana, "Oi! Sou a Ana, já vou ver seu pedido.")
    assert stored.source is Source.AGENT
    said = Message(text="Oi! Sou a Ana, já vou ver seu pedido.", agent=ana.id, agent_name="Ana")
    assert stored.data == said


async def test_an_answer_sent_three_times_at_once_is_stored_once(house: House):
    id, ana = await house.waits(), await house.agent()
    await house.handoffs.take(id, ana)
    stored = await gather(*(house.handoffs.answer(id, ana, "Um momento!", "m-1") for _ in range(3)))
    assert len({event.offset for event in stored}) == 1
    assert (await house.inbox.get(id)).agent_messages == 1


async def test_one_message_id_in_two_conversations_is_two_messages(house: House):
    ana = await house.agent()
    for id in [await house.waits(), await house.waits()]:
        await house.handoffs.take(id, ana)
        assert (await house.handoffs.answer(id, ana, "Um momento!", "m-1")).conversation == id


@pytest.mark.parametrize("step", ["answer", "return_to_bot", "release", "resolve"])
async def test_only_who_holds_a_conversation_may_act_in_it(house: House, step: str):
    id, ana, bruno = await house.waits(), await house.agent("Ana"), await house.agent("Bruno")
    text = ("oi",) if step == "answer" else ()
    with pytest.raises(NotYours):
        await getattr(house.handoffs, step)(id, ana, *text)  # still in the queue
    await house.handoffs.take(id, ana)
    before = await house.events(id)
    with pytest.raises(NotYours):
        await getattr(house.handoffs, step)(id, bruno, *text)
    assert await house.events(id) == before


async def test_a_released_conversation_is_next_again_because_it_keeps_its_time(house: House):
    first, ana = await house.waits(since=timedelta(minutes=5)), await house.agent("Ana")
    await house.handoffs.take(first, ana)
    await house.waits(since=timedelta(minutes=4))
    await house.handoffs.release(first, ana)
    taken = await house.handoffs.take_next(await house.agent("Bruno"))
    assert taken is not None and taken.id == first


async def test_what_an_agent_who_has_left_held_waits_again(house: House):
    ana, bruno = await house.agent("Ana"), await house.agent("Bruno")
    hers = [await house.waits() for _ in range(2)]
    his = await house.waits()
    for id, agent in ((hers[0], ana), (hers[1], ana), (his, bruno)):
        await house.handoffs.take(id, agent)
    assert await house.handoffs.release_all(ana) == 2
    assert set(await house.desk.places()) == set(hers)


async def test_a_returned_conversation_is_the_bot_s_again(house: House):
    id, ana = await house.waits(), await house.agent()
    await house.handoffs.take(id, ana)
    assert (await house.handoffs.return_to_bot(id, ana)).owner is Owner.BOT


async def test_a_resolved_conversation_is_the_bot_s_when_the_customer_comes_back(house: House):
    id, ana = await house.waits(), await house.agent()
    await house.handoffs.take(id, ana)
    assert (await house.handoffs.resolve(id, ana)).owner is Owner.NOBODY
    assert (await house.says(id, "oi de novo")).conversation.owner is Owner.BOT


async def test_an_answer_sent_while_the_conversation_is_resolved_is_stored_before_or_refused(
    house: House,
):
    id, ana = await house.waits(), await house.agent()
    await house.handoffs.take(id, ana)
    answered, _ = await gather(
        house.handoffs.answer(id, ana, "ainda aqui"), house.handoffs.resolve(id, ana), return_exceptions=True
    )
    said = [event for event in await house.events(id) if event.source is Source.AGENT]
    assert isinstance(said[-1].data, HandOff) and said[-1].data.step is HandOffStep.RESOLVED
    assert isinstance(answered, NotYours) == (len(said) == 2)
