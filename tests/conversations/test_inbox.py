import asyncio

import pytest

from prosa.conversations.events import (
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    MessageType,
    Source,
    System,
)
from prosa.conversations.inbox import NotWaiting, WithPeople
from prosa.conversations.projection import Owner
from tests.conversations import shop
from tests.conversations.conftest import StartNode
from tests.conversations.nodes import Chat, Node
from tests.conversations.reading import Thinker
from tests.conversations.saying import new_conversation, opening_of, step


async def test_what_is_received_is_stored_before_it_is_answered(start_node: StartNode):
    reader = Thinker()
    chat = Chat(await start_node(reader=reader))
    sent = await chat.send("oi", id="m-1")
    assert await chat.events() == list(sent.events)
    reader.go_on.set()


async def test_a_message_sent_again_is_told_of_the_first_and_answered_once(chat: Chat):
    first = await chat.send("oi", id="m-1")
    assert await chat.answers() == [0]
    again = await chat.send("oi", id="m-1")
    assert again.duplicate and again.events == first.events
    assert await chat.answers() == [0]


async def test_a_message_without_an_id_is_new_each_time(chat: Chat):
    await chat.send("oi")
    await chat.send("oi")
    assert len(await chat.answers()) == 2


async def test_what_the_site_knows_of_the_customer_comes_before_the_message(node: Node):
    id = new_conversation()
    await node.inbox.receive(id, "oi", opening=opening_of(id), external_id="1", profile={"name": "Ana Souza"})
    await node.turns.close()
    known, said, _ = await node.log.after(id, -1)
    assert isinstance(known.data, System) and isinstance(said.data, Message)
    standing = await node.log.conversation(id)
    assert standing is not None
    assert (await node.memory.context(standing)).name == "Ana"


async def test_the_button_puts_the_conversation_in_the_queue(node: Node, chat: Chat):
    await chat.says("oi")
    appended = await node.inbox.call_a_person(chat.conversation, opening=opening_of(chat.conversation))
    said, handed = appended.events
    assert isinstance(said.data, Message) and said.data.type is MessageType.HANDOFF
    assert said.data.text == "[handoff.asked]\n\n[handoff.queued]"
    assert isinstance(handed.data, HandOff) and handed.source is Source.CUSTOMER
    assert (handed.data.step, handed.data.reason) == (HandOffStep.REQUESTED, HandOffReason.ASKED)
    assert handed.data.queue is not None and handed.data.queue.position == 1
    assert appended.conversation.owner is Owner.QUEUE


async def test_the_button_works_before_anything_was_said(node: Node):
    id = new_conversation()
    appended = await node.inbox.call_a_person(id, opening=opening_of(id))
    assert appended.conversation.owner is Owner.QUEUE


async def test_of_many_presses_one_counts(node: Node):
    id = new_conversation()
    outcomes = await asyncio.gather(
        *(node.inbox.call_a_person(id, opening=opening_of(id)) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(outcome, WithPeople) for outcome in outcomes) == 4
    standing = await node.log.conversation(id)
    assert standing is not None and standing.escalations == 1


async def test_the_button_silences_the_turn_under_way(start_node: StartNode):
    reader = Thinker()
    node = await start_node(reader=reader)
    chat = Chat(node)
    await chat.send("oi")
    await reader.thinking.wait()
    await node.inbox.call_a_person(chat.conversation, opening=opening_of(chat.conversation))
    reader.go_on.set()
    await node.turns.close()
    assert [event.source for event in await chat.events()] == [Source.CUSTOMER, Source.BOT, Source.CUSTOMER]


async def test_out_of_hours_a_message_left_is_confirmed_once(start_node: StartNode):
    node = await start_node(pack=shop.pack(hours=shop.NEVER))
    chat = Chat(node)
    await node.inbox.call_a_person(chat.conversation, opening=opening_of(chat.conversation))
    await chat.send("meu pedido não chegou", id="m-1")
    await chat.send("me liguem", id="m-2")
    await chat.send("me liguem", id="m-2")
    await node.turns.close()
    said = [event.data.text for event in await chat.events(Source.BOT) if isinstance(event.data, Message)]
    assert said == ["[handoff.asked]\n\n[handoff.closed]", "[left_message]"]
    assert (await chat.standing()).owner is Owner.QUEUE


async def test_within_hours_nobody_talks_over_those_who_wait(node: Node, chat: Chat):
    await node.inbox.call_a_person(chat.conversation, opening=opening_of(chat.conversation))
    await chat.send("oi?")
    await node.turns.close()
    assert len(await chat.events(Source.BOT)) == 1


async def test_a_message_left_is_not_confirmed_to_somebody_whom_a_person_answers(start_node: StartNode):
    node = await start_node(pack=shop.pack(hours=shop.NEVER))
    chat = Chat(node)
    await node.inbox.call_a_person(chat.conversation, opening=opening_of(chat.conversation))
    await node.parts.ledger.append(chat.conversation, [step(HandOffStep.ASSIGNED)])
    await chat.send("oi")
    await node.turns.close()
    assert len(await chat.events(Source.BOT)) == 1


async def test_who_does_not_want_to_wait_is_back_with_the_bot(node: Node, chat: Chat):
    await node.inbox.call_a_person(chat.conversation, opening=opening_of(chat.conversation))
    left = await node.inbox.leave_queue(chat.conversation)
    assert left.conversation.owner is Owner.BOT
    last = (await chat.events(Source.BOT))[-1].data
    assert isinstance(last, Message) and last.text == "[queue.left]"
    await chat.says("oi")


async def test_a_message_left_instead_of_waiting_is_a_ticket_once(node: Node, chat: Chat):
    await node.inbox.call_a_person(chat.conversation, opening=opening_of(chat.conversation))
    for _ in range(2):
        await node.inbox.leave_queue(chat.conversation, "me liguem amanhã", "m-1")
    said = (await chat.events(Source.CUSTOMER))[-2].data
    assert isinstance(said, Message) and said.text == "me liguem amanhã"
    told = (await chat.events(Source.BOT))[-1].data
    assert isinstance(told, Message) and told.ticket is not None
    card = await node.parts.tickets.card(told.ticket.number)
    assert card is not None and card.status == "open"
    assert len(await node.parts.tickets.known_to(chat.conversation)) == 1
    assert not (await chat.standing()).owes_answer


async def test_nobody_leaves_a_queue_in_which_they_do_not_wait(node: Node, chat: Chat):
    await chat.says("oi")
    with pytest.raises(NotWaiting):
        await node.inbox.leave_queue(chat.conversation, "me liguem")
    assert len(await chat.events(Source.CUSTOMER)) == 1
