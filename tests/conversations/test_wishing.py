"""What customers say about a form rather than into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations import wishing


@pytest.mark.parametrize(
    "said", ["deixa pra lá", "ah, esquece", "sair", "não quero mais, obrigado", "Desisto."]
)
def test_giving_up(said: str):
    assert wishing.leaves(said, own=True) and wishing.leaves(said, own=False)


def test_cancel_gives_up_a_form_that_cancels_nothing_itself():
    assert wishing.leaves("cancela", own=False) and not wishing.leaves("cancela", own=True)
    assert not wishing.leaves("quero cancelar o pedido 10432", own=False)


@pytest.mark.parametrize(
    "said",
    ["sim", "Pode", "isso mesmo", "pode cancelar", "👍", "está certo, sim", "ok, obrigada", "confirmo!"],
)
def test_a_plain_yes_confirms(said: str):
    assert wishing.confirms(said)


@pytest.mark.parametrize(
    "said",
    [
        "sim, mas muda o endereço",
        "não",
        "isso não",
        "claro que não",
        "Motivo",
        "quero",
        "talvez",
        "",
        "10432",
    ],
)
def test_nothing_else_confirms(said: str):
    assert not wishing.confirms(said)


@pytest.mark.parametrize(
    "said",
    [
        "como funciona a troca?",
        "quantos dias eu tenho pra devolver?",
        "quem paga o frete da devolução?",
        "queria saber como funciona o cancelamento",
        "como faço uma troca",
    ],
)
def test_asking_about_something_is_not_asking_for_it(said: str):
    assert wishing.asks_about(said)


@pytest.mark.parametrize(
    "said",
    [
        "quero trocar, veio quebrado",
        "a tv veio trincada, como faço pra trocar?",
        "como faço pra cancelar o pedido 10432?",
        "cancela minha compra",
        "desisti depois de receber, posso devolver?",
    ],
)
def test_telling_of_a_case_asks_for_it(said: str):
    assert not wishing.asks_about(said)


def test_a_thing_is_named_with_its_new_value_or_without():
    assert wishing.after_label("não, o número é 220", "Número") == "220"
    assert wishing.after_label("quero mudar o número", "Número") == ""
    assert wishing.after_label("quero mudar a rua", "Número") is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str):
    wishing.leaves(text, own=False)
    wishing.corrects(text)
    wishing.skips(text)
    wishing.asks(text)
    wishing.asks_about(text)
    wishing.after_label(text, "Número")
    assert not (wishing.confirms(text) and wishing.leaves(text, own=False))
