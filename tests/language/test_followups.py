import pytest
from hypothesis import given

from prosa.language.followups import PREVIOUS_LIMIT, has_a_topic, is_of_something, joined, leans_back
from tests.language.strange import texts


@pytest.mark.parametrize(
    "text", ["e o prazo?", "e pra devolver?", "quanto custa?", "E no cartão", "e se for presente?", "por quê"]
)
def test_a_few_words_that_ask_or_go_on_lean_back(text: str):
    assert leans_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "obrigado",
        "sim",
        "10432",
        "e aí",
        "cancela meu pedido",
        "por favor",
        "com certeza",
        "qual o prazo de entrega do fone pra Recife?",
    ],
)
def test_what_stands_on_its_own_does_not(text: str):
    assert not leans_back(text)


def test_a_follow_up_is_joined_to_what_it_follows_without_the_word_that_links_them():
    assert joined("quero trocar meu fone.", "e o prazo?") == "quero trocar meu fone o prazo?"
    assert joined("aceita pix?", "Mas e no cartão?") == "aceita pix no cartão?"
    assert joined("tem tv?", "quanto custa?") == "tem tv quanto custa?"
    assert len(joined("a" * 5000, "e o prazo?")) == PREVIOUS_LIMIT + len(" o prazo?")


@pytest.mark.parametrize(
    "text, is_only",
    [
        ("e o prazo?", True),
        ("E qual é o valor?", True),
        ("quanto tempo demora", True),
        ("e o prazo de entrega?", False),
        ("quanto custa o frete?", False),
        ("e a garantia?", False),
        ("e isso?", False),
        ("", False),
    ],
)
def test_a_measure_by_itself_is_of_what_was_spoken_of(text: str, is_only: bool):
    assert is_of_something(text) is is_only


@pytest.mark.parametrize(
    "text, has", [("quero trocar meu fone", True), ("aceita pix?", True), ("oi, tudo bem?", False)]
)
def test_small_talk_and_bare_answers_are_no_topic(text: str, has: bool):
    assert has_a_topic(text) is has
    assert (
        not has_a_topic("muito obrigada") and not has_a_topic("10432") and not has_a_topic("sim, isso mesmo")
    )


@given(texts, texts)
def test_any_two_messages_can_be_joined(previous: str, text: str):
    assert len(joined(previous, text)) <= PREVIOUS_LIMIT + 1 + len(text)
    assert leans_back(text) in (True, False)
    assert has_a_topic(text) in (True, False)
