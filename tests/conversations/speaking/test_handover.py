import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import prosa.conversations
from prosa.conversations.decisions import HandOver
from prosa.conversations.events import HandOff, HandOffReason, HandOffStep, MessageType, NewEvent, Source
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import Urgency
from prosa.conversations.projection import Owner
from prosa.conversations.speaking.handover import hand_over, preview
from prosa.conversations.turn import Spoken
from prosa.packs.outside import Outside, filled, variables_of
from prosa.packs.required import (
    MEMORY_REPLIES,
    REQUIRED_REPLIES,
    TICKET_REPLIES,
    memory_replies,
    ticket_replies,
)
from prosa.packs.schema import Hours
from tests.conversations import shop
from tests.conversations.conftest import StartNode
from tests.conversations.reading import understood
from tests.conversations.saying import asks_for_a_person, customer, new_conversation, opening_of
from tests.conversations.speaking.conftest import Speak
from tests.conversations.turning import turn


def handoff(spoken: Spoken) -> HandOff:
    assert spoken.handoff is not None
    return spoken.handoff


@pytest.mark.parametrize("reason", [each for each in HandOffReason if each is not HandOffReason.FAILURE])
async def test_every_reason_has_its_words_and_then_comes_the_place(speak: Speak, reason: HandOffReason):
    spoken = await speak(HandOver(reason))
    assert spoken.message.text == f"[handoff.{reason}]\n\n[handoff.queued]"
    assert f"handoff.{reason}" in REQUIRED_REPLIES
    assert spoken.message.type is MessageType.HANDOFF and spoken.outcome is Outcome.HANDED_OVER
    assert (handoff(spoken).step, handoff(spoken).reason) == (HandOffStep.REQUESTED, reason)


async def test_the_customer_learns_the_place_and_the_wait(start_node: StartNode):
    node = await start_node()
    for _ in range(2):
        id = new_conversation()
        await node.parts.ledger.append(id, [asks_for_a_person()], opening=opening_of(id))
    spoken = await hand_over(HandOver(HandOffReason.ASKED), turn(), node.parts)
    place = handoff(spoken).queue
    assert place is not None and place.open
    assert place.position == 3 and place.wait_seconds > 0


async def test_when_nobody_is_there_the_customer_learns_when_somebody_will_be(start_node: StartNode):
    node = await start_node(pack=shop.pack(hours=shop.NEVER))
    spoken = await hand_over(HandOver(HandOffReason.ASKED), turn(), node.parts)
    assert spoken.message.text == "[handoff.asked]\n\n[handoff.closed]"
    place = handoff(spoken).queue
    assert place is not None and not place.open and place.reopens_at is not None


@pytest.mark.parametrize(
    "reason, text, urgency",
    [
        (HandOffReason.ASKED, "uma pessoa, por favor", Urgency.MEDIUM),
        (HandOffReason.ASKED, "quebrou", Urgency.HIGH),
        (HandOffReason.ANGER, "que absurdo", Urgency.HIGH),
        (HandOffReason.ANGER, "vou chamar meu advogado", Urgency.URGENT),
    ],
)
async def test_it_is_as_urgent_as_it_sounds(speak: Speak, reason: HandOffReason, text: str, urgency: Urgency):
    spoken = await speak(HandOver(reason, "sales"), turn(understood(text)))
    assert (handoff(spoken).urgency, handoff(spoken).skill) == (urgency, "sales")


NAMES_A_REPLY = re.compile(r"(handoff|warn|form|products|articles|ticket)\.[a-z_]+|failure|left_message")


def test_every_reply_the_core_says_by_itself_is_one_that_packs_must_have():
    said: set[str] = set()
    for module in Path(prosa.conversations.__file__).parent.rglob("*.py"):
        constants = (
            node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Constant)
        )
        said |= {str(each.value) for each in constants if NAMES_A_REPLY.fullmatch(str(each.value))}
    assert {"handoff.queued", "form.cancelled", "failure"} <= said
    assert (
        said
        <= REQUIRED_REPLIES.keys()
        | ticket_replies(TICKET_REPLIES).keys()
        | memory_replies(MEMORY_REPLIES).keys()
    )


def closed(does: str, says: str = "") -> Hours:
    """Hours of a shop that is closed, and what the bot does then."""
    return shop.NEVER.model_copy(update={"outside": Outside(does=does, says=says)})  # type: ignore[arg-type]


