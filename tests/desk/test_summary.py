from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from prosa.conversations.events import ConversationId, Event, HandOffStep, Message, NewEvent
from prosa.conversations.facts import ActionFact, EntityFact, IntentFact
from prosa.conversations.parts import OrderCard
from prosa.desk.reading import last_asked
from prosa.desk.summary import key_sentence, summarise
from tests.conversations.saying import agent_says, asks_for_a_person, bot, customer, step

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
LABELS = {"exchange_return": "Trocar um produto"}


def happened(*events: NewEvent) -> list[Event]:
    id = ConversationId(uuid4())
    return [
        Event(id, offset, START + timedelta(minutes=offset), new.source, new.data)
        for offset, new in enumerate(events)
    ]


def exchange(answers: int, mood: float = 0.0) -> NewEvent:
    order = EntityFact(kind="order", value="10432", text="10432", start=0, end=5)
    intent = IntentFact(name="exchange_return", confidence=0.9)
    known: dict[str, Any] = {"intent": intent, "mood": mood, "entities": (order,)}
    return bot("Qual o número?", answers=answers, **known)


def test_it_tells_what_the_customer_wants_gave_and_felt():
    events = happened(
        customer("Oi. Minha geladeira chegou amassada e quero trocar! Obrigada"),
        exchange(0),
        customer("10432"),
        exchange(2, mood=-0.6),
        asks_for_a_person(),
    )
    text = summarise(events, START + timedelta(minutes=5), LABELS, {}).text
    assert "Trocar um produto — " in text
    assert "Informou: pedido 10432." in text
    assert "Humor: insatisfeito, piorou desde o começo." in text
    assert "o cliente pediu uma pessoa" in text
    assert "2 mensagens do cliente em 5 min." in text


def test_what_the_bot_did_is_told_once_in_the_company_s_words():
    order = OrderCard(number="10432", status="shipped", status_text="A caminho.")
    done = (
        ActionFact(name="find_order", outcome="done"),
        ActionFact(name="cancel_order", outcome="refused"),
    )
    answer = bot("Aqui está.", answers=0, actions=done)
    assert isinstance(answer.data, Message)
    answer = replace(answer, data=answer.data.model_copy(update={"order": order}))
    titles = {"find_order": "Diz como está um pedido", "cancel_order": "Cancela um pedido"}
    text = summarise(happened(customer("cadê?"), answer), START, {}, titles).text
    assert "O bot: consultou o pedido 10432 (A caminho); teve “Cancela um pedido” recusado." in text


def test_the_same_log_gives_the_same_summary():
    events = happened(customer("quero trocar"), exchange(0))
    now = START + timedelta(minutes=1)
    assert summarise(events, now, LABELS, {}) == summarise(list(events), now, LABELS, {})


def test_what_was_resolved_before_is_another_matter():
    events = happened(
        customer("quero trocar"),
        exchange(0),
        asks_for_a_person(),
        step(HandOffStep.RESOLVED),
        customer("oi de novo"),
    )
    summary = summarise(events, START, LABELS, {})
    assert summary.gave == () and summary.messages == 1


def test_without_any_answer_the_customer_s_own_words_are_told():
    assert (
        "preciso da nota fiscal"
        in summarise(happened(customer("preciso da nota fiscal")), START, {}, {}).text
    )


def test_nothing_said_is_no_summary():
    assert summarise([], START, {}, {}).text == ""


def test_the_sentence_that_says_most_is_quoted_and_long_ones_are_cut():
    assert key_sentence("Oi! Bom dia. A geladeira nova chegou com a porta amassada. Obrigada!") == (
        "A geladeira nova chegou com a porta amassada."
    )
    assert len(key_sentence("palavra " * 200)) <= 140
    assert key_sentence(" \n ") == ""


def test_what_was_last_asked_is_what_nobody_has_answered():
    events = happened(customer("um"), bot("dois", answers=0), customer("três"), customer("quatro"))
    asked = last_asked(events)
    assert asked is not None and (asked.offset, asked.text, asked.answered) == (3, "três\nquatro", False)
    answered = last_asked([*events, *happened(agent_says())])
    assert answered is not None and answered.answered
