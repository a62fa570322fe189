"""CPF, CNPJ, telephone, CEP and order: digits that only their words and check digits tell apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from validate_docbr import CNPJ, CPF

from tests.language.entities.finding import found, values

CPF_LIKE_A_PHONE = "11987123417"


@pytest.mark.parametrize(
    "message, kind",
    [
        (f"meu cpf é {CPF_LIKE_A_PHONE}", "cpf"),
        (f"meu telefone é {CPF_LIKE_A_PHONE}", "phone"),
        (f"{CPF_LIKE_A_PHONE} é o meu cpf", "cpf"),
        (f"{CPF_LIKE_A_PHONE} é o meu celular", "phone"),
        (f"pedido {CPF_LIKE_A_PHONE}", "order"),
    ],
)
def test_the_words_beside_eleven_digits_say_what_they_are(message: str, kind: str):
    assert CPF().validate(CPF_LIKE_A_PHONE)
    kinds = [other for other in ("cpf", "phone", "order") if values(message, other)]
    assert kinds == [kind]


def test_eleven_digits_alone_are_a_cpf_if_they_check_and_a_phone_if_they_ring():
    assert values("52998224725", "cpf") == ["52998224725"]
    assert values("11987654321", "phone") == ["+5511987654321"]
    assert values("11987654321", "cpf") == []


@pytest.mark.parametrize(
    "message, kind, value",
    [
        ("cpf cinco dois nove nove oito dois dois quatro sete dois cinco", "cpf", "52998224725"),
        (
            "cinco dois nove ponto nove oito dois ponto dois quatro sete traço dois cinco",
            "cpf",
            "52998224725",
        ),
        ("meu zap é onze nove oito sete meia cinco quatro três dois um", "phone", "+5511987654321"),
        ("cep zero um três um zero um zero zero", "cep", "01310100"),
        ("pedido um zero quatro três dois", "order", "10432"),
    ],
)
def test_numbers_are_understood_digit_by_digit(message: str, kind: str, value: str):
    assert values(message, kind) == [value]


@given(st.randoms(use_true_random=False))
def test_every_cnpj_is_found_old_and_new(random: object):
    for only_digits in (True, False):
        written = CNPJ().generate(digits_only=only_digits)
        assert values(f"cnpj {CNPJ().mask(written)}", "cnpj") == [written]
        assert values(f"cnpj {written.lower()}", "cnpj") == [written]


def test_a_cnpj_with_wrong_check_digits_is_none():
    assert values("cnpj 11.222.333/0001-82", "cnpj") == []
    assert values("cnpj 12ABC34501DE36", "cnpj") == []


@pytest.mark.parametrize(
    "message, value",
    [
        ("anota: 99123-4567", "991234567"),
        ("meu numero é 991234567", "991234567"),
        ("liga no fixo 3344-5566", "33445566"),
    ],
)
def test_a_phone_without_area_code_keeps_its_digits(message: str, value: str):
    assert values(message, "phone") == [value]


@pytest.mark.parametrize("message", ["frete pra 01310100", "moro no 01310100", "01310100 é o meu cep"])
def test_eight_digits_are_a_cep_where_something_is_delivered(message: str):
    assert values(message, "cep") == ["01310100"]


@pytest.mark.parametrize(
    "message, written, value",
    [
        ("pedido BR-2024-10432 atrasado", "BR-2024-10432", "BR-2024-10432"),
        ("o código do pedido é lj88213", "lj88213", "LJ88213"),
        ("pedido dez mil quatrocentos e trinta e dois", "dez mil quatrocentos e trinta e dois", "10432"),
        ("o pedido do meu irmão é 88776", "88776", "88776"),
        ("cadê o 77665?", "77665", "77665"),
        ("pedido nº10432", "10432", "10432"),
    ],
)
def test_an_order_is_found_by_number_code_or_words(message: str, written: str, value: str):
    assert found(message, "order") == [(written, value)]


def test_every_order_of_a_list_is_found():
    assert values("pedidos 111222, 333444 e 555666", "order") == ["111222", "333444", "555666"]
    assert values("pedido 10432, telefone 11987654321", "order") == ["10432"]


@pytest.mark.parametrize(
    "message",
    [
        "nota fiscal 883120",
        "número de série 88120",
        "cartão final 4432",
        "pedido de 2024",
        "pedido do XR4500",
    ],
)
def test_numbers_of_other_things_are_no_orders(message: str):
    assert values(message, "order") == []


@pytest.mark.parametrize(
    "message, value",
    [
        ("como está meu chamado 1042?", "1042"),
        ("chamado nº 01042", "1042"),
        ("meu ticket é o #2310", "2310"),
        ("tenho o chamado mil e quarenta e dois em aberto", "1042"),
        ("1042 é o meu chamado", "1042"),
    ],
)
def test_a_number_beside_a_word_for_ticket_is_a_ticket_s(message: str, value: str):
    assert values(message, "ticket") == [value]
    assert values(message, "order") == []


@pytest.mark.parametrize(
    "message", ["pedido 10432", "protocolo 2025031299", "chamado há 3 dias", "abri chamado, custou 1.299,90"]
)
def test_other_numbers_are_no_ticket_s(message: str):
    assert values(message, "ticket") == []
