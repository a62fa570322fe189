"""What a language model may set going: a question, or looking something up. Never a change."""

from typing import Any

import pytest

from prosa.conversations import proposals
from prosa.conversations.decisions import Ask, Clarify, LookUp
from prosa.llm.asking import Proposed
from tests.conversations import shop
from tests.conversations.reading import understood
from tests.conversations.turning import turn

PACK = shop.pack()


def about(text: str, intent: str = "delivery_time", *also: str, **entities: Any):
    alternatives = tuple((name, 0.1) for name in also)
    return turn(understood(text, intent, alternatives=alternatives, **entities))


def test_only_forms_that_the_message_may_be_about_are_told_of():
    tools = proposals.tools(about("qual o prazo?", "delivery_time", "cancel_order", "greeting"), PACK)
    assert [tool.name for tool in tools] == ["cancel"]
    assert tools[0].slots == {"order": (), "reason": (), "email": ()}


def test_a_form_begins_with_its_own_question_and_what_was_said():
    said = about("cancela o 10432", "delivery_time", "cancel_order", order="10432")
    decision = proposals.begun(Proposed("cancel", {"order": "10432"}), said, PACK)
    assert isinstance(decision, Ask)
    assert decision.reply == "cancel.reason"
    assert decision.form.values == {"order": "10432"}


def test_what_was_said_earlier_counts_as_said():
    said = turn(
        understood("cadê?", "delivery_time", alternatives=(("order_status", 0.2),)),
        entities={"order": "10432"},
    )
    decision = proposals.begun(Proposed("order_status", {"order": "10432"}), said, PACK)
    assert isinstance(decision, LookUp)


@pytest.mark.parametrize(
    "proposed",
    [
        Proposed("cancel", {"order": "99999"}),
        Proposed("cancel", {"reason": "porque o modelo quis"}),
        Proposed("cancel", {"valor": "1"}),
        Proposed("exchange", {"wants": "Trocar"}),
        Proposed("order_status", {}),
        Proposed("transferencia", {}),
    ],
)
def test_what_the_customer_did_not_say_or_cannot_mean_is_refused(proposed: Proposed):
    said = about("cancela o 10432", "delivery_time", "cancel_order", "exchange_return", order="10432")
    assert proposals.begun(proposed, said, PACK) is None


def test_what_would_change_something_at_once_waits_for_the_customers_own_tap():
    said = about("quero trocar o 10432", "delivery_time", "exchange_return", order="10432")
    decision = proposals.begun(Proposed("exchange", {"order": "10432"}), said, PACK)
    assert isinstance(decision, Clarify)
    assert [option.label for option in decision.options] == ["Trocar"]
    whole = about("cancela o 10432 comprei errado", "delivery_time", "cancel_order", order="10432")
    complete = proposals.begun(
        Proposed("cancel", {"order": "10432", "reason": "comprei errado"}), whole, PACK
    )
    assert isinstance(complete, Clarify)