async def test_a_channel_s_own_words_say_when_somebody_answers_again(start_node: StartNode):
    says = "A equipe volta {{volta}}. Você é o {{posicao}} da fila. {{ chamado }}"
    node = await start_node(pack=shop.pack(hours=closed("message", says)))
    spoken = await hand_over(HandOver(HandOffReason.ASKED), turn(), node.parts)
    opening, own = spoken.message.text.split("\n\n")
    assert opening == "[handoff.asked]"
    assert re.fullmatch(r"A equipe volta \S.* às 3h\. Você é o 1º da fila\.", own)
    assert not handoff(spoken).queue.open  # type: ignore[union-attr]


async def test_who_may_queue_at_night_is_told_a_wait_until_the_morning(start_node: StartNode):
    node = await start_node(pack=shop.pack(hours=closed("queue")))
    spoken = await hand_over(HandOver(HandOffReason.ASKED), turn(), node.parts)
    assert spoken.message.text == "[handoff.asked]\n\n[handoff.queued]"
    place, closing = handoff(spoken).queue, node.parts.desk.outside("web")
    assert place is not None and place.open
    assert closing is not None and closing.reopens_at is not None
    assert place.wait_seconds >= (closing.reopens_at - closing.now).total_seconds()


async def test_a_bot_that_calls_nobody_says_so_and_keeps_the_conversation(start_node: StartNode):
    node = await start_node(pack=shop.pack(hours=closed("bot", "Voltamos {{volta}}; até lá respondo eu.")))
    for reason in (HandOffReason.ASKED, HandOffReason.UNSURE, HandOffReason.ANGER):
        spoken = await hand_over(HandOver(reason), turn(), node.parts)
        assert spoken.handoff is None and not spoken.outcome.hands_over
        assert spoken.message.text.endswith("até lá respondo eu.")


async def test_a_ticket_is_opened_to_which_the_next_message_is_added(start_node: StartNode):
    node = await start_node(pack=shop.pack(hours=closed("ticket", "Abri o {{chamado}}. O que houve?")))
    id, parts = new_conversation(), node.parts
    await parts.ledger.append(id, [customer("quero uma pessoa")], opening=opening_of(id))
    at = turn(understood("quero uma pessoa"))
    spoken = await hand_over(
        HandOver(HandOffReason.ASKED), replace(at, conversation=replace(at.conversation, id=id)), parts
    )
    card = spoken.message.ticket
    assert card is not None and spoken.adding == card.number and spoken.handoff is None
    assert spoken.message.text == f"Abri o {card.number}. O que houve?"
    await parts.ledger.append(id, [NewEvent(Source.BOT, spoken.message)], effects=spoken.effects)
    (known,) = await parts.tickets.known_to(id)
    assert known.number == card.number


async def test_who_presses_the_button_at_night_gets_the_same(start_node: StartNode):
    node = await start_node(pack=shop.pack(hours=closed("ticket")))
    id = new_conversation()
    appended = await node.inbox.call_a_person(id, opening=opening_of(id))
    assert appended.conversation.owner is Owner.BOT
    (known,) = await node.parts.tickets.known_to(id)
    context = await node.memory.context(appended.conversation)
    assert context.adding == known.number


@pytest.mark.parametrize("does", ["message", "queue", "ticket"])
async def test_the_preview_is_what_the_first_customer_reads(start_node: StartNode, does: str):
    says = "Só {{volta}}, viu?"
    node = await start_node(pack=shop.pack(hours=closed(does, says)))
    closing = node.parts.desk.outside("web")
    assert closing is not None
    spoken = await hand_over(HandOver(HandOffReason.ASKED), turn(), node.parts)
    assert preview(closing, node.parts) == spoken.message.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"does": "bot"},
        {"does": "bot", "says": "   "},
        {"does": "fax", "says": "oi"},
        {"says": "{{senha}}"},
        {"says": "x" * 601},
        {"says": "a\x00b"},
        {"says": "de trás \u202e para frente"},
    ],
)
def test_what_makes_no_sense_outside_the_hours_is_refused(wrong: dict[str, str]):
    with pytest.raises(ValidationError):
        Outside.model_validate(wrong)


@given(st.text(), st.text())
def test_what_is_filled_in_is_not_looked_at_again(before: str, value: str):
    assert filled("{{volta}}", {"volta": value}) == value.strip()
    assert filled(before, {}) == before.strip() or variables_of(before)
