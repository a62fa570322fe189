"""Whole conversations with the sample shop: several wishes at once, and words that lean on what was said."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.served import Shop
from tests.serving import Chat


@pytest.fixture
async def customer(shop: Shop) -> AsyncIterator[Chat]:
    async with shop.served.chat() as chat:
        yield chat


async def heard(customer: Chat, *said: str) -> dict[str, Any]:
    """The answer to the last of these messages."""
    answer: dict[str, Any] = {}
    for text in said:
        answer = await customer.say(text)
    return {**answer, **answer["response"]}


def sources(answer: dict[str, Any]) -> list[str]:
    return [source["id"] for source in answer["sources"]]


async def test_an_exchange_and_a_question_about_the_warranty_are_both_answered(customer: Chat):
    answer = await heard(customer, "oi, quero trocar meu fone e saber da garantia")
    assert answer["ticket"] is not None
    assert "garantia" in " ".join(sources(answer))
    assert answer["text"].count("\n\n") >= 2


async def test_two_questions_get_two_articles(customer: Chat):
    answer = await heard(customer, "qual o prazo de entrega pra Natal e quais as formas de pagamento?")
    assert set(sources(answer)) == {"prazo-de-entrega", "formas-de-pagamento"}


async def test_two_forms_are_filled_in_one_after_the_other(customer: Chat):
    first = await heard(customer, "quero mudar o endereço de entrega e cancelar meu outro pedido")
    assert "cancelar um pedido" in first["text"]
    second = await heard(customer, "10518", "207", "01310-100", "10", "não tenho", "sim")
    assert "Avenida Paulista" in second["text"]
    assert "10518" in second["text"].split("\n\n")[-1], "asks whether the same order is to be cancelled"


async def test_a_short_follow_up_is_about_what_was_spoken_of(customer: Chat):
    answer = await heard(customer, "aceitam pix?", "e no cartão?")
    assert answer["intent"] == "payment_methods"
    answer = await heard(customer, "qual a garantia da airfryer?", "e do liquidificador?")
    assert answer["intent"] == "warranty"


async def test_a_follow_up_about_an_exchange_is_answered_and_the_ticket_stays_the_only_one(customer: Chat):
    answer = await heard(customer, "quero trocar a panela que veio amassada", "e o prazo?")
    assert sources(answer) and answer["ticket"] is None
    assert "número do pedido" in answer["text"], "the form goes on"
    answer = await heard(customer, "10432", "e se for presente?")
    assert sources(answer) and answer["ticket"] is None


async def test_an_order_that_nobody_knows_is_asked_for_last(customer: Chat):
    answer = await heard(customer, "cadê o pedido 99999 e quero cancelar o 10432")
    assert "99999" in answer["text"].split("\n\n")[-1] and "cancelar" in answer["text"]
    assert (await heard(customer, "10433"))["order"]["number"] == "10433"


async def test_what_is_not_wanted_is_not_done(customer: Chat):
    answer = await heard(customer, "não quero cancelar, só quero saber o prazo de entrega")
    assert answer["intent"] == "delivery_time"
    answer = await heard(customer, "não pretendo cancelar a compra")
    assert answer["intent"] != "cancel_order" and answer["ticket"] is None


async def test_it_means_the_order_spoken_of_and_nothing_is_cancelled_unasked(customer: Chat):
    asked = await heard(customer, "cadê meu pedido 10540?", "cancela ele")
    assert "10540" in asked["text"] and asked["ticket"] is None
    asked = await heard(customer, "esse mesmo", "620", "pular")
    assert "10540" in asked["text"]
    done = await heard(customer, "sim")
    assert "cancel" in done["text"].lower() and "10540" in done["text"]


async def test_another_order_is_asked_for(customer: Chat):
    answer = await heard(customer, "cadê meu pedido 10433?", "e o outro pedido?")
    assert answer["order"] is None and answer["type"] == "question"
    assert (await heard(customer, "10432"))["order"]["number"] == "10432"


async def test_a_customer_from_portugal_is_understood(customer: Chat):
    answer = await heard(customer, "gostava de devolver o telemóvel, veio com o ecrã partido")
    assert answer["intent"] == "exchange_return" and answer["ticket"] is not None
