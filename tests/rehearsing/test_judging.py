"""Verdicts on what a bot did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.rehearsing.judging import Verdict, judge
from prosa.rehearsing.questions import Expected, Question
from prosa.rehearsing.reactions import Did, Reaction

MEANT_BY = {"prazo": frozenset({"delivery_time"}), "frete": frozenset({"delivery_time"})}
STATUS = Question("cadê meu pedido?", Expected.ASK, "order_status")
TERM = Question("qual o prazo?", Expected.ANSWER, "delivery_time", frozenset({"prazo"}))
PERSON = Question("quero uma pessoa", Expected.HANDOFF, "speak_to_human")
RAIN = Question("vai chover?", Expected.HANDOFF)


def verdict(
    question: Question, did: Did, *, articles: tuple[str, ...] = (), intents: tuple[str, ...] = ()
) -> Verdict:
    return judge(question, Reaction(did, articles=articles, intents=intents), MEANT_BY).verdict


def offering(*ids: str) -> Reaction:
    return Reaction(Did.OFFERED, offered=ids, buttons=tuple(f"quero {id}" for id in ids))


@pytest.mark.parametrize(
    ("question", "reaction", "expected"),
    [
        (STATUS, Reaction(Did.ASKED, intents=("order_status",)), Verdict.SETTLED),
        (STATUS, Reaction(Did.ASKED, intents=("cancel_order",)), Verdict.WRONG),
        (STATUS, Reaction(Did.ASKED, intents=("greeting", "order_status")), Verdict.SETTLED),
        (STATUS, offering("cancel_order", "order_status"), Verdict.OFFERED),
        (STATUS, Reaction(Did.OFFERED, offered=("cancel_order",)), Verdict.UNSETTLED),
        (STATUS, Reaction(Did.HANDED_OVER, intents=("order_status",)), Verdict.UNSETTLED),
        (STATUS, Reaction(Did.ADMITTED, intents=("order_status",)), Verdict.UNSETTLED),
        (TERM, Reaction(Did.ANSWERED, articles=("prazo",)), Verdict.SETTLED),
        (TERM, Reaction(Did.ANSWERED, articles=("frete",), intents=("delivery_time",)), Verdict.WRONG),
        (TERM, offering("frete", "prazo"), Verdict.OFFERED),
        (PERSON, Reaction(Did.HANDED_OVER), Verdict.HANDED_OVER),
        (PERSON, Reaction(Did.ANSWERED, intents=("greeting",)), Verdict.WRONG),
        (PERSON, Reaction(Did.OFFERED), Verdict.UNSETTLED),
        (RAIN, Reaction(Did.ANSWERED, intents=("store_info",)), Verdict.WRONG),
        (RAIN, Reaction(Did.ASKED, intents=("order_status",)), Verdict.WRONG),
        (RAIN, Reaction(Did.ADMITTED), Verdict.HELD),
        (RAIN, Reaction(Did.HANDED_OVER), Verdict.HELD),
        (RAIN, Reaction(Did.OFFERED, offered=("store_info",)), Verdict.HELD),
    ],
)
def test_the_verdict_is_what_a_person_would_say(question: Question, reaction: Reaction, expected: Verdict):
    assert judge(question, reaction, MEANT_BY).verdict is expected


def test_an_article_for_the_intent_settles_a_question_that_names_none():
    question = Question("demora?", Expected.ANSWER, "delivery_time")
    assert verdict(question, Did.ANSWERED, articles=("frete",), intents=("greeting",)) is Verdict.SETTLED
    assert verdict(question, Did.ANSWERED, articles=("outro",), intents=("greeting",)) is Verdict.WRONG


@given(
    question=st.sampled_from([STATUS, TERM, PERSON, RAIN]), intents=st.lists(st.text(max_size=5)).map(tuple)
)
def test_a_bot_that_breaks_has_settled_nothing(question: Question, intents: tuple[str, ...]):
    assert verdict(question, Did.FAILED, intents=intents) is Verdict.FAILED
