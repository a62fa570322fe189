import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.cleaning import clean
from prosa.language.normalise import normalise
from prosa.language.understanding import Entity
from prosa.learning.masking import LONGEST, masked, says_something


def entity(kind: str, words: str, text: str) -> Entity:
    start = text.index(words)
    return Entity(kind, words, words, start, start + len(words))


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ("meu cpf é 123.456.789-09", "meu cpf é número"),
        ("cadê o pedido 104325?", "cadê o pedido número?"),
        ("me liga no (11) 98765-4321 por favor", "me liga no número por favor"),
        ("liga +55 11 98765 4321", "liga número"),
        ("manda pra maria.silva@example.com", "manda pra email"),
        ("olha em https://loja.example/p/1?cliente=maria", "olha em link"),
        ("cartão 4111 1111 1111 1111 recusado", "cartão número recusado"),
        ("moro no cep 01310-100", "moro no cep número"),
        ("meu nome é Joana da Silva e quero trocar", "meu nome é Fulano e quero trocar"),
        ("me chamo joana, cadê meu pedido", "me chamo Fulano, cadê meu pedido"),
        ("Sou a Joana Prado, tudo bem?", "Sou a Fulano, tudo bem?"),
        ("sou a favor de trocar", "sou a favor de trocar"),
        ("- primeira\n- segunda", "primeira - segunda"),
        ("quero [isso](order) {já}", "quero isso (order) já"),
    ],
)
def test_what_identifies_somebody_gives_way_to_a_plain_word(written: str, example: str):
    assert masked(written) == example


def test_short_numbers_go_when_they_were_found_to_be_an_order():
    text = "cadê o pedido 4321?"
    assert masked(text, [entity("order", "4321", text)]) == "cadê o pedido número?"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("paguei R$ 12345,00 e não chegou", "money", "R$ 12345,00"),
        ("comprei em 10/11/2026", "date", "10/11/2026"),
    ],
)
def test_prices_and_dates_stay_since_they_are_the_matter(text: str, kind: str, words: str):
    assert masked(text, [entity(kind, words, text)]) == text


@pytest.mark.parametrize(
    "text",
    ["cadê o pedido 104325?", "manda pra eu@example.com", "olha www.loja.example/x", "cpf 123.456.789-09"],
)
def test_an_example_teaches_the_same_as_the_message_did(text: str):
    assert normalise(clean(masked(text)).text) == normalise(clean(text).text)


@given(st.text(max_size=1200))
def test_no_long_number_and_no_address_ever_stays(text: str):
    example = masked(text)
    assert not re.search(r"[0-9]{5}", example)
    assert not re.search(r"\S@\S", example)
    assert len(example) <= LONGEST
    assert example.isprintable()
    assert masked(example) == example


@pytest.mark.parametrize("text", ["", "número", "email link", "Fulano", "?!", "1", "número 2"])
def test_placeholders_alone_teach_nothing(text: str):
    assert not says_something(text)


def test_a_word_teaches_something():
    assert says_something("pedido número")
