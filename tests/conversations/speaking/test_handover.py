import ast
import re
from pathlib import Path

import pytest

import prosa.conversations
from prosa.conversations.decisions import HandOver
from prosa.conversations.events import HandOff, HandOffReason, HandOffStep, MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import Urgency
from prosa.conversations.speaking.handover import hand_over
from prosa.conversations.turn import Spoken
from prosa.packs.required import (
    MEMORY_REPLIES,
    REQUIRED_REPLIES,
    TICKET_REPLIES,
    memory_replies,
    ticket_replies,
)
from tests.conversations import shop
from tests.conversations.conftest import StartNode
from tests.conversations.reading import understood
from tests.conversations.saying import asks_for_a_person, new_conversation, opening_of
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
