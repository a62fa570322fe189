"""What of a message goes into a ticket, and which ticket it names."""

import pytest

from prosa.conversations.following_tickets import ticket_named, words_to_add
from tests.conversations.reading import understood


@pytest.mark.parametrize(
    "text, words",
    [
        ("acrescenta no chamado 1042 que a caixa veio aberta", "a caixa veio aberta"),
        ("Anota aí no chamado: só recebo depois das 18h", "só recebo depois das 18h"),
        ("adicionar ao ticket 1450: comprei na loja", "comprei na loja"),
        ("completa minha solicitação dizendo que é urgente", "é urgente"),
        ("o barulho piorou e agora sai fumaça", "o barulho piorou e agora sai fumaça"),
    ],
)
def test_only_the_news_goes_into_the_ticket(text: str, words: str):
    assert words_to_add(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "quero acrescentar uma informação no meu chamado",
        "dá pra incluir mais um detalhe no chamado?",
        "Quero completar o chamado",
        "Acrescentar uma informação no chamado 1042",
        "preciso adicionar um detalhe no meu chamado",
        "tenho mais uma informação pro chamado 1042",
        "adicionar comentário no chamado",
    ],
)
def test_that_there_is_something_to_add_is_not_the_thing_itself(text: str):
    assert words_to_add(text) is None


def test_a_protocol_number_is_the_ticket_s_when_the_message_is_about_one():
    assert ticket_named(understood("protocolo 1042", "ticket_status", order="1042")) == 1042
    assert ticket_named(understood("chamado 1042", "ticket_status", ticket="1042")) == 1042
    assert ticket_named(understood("pedido ABC-12", "ticket_status", order="ABC-12")) is None
    assert ticket_named(understood("e meu chamado?", "ticket_status")) is None
