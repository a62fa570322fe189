"""Other companies' business, which sounds like a shop's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.elsewhere import LIST, Elsewhere
from prosa.language.wordlists.reading import lines

STRANGER = Elsewhere(lambda pair: False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("não lembro a senha da minha conta do Instagram", "instagram"),
        ("a entrega do iFood veio trocada", "ifood"),
        ("quero reembolso da corrida que fiz na Uber", "uber"),
        ("Minha Netflix travou", "netflix"),
        ("COMO CANCELO... quero cancelar o Spotify", "spotify"),
        ("qual o telefone da Unimed?", "unimed"),
        ("bloquearam o app do Bradesco", "bradesco"),
        ("segunda via da conta de água", "conta de agua"),
        ("até quando é o prazo do TCC?", "tcc"),
        ("cadê o boleto da minha escola", "escola"),
        ("o Spotify tá me cobrando em dobro", "spotify"),
        ("comprei um vestido na Shein e veio rasgado", "shein"),
        ("meu pedido do mercado livre não chegou", "mercado livre"),
    ],
)
def test_what_one_has_with_another_company_is_its_business(text: str, name: str):
    assert STRANGER.named(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "aceitam Nubank?",
        "posso pagar com a conta do PicPay?",
        "vi no Instagram de vocês",
        "o pedido que fiz no instagram de vocês",
        "achei mais barato na Magalu, vocês cobrem?",
        "a tv não abre a Netflix",
        "cadê meu pedido?",
        "meu cartão Itaú foi recusado",
        "manda no meu WhatsApp",
        "tem carregador pro carro?",
        "notebook bom pra faculdade",
        "",
    ],
)
def test_a_name_said_for_another_reason_is_no_sign(text: str):
    assert STRANGER.named(text) == ""


def test_what_a_packs_examples_say_is_its_own_business():
    own = Elsewhere(lambda pair: pair in ("da netflix", "de luz"))
    assert own.named("segunda via da conta de luz") == ""
    assert own.named("cancelar a assinatura da Netflix") == ""
    assert own.named("cancelar a assinatura da Shopee") == "shopee"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str):
    assert isinstance(STRANGER.named(text), str)


def test_a_long_text_takes_time_in_proportion_to_its_length():
    text = "pedido " * 2000 + "da " * 2000
    assert STRANGER.named(text) == ""


def test_the_list_is_folded_sorted_in_its_kinds_and_has_nothing_twice():
    listed = lines(LIST)
    assert len(set(listed)) == len(listed)
    assert all(line == line.lower() and line.isascii() for line in listed)
    assert {line.partition(" ")[0] for line in listed} == {"company", "bank", "matter", "thing"}
