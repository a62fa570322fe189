"""What judgements add up to."""

import pytest

from prosa.packs.schema import Pack
from prosa.rehearsing.judging import Verdict
from prosa.rehearsing.measuring import intents_of, measure
from prosa.rehearsing.page import answers_page, rows
from prosa.rehearsing.questions import Expected, Question
from prosa.rehearsing.reactions import Did, Reaction
from prosa.rehearsing.record import answers_record

QUESTIONS = [
    Question("oi", Expected.ANSWER, "greeting"),
    Question("cadê meu pedido?", Expected.ANSWER, "order_status"),
    Question("cancela", Expected.ASK, "cancel_order"),
    Question("trocar", Expected.ASK, "exchange_return"),
    Question("uma pessoa", Expected.HANDOFF, "speak_to_human"),
    Question("vai chover?", Expected.HANDOFF),
    Question("e a lua?", Expected.HANDOFF),
]
REACTIONS = [
    Reaction(Did.ANSWERED, intents=("greeting",), confidence=0.9, milliseconds=10),
    Reaction(Did.ASKED, intents=("order_status",), confidence=0.95, milliseconds=20),
    Reaction(Did.ASKED, intents=("order_status",), confidence=0.8, milliseconds=30),
    Reaction(Did.ASKED, intents=("exchange_return",), confidence=0.9, milliseconds=40, tapped=True),
    Reaction(Did.HANDED_OVER, milliseconds=50),
    Reaction(Did.ADMITTED, milliseconds=60),
    Reaction(Did.ANSWERED, intents=("store_info",), confidence=0.71, milliseconds=70),
]


def test_shares_are_of_what_each_is_about(pack: Pack):
    measured = measure(pack, QUESTIONS, REACTIONS)
    assert measured.settled == pytest.approx(3 / 4)
    assert measured.settled_at_once == pytest.approx(2 / 4)
    assert measured.wrong_confident == pytest.approx(1 / 5)
    assert measured.handed_over == 1
    assert measured.out_of_scope_held == pytest.approx(1 / 2)
    assert measured.outcome_right == pytest.approx(2 / 3)
    assert measured.milliseconds[0] == 40
    assert [each.question.text for each in measured.of(Verdict.WRONG)] == ["cancela", "e a lua?"]


def test_a_threshold_is_suggested_from_which_nothing_is_wrong(pack: Pack):
    measured = measure(pack, QUESTIONS, REACTIONS)
    assert measured.suggestion is not None
    assert 0.8 < measured.suggestion.threshold <= 0.9
    assert measured.suggestion.wrong == 0 and measured.suggestion.outside_answered == 0


def test_a_file_without_questions_out_of_scope_has_no_such_figure(pack: Pack):
    measured = measure(pack, QUESTIONS[:1], REACTIONS[:1])
    assert (measured.settled, measured.out_of_scope_held, measured.handed_over) == (1, None, None)
    only_outside = measure(pack, QUESTIONS[5:], REACTIONS[5:])
    assert (only_outside.settled, only_outside.wrong_confident) == (None, None)


def test_the_record_lists_what_nothing_answered_and_every_judgement(pack: Pack):
    written = answers_record(measure(pack, QUESTIONS, REACTIONS))
    assert written["settled"] == pytest.approx(0.75) and written["count"] == len(QUESTIONS)
    assert [line["verdict"] for line in written["judgements"]].count("wrong") == 2
    assert written["unanswered"] == []


def test_the_page_puts_the_surest_mistakes_first(pack: Pack):
    measured = measure(pack, QUESTIONS, REACTIONS)
    assert [row[0] for row in rows(measured.of(Verdict.WRONG))] == ["cancela", "e a lua?"]
    titles = [section.title for section in answers_page(measured).sections]
    assert titles[0] == "Onde pôr o limiar" and "Fora do escopo, mas respondidas" in titles


def test_an_article_answers_the_intents_that_it_names(pack: Pack):
    meant_by = intents_of(pack)
    assert "delivery_time" in meant_by["frete"] & meant_by["prazo-de-entrega"]
    assert "greeting" not in meant_by["frete"]
