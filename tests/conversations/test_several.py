"""Several things asked for in one message: what is answered first, and what has to wait."""

from dataclasses import replace

import pytest

from prosa.conversations.decisions import (
    Ask,
    Decision,
    HandOver,
    LookUp,
    OpenTicket,
    Say,
    Several,
    ShowArticle,
    Step,
)
from prosa.conversations.events import HandOffReason
from prosa.conversations.stages.decide import decision_for
from prosa.conversations.stages.understand import apart, requests_of
from prosa.conversations.turn import Recalled, Turn
from prosa.language.understanding import Understanding
from tests.conversations import shop
from tests.conversations.reading import understood
from tests.conversations.turning import article, asking, turn

PACK = shop.pack()
PRAZO = article("prazo", 0.9)
ANSWER = ShowArticle(PRAZO, (), ("Quanto custa o frete?",))
ASK_ORDER = Ask(asking("order_status", "order"), "order.ask")
ASK_CANCEL = Ask(asking("cancel", "order"), "cancel.order")


def asks_for(*intents: str, **context: object) -> Turn:
    """A turn of a message that asks for these things; an article fits what articles answer."""
    whole = understood("várias coisas", intents[0], 0.5)
    requests = tuple(replace(whole, intent=understood(intent=intent).intent) for intent in intents)
    made = turn(replace(whole, requests=requests), **context)  # type: ignore[arg-type]
    parts = apart(made, requests_of(made.understood, PACK.bot))
    fits = Recalled((PRAZO,))
    return replace(made, apart=tuple(replace(one, recalled=fits) for one in parts))


def decided(turn: Turn) -> Decision:
    return decision_for(turn, PACK)


def test_two_answers_are_both_given():
    assert decided(asks_for("thanks", "delivery_time")) == Several((Step(Say("thanks"), 0), Step(ANSWER, 1)))


def test_the_answer_comes_before_the_question_of_a_form():
    assert decided(asks_for("order_status", "delivery_time")) == Several(
        (Step(ANSWER, 1), Step(ASK_ORDER, 0))
    )


def test_the_answer_comes_before_the_farewell_to_a_person_who_sees_to_the_rest():
    called = HandOver(HandOffReason.ASKED)
    decision = decided(asks_for("cancel_order", "speak_to_human", "delivery_time"))
    assert decision == Several((Step(ANSWER, 2), Step(called, 1)))


def test_one_form_is_filled_in_at_a_time():
    decision = decided(asks_for("order_status", "cancel_order"))
    assert decision == Several((Step(ASK_ORDER, 0),), later=("cancel_order",))


def test_a_form_that_opens_its_ticket_at_once_still_asks():
    opened = OpenTicket(asking("exchange", "order"))
    decision = decided(asks_for("exchange_return", "cancel_order"))
    assert decision == Several((Step(opened, 0),), later=("cancel_order",))


def test_two_questions_with_the_same_answer_get_it_once():
    assert decided(asks_for("delivery_time", "delivery_time")) == Several((Step(ANSWER, 0),))


@pytest.mark.parametrize("small_talk", ["greeting", "affirm"])
def test_small_talk_beside_a_request_is_no_request(small_talk: str):
    assert asks_for(small_talk, "delivery_time").apart == ()


def test_a_request_that_is_not_sure_or_has_no_rule_is_passed_over():
    requests = (understood(intent="order_status"), understood(intent="thanks", confidence=0.6))
    whole = replace(understood("oi"), requests=(*requests, understood(intent="unheard_of")))
    assert [one.intent.name for one in requests_of(whole, PACK.bot)] == ["order_status"]


def test_trouble_comes_before_all_requests():
    angry = replace(asks_for("order_status", "delivery_time"), understanding=understood(anger=True))
    upset = replace(angry, context=angry.context.model_copy(update={"angers": 1}))
    assert decided(upset) == HandOver(HandOffReason.ANGER)


class TestWhatHadToWait:
    KNOWN = LookUp(asking("order_status", None, values={"order": "777"}))

    @staticmethod
    def answered(**context: object) -> Turn:
        said = understood("777", "greeting", 0.2, order="777")
        return turn(said, form=asking("order_status", "order"), **context)  # type: ignore[arg-type]

    def test_begins_when_the_form_is_filled_in(self):
        found = asking("cancel", "reason", values={"order": "777"})
        assert decided(self.answered(later=("cancel_order", "exchange_return"))) == Several(
            (Step(self.KNOWN), Step(Ask(found, "cancel.reason"))), later=("exchange_return",)
        )

    def test_does_not_begin_before(self):
        unheard: Understanding = understood("hein?", "greeting", 0.2)
        asked = decided(turn(unheard, form=asking("order_status", "order"), later=("cancel_order",)))
        assert isinstance(asked, Ask) and asked.form.form == "order_status"

    def test_is_forgotten_when_the_pack_has_no_form_for_it_any_more(self):
        assert decided(self.answered(later=("unheard_of",))) == self.KNOWN
