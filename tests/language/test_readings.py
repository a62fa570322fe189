"""What a message means after all, decided on a real model of a small shop."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prosa.language.model import Model
from prosa.language.readings import readings_of
from prosa.language.understanding import Cues, Understanding
from tests.language.strange import texts


def understand(model: Model, text: str, previous: str = "") -> Understanding:
    return model.understand([text], [Cues(previous=previous)])[0]


def requests(found: Understanding) -> list[str]:
    return [request.intent.name for request in found.requests]


class TestSeveralRequests:
    @pytest.mark.parametrize(
        "text, expected",
        [
            ("quero trocar o produto e a segunda via do boleto", ["exchange_return", "invoice_copy"]),
            ("cadê meu pedido? e vocês aceitam pix?", ["order_status", "payment_methods"]),
            (
                "quero cancelar a compra. também quero falar com uma pessoa",
                ["cancel_order", "speak_to_human"],
            ),
        ],
    )
    def test_are_understood_each_by_itself(self, model: Model, text: str, expected: list[str]):
        assert requests(understand(model, text)) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "cadê meu pedido",
            "quero cancelar minha compra, desisti da compra",
            "o produto veio quebrado, quero trocar",
            "aceita pix e cartão de débito?",
            "quero rastrear minha compra, meu pedido ainda não chegou",
        ],
    )
    def test_are_not_heard_where_there_is_one(self, model: Model, text: str):
        assert requests(understand(model, text)) == []

    def test_have_the_words_and_entities_of_their_own_clause_first(self, model: Model):
        found = understand(model, "onde está o pedido 10432? e quero cancelar o pedido 10587")
        first, second = found.requests
        assert (first.question, second.question) == (
            "onde está o pedido 10432",
            "quero cancelar o pedido 10587",
        )
        values = [request.entity("order") for request in found.requests]
        assert [value and value.value for value in values] == ["10432", "10587"]
        assert all(found.text[e.start : e.end] == e.text for one in found.requests for e in one.entities)


class TestAFollowUp:
    @pytest.mark.parametrize(
        "previous, text, intent",
        [
            ("vocês têm fone bluetooth?", "e o mais barato?", "product_inquiry"),
            ("parcela em quantas vezes?", "e sem entrada?", "payment_methods"),
            ("preciso da segunda via do boleto", "e por quê?", "invoice_copy"),
            # However sure "prazo" alone is to be about delivery.
            ("quero trocar meu fone", "e o prazo?", "exchange_return"),
            ("quero a segunda via do boleto", "quanto tempo demora?", "invoice_copy"),
        ],
    )
    def test_is_about_what_was_spoken_of(self, model: Model, previous: str, text: str, intent: str):
        found = understand(model, text, previous)
        assert (found.intent.name, found.follows) == (intent, True)
        assert found.text == text
        assert found.question != text and found.question.startswith(previous.rstrip("?"))

    @pytest.mark.parametrize(
        "text, intent", [("cadê meu pedido?", "order_status"), ("obrigado", "thanks"), ("oi", "greeting")]
    )
    def test_is_not_what_says_plainly_what_it_is_about(self, model: Model, text: str, intent: str):
        found = understand(model, text, previous="aceita pix?")
        assert (found.intent.name, found.follows, found.question) == (intent, False, text)

    def test_needs_something_to_follow(self, model: Model):
        assert not understand(model, "e no débito?").follows


class TestARefusal:
    @pytest.mark.parametrize(
        "text, intent",
        [
            ("não quero cancelar, quero rastrear minha compra", "order_status"),
            ("não é pra trocar, é pra cancelar o pedido", "cancel_order"),
            ("quero a segunda via do boleto, não quero cancelar", "invoice_copy"),
        ],
    )
    def test_leaves_what_is_wanted_instead(self, model: Model, text: str, intent: str):
        found = understand(model, text)
        assert found.intent.name == intent and not found.requests

    def test_alone_is_not_the_intent_it_refuses(self, model: Model):
        found = understand(model, "não quero cancelar a compra")
        assert found.refused == ("cancel_order",)
        assert found.intent.name != "cancel_order" or found.intent.confidence == 0

    @pytest.mark.parametrize(
        "text, intent",
        [
            ("não quero falar com robô", "speak_to_human"),
            ("não quero mais o produto, cancela", "cancel_order"),
            ("meu pedido ainda não chegou", "order_status"),
            ("não recebi o boleto", "invoice_copy"),
        ],
    )
    def test_is_not_heard_in_every_no(self, model: Model, text: str, intent: str):
        found = understand(model, text)
        assert (found.intent.name, found.refused) == (intent, ())


def test_european_portuguese_means_the_same(model: Model):
    assert understand(model, "quero devolvê-la, veio avariada").intent.name == "exchange_return"
    assert understand(model, "estou a tentar cancelar a compra").intent.name == "cancel_order"


def test_a_plain_message_gives_no_reason_for_other_readings():
    assert readings_of("cadê meu pedido 10432", Cues(previous="quero trocar meu fone")).texts == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(message=texts, previous=st.one_of(st.just(""), texts))
def test_any_text_in_any_context_is_understood_somehow(model: Model, message: str, previous: str):
    found = understand(model, message, previous)
    assert found.text == message
    for one in (found, *found.requests):
        assert one.text == message and 0 <= one.intent.confidence <= 1
    assert len(found.requests) != 1
    assert len(set(requests(found))) == len(found.requests)
