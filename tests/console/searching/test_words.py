import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.console.searching.words import MOST_ASKED, Words

WORDS = Words(b"key")


def finds(query: str, *texts: str) -> bool:
    asked = WORDS.asked(query)
    return bool(asked) and set(asked) <= set(WORDS.of(texts))


@pytest.mark.parametrize(
    "query, text",
    [
        ("entrega", "Minhas ENTREGAS atrasaram"),
        ("informacao", "Preciso de informações"),
        ("informações", "falta uma informação"),
        ("10432", "cadê o pedido #10432?"),
        ("pedido 10432", "o pedido nº 10.432 sumiu"),
        ("beatriz souza", "Beatriz Souza"),
        ("bia@loja.example", "meu e-mail é BIA@loja.example"),
        ("(11) 98765-4321", "me liga: +55 11 98765 4321"),
        ("98765-4321", "meu número: 11987654321"),
        ("8765-4321", "telefone (11) 98765-4321"),
        ("11987654321", "telefone (11) 98765-4321"),
        ("123.456.789-09", "CPF 12345678909"),
        ("10432 10433", "pedidos 10433 e 10432"),
    ],
)
def test_what_was_said_is_found_in_whatever_form_it_is_asked_for(query: str, text: str):
    assert finds(query, text)


@pytest.mark.parametrize("query, text", [("boleto", "o pedido não chegou"), ("10432", "10433"), ("", "oi")])
def test_what_was_not_said_is_not_found(query: str, text: str):
    assert not finds(query, text)


def test_another_key_finds_nothing():
    assert set(WORDS.of(["pedido"])).isdisjoint(Words(b"other").of(["pedido"]))


@given(st.text(max_size=300))
def test_any_text_is_hashed_to_numbers_that_the_database_holds(text: str):
    for hashed in (WORDS.of([text]), WORDS.asked(text)):
        assert all(0 <= number < 2**63 for number in hashed)
    assert len(WORDS.asked(text)) <= MOST_ASKED


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzçãéõ ", min_size=1, max_size=60))
def test_a_short_text_is_found_by_itself(text: str):
    if WORDS.asked(text) and len(text.split()) <= MOST_ASKED:
        assert finds(text, text)
