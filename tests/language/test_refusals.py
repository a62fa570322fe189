import pytest
from hypothesis import given

from prosa.language.refusals import refused
from tests.language.strange import texts


@pytest.mark.parametrize(
    "clause, wish",
    [
        ("não quero cancelar", "quero cancelar"),
        ("Nao quero cancelar nada", "quero cancelar"),
        ("eu não preciso de boleto", "quero boleto"),
        ("não é pra trocar o fone", "quero trocar o fone"),
        ("num quero devolver não", "quero devolver"),
        ("não vou cancelar", "quero cancelar"),
        ("não pretendo trocar", "quero trocar"),
        ("não pedi cancelamento", "quero cancelamento"),
        ("não quero mais cancelar", "quero cancelar"),
    ],
)
def test_a_verb_of_wanting_refuses_what_it_rules(clause: str, wish: str):
    assert refused(clause) == wish


@pytest.mark.parametrize(
    "clause",
    [
        "não consigo cancelar",
        "não recebi meu pedido",
        "não funciona",
        "ainda não chegou",
        "por que não posso cancelar",
        "vocês não vão cancelar meu pedido",
        "não vou estar em casa",
    ],
)
def test_what_does_not_work_is_not_refused(clause: str):
    assert refused(clause) is None


@pytest.mark.parametrize(
    "clause",
    [
        "não quero mais o produto",
        "não vou querer mais",
        "não preciso mais do pedido",
        "não quero falar com robô",
        "não quero atendimento automático",
        "não quero receber e-mails",
        "não quero mais receber e-mails",
        "não quero ficar com ele",
        "não quero que cobrem de novo",
        "não quer cancelar?",
    ],
)
def test_a_refusal_that_is_a_wish_itself_is_none(clause: str):
    assert refused(clause) is None


@given(texts)
def test_any_text_refuses_something_or_nothing(text: str):
    wish = refused(text)
    assert wish is None or wish.startswith("quero ")
