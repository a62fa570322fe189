from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from prosa.conversations.decisions import HandOver, OpenTicket, Say
from prosa.conversations.events import (
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    MessageType,
    NewEvent,
    Source,
)
from prosa.conversations.facts import EntityFact, IntentFact, Outcome
from prosa.conversations.fence import Superseded
from prosa.conversations.projection import Owner
from prosa.conversations.stages.record import facts_of, record
from prosa.conversations.stages.reply import reply
from prosa.conversations.turn import Spoken, Turn
from tests.conversations.nodes import Node
from tests.conversations.reading import understood
from tests.conversations.saying import bot, customer, opening_of, step
from tests.conversations.turning import asking, turn

SPOKEN = Spoken(Message(text="Olá!"), Outcome.ANSWERED)


def test_facts_keep_what_was_understood_and_done():
    read = understood(
        "pedido 777", "order_status", 0.912345, alternatives=(("cancel_order", 0.05),), mood=-0.2, order="777"
    )
    form = asking("order_status", "order")
    spoken = Spoken(
        Message(text="?"),
        Outcome.ASKED,
        "order.ask#1",
        form=form,
        offered=("thanks",),
        preferences={"category": "som"},
    )
    facts = facts_of(turn(read), spoken, 12.5)
    assert facts.intent == IntentFact(name="order_status", confidence=0.9123)
    assert facts.alternatives == (IntentFact(name="cancel_order", confidence=0.05),)
    assert facts.entities == (EntityFact(kind="order", value="777", text="777", start=7, end=10),)
    assert (facts.outcome, facts.form, facts.offered) == (Outcome.ASKED, form, ("thanks",))
    assert facts.preferences == {"category": "som"}
    assert (facts.reply, facts.mood, facts.milliseconds) == ("order.ask#1", -0.2, 12.5)


def test_whoever_is_handed_over_was_not_answered():
    handed = Spoken(Message(text="?"), Outcome.ANSWERED, handoff=HandOff(step=HandOffStep.REQUESTED))
    assert facts_of(turn(understood()), handed, 0).outcome is Outcome.HANDED_OVER


async def spoken(node: Node, decision: Say | HandOver | OpenTicket) -> Turn:
    """A turn of a stored message that has been put into words."""
    made = turn(understood("oi"))
    id = made.conversation.id
    appended = await node.parts.ledger.append(id, [customer("oi")], opening=opening_of(id))
    made = replace(made, conversation=appended.conversation, message=appended.events[0], decision=decision)
    return await reply(made, node.parts)


async def test_an_answer_is_stored_with_the_message_it_answers(node: Node):
    recorded = await record(await spoken(node, Say("greeting")), node.parts)
    [event] = recorded.recorded.events
    assert event.source is Source.BOT and isinstance(event.data, Message)
    assert event.data.answers == 0 and event.data.facts is not None
    assert event.data.facts.milliseconds >= 0
    assert not recorded.recorded.conversation.owes_answer


async def test_handing_over_is_a_message_and_a_change_of_hands(node: Node):
    recorded = await record(await spoken(node, HandOver(HandOffReason.ASKED, "sales")), node.parts)
    said, handed = recorded.recorded.events
    assert isinstance(said.data, Message) and said.data.type is MessageType.HANDOFF
    assert isinstance(handed.data, HandOff) and handed.data.answers == 0
    standing = recorded.recorded.conversation
    assert (standing.owner, standing.skill, standing.escalations) == (Owner.QUEUE, "sales", 1)


@pytest.mark.parametrize(
    "meanwhile",
    [bot(answers=0), step(HandOffStep.ASSIGNED), step(HandOffStep.RESOLVED)],
    ids=["answered", "taken", "resolved"],
)
async def test_a_turn_that_came_too_late_writes_nothing_at_all(node: Node, meanwhile: NewEvent):
    late = await spoken(node, OpenTicket(asking("exchange", "order")))
    await node.parts.ledger.append(late.conversation.id, [meanwhile])
    with pytest.raises(Superseded):
        await record(late, node.parts)
    assert len(await node.log.after(late.conversation.id, -1)) == 2
    assert await node.parts.tickets.card(1001) is None


async def test_what_the_customer_says_meanwhile_refuses_no_answer(node: Node):
    slow = await spoken(node, Say("greeting"))
    await node.parts.ledger.append(slow.conversation.id, [customer("oi?")])
    recorded = await record(slow, node.parts)
    assert recorded.recorded.events[0].offset == 2
    assert recorded.recorded.conversation.owes_answer, "the second message still waits"


async def test_reports_find_the_facts_in_the_clear_and_nothing_personal(node: Node):
    await record(await spoken(node, Say("greeting")), node.parts)
    async with node.database.connect() as connection:
        row = (
            await connection.execute(
                text("SELECT intent, confidence, sentiment, outcome FROM event WHERE source = 'bot'")
            )
        ).one()
    assert tuple(row) == ("greeting", pytest.approx(0.95), "neutral", "answered")


def test_a_turn_knows_when_a_stage_was_left_out():
    bare = turn()
    for missing in ("said", "recorded"):
        with pytest.raises(RuntimeError, match="stage"):
            getattr(bare, missing)
    assert bare.understood.intent.name == "greeting"
    assert bare.now - bare.message.at == timedelta(seconds=1)
