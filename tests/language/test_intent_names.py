import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.intent_names import in_words, intent_names


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("order_status", "order status"),
        ("orderStatus", "order status"),
        ("faq/prazo-de-entrega", "faq prazo de entrega"),
        ("SEGUNDA_VIA", "segunda via"),
        ("alarme2", "alarme"),
    ],
)
def test_a_name_is_read_in_words(name: str, words: str):
    assert in_words(name) == words


def test_a_number_names_nothing():
    assert intent_names(["42", "7_1", "oi"]) == ([], [])


@given(st.lists(st.text(max_size=20), max_size=8))
def test_each_intent_is_named_once_at_most(intents: list[str]):
    named, names = intent_names([*intents, *intents])
    assert len(named) == len(names) == len(set(named))
    assert set(named) <= set(intents)
