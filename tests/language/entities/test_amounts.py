"""Money, percentages and quantities: numbers that differ only in what stands beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.entities.finding import found, values


@pytest.mark.parametrize(
    "message, words, value",
    [
        ("custa R$ 1.299,90", "R$ 1.299,90", "1299.90"),
        ("até 200 pila", "200 pila", "200.00"),
        ("são dois mil e quinhentos reais", "dois mil e quinhentos reais", "2500.00"),
        ("dez reais e cinquenta centavos", "dez reais e cinquenta centavos", "10.50"),
        ("12 reais e 90", "12 reais e 90", "12.90"),
        ("tem até 2k?", "2k", "2000.00"),
        ("por 19,90", "19,90", "19.90"),
        ("sai por vinte e nove e noventa", "vinte e nove e noventa", "29.90"),
        ("custou 450", "450", "450.00"),
        ("2 milhões de reais", "2 milhões de reais", "2000000.00"),
        ("um real", "um real", "1.00"),
        ("cinquenta centavos", "cinquenta centavos", "0.50"),
    ],
)
def test_money_is_found_however_it_is_said(message: str, words: str, value: str):
    assert found(message, "money") == [(words, value)]


@pytest.mark.parametrize(
    "message",
    ["tv 4k", "1,75 m de altura", "12,50%", "pago em 10 vezes", "custou 3 dias", "mil vezes"],
)
def test_other_numbers_are_no_money(message: str):
    assert values(message, "money") == []


@pytest.mark.parametrize(
    "message, ends",
    [
        ("entre 100 e 200 reais", ["100.00", "200.00"]),
        ("entre R$ 100 e R$ 200", ["100.00", "200.00"]),
        ("entre 1 e 2 mil reais", ["1000.00", "2000.00"]),
        ("de 3 mil a 4 mil reais", ["3000.00", "4000.00"]),
        ("100 a 200 reais", ["100.00", "200.00"]),
    ],
)
def test_both_ends_of_a_range_are_money(message: str, ends: list[str]):
    assert values(message, "money") == ends


@given(st.integers(1, 9_999_999))
def test_every_price_is_read_as_brazil_writes_it(cents: int):
    reais, rest = divmod(cents, 100)
    written = f"{reais:,}".replace(",", ".") + f",{rest:02d}"
    assert values(f"R$ {written}", "money") == [f"{reais}.{rest:02d}"]


@pytest.mark.parametrize(
    "message, words, value",
    [
        ("20% off", "20%", "20"),
        ("20 % a menos", "20 %", "20"),
        ("vinte por cento", "vinte por cento", "20"),
        ("juros de 1,99%", "1,99%", "1.99"),
        ("dezoito vírgula cinco por cento", "dezoito vírgula cinco por cento", "18.5"),
        ("dois e meio por cento", "dois e meio por cento", "2.5"),
        ("meio por cento", "meio por cento", "0.5"),
        ("cem por cento", "cem por cento", "100"),
        ("50 porcento", "50 porcento", "50"),
    ],
)
def test_a_percentage_is_found_with_its_sign_or_words(message: str, words: str, value: str):
    assert found(message, "percentage") == [(words, value)]


def test_both_ends_of_a_range_are_percentages():
    assert values("de 10 a 15%", "percentage") == ["10", "15"]


@pytest.mark.parametrize(
    "message, words, value",
    [
        ("quero 5 unidades", "5 unidades", "5"),
        ("três caixas", "três caixas", "3"),
        ("1,5 kg de carne", "1,5 kg", "1.5"),
        ("dois quilos e meio", "dois quilos e meio", "2.5"),
        ("meia dúzia de copos", "meia dúzia", "6"),
        ("duas dúzias", "duas dúzias", "24"),
        ("um par de meias", "um par", "2"),
        ("3 pares", "3 pares", "3"),
        ("comprei dois fones", "dois", "2"),
        ("quero 2 wave 200", "2", "2"),
        ("quantidade: 3", "3", "3"),
        ("vou querer dois", "dois", "2"),
        ("gostaria de encomendar 50 canetas", "50", "50"),
        ("1.000 unidades", "1.000 unidades", "1000"),
    ],
)
def test_a_quantity_is_found_with_its_measure_or_before_what_is_counted(message: str, words: str, value: str):
    assert found(message, "quantity") == [(words, value)]


@pytest.mark.parametrize(
    "message",
    [
        "esperei 2 dias",
        "comprei há 3 semanas",
        "em 10 vezes",
        "paguei 2 boletos",
        "tenho duas dúvidas",
        "falei com 3 atendentes",
        "tv de 50 polegadas",
        "16 gb de ram",
        "R$ 20",
        "quero um fone",
        "tamanho 42",
        "um par de horas",
        "precisava de 100 libras",
        "tentei dois caixas eletrônicos",
        "uma caixa de som",
    ],
)
def test_time_money_sizes_people_and_articles_are_no_quantities(message: str):
    assert values(message, "quantity") == []


def test_a_bare_number_is_what_the_bot_asked_for():
    assert values("2", "quantity", awaiting="quantity") == ["2"]
    assert values("uma", "quantity", awaiting="quantity") == ["1"]
    assert values("200", "money", awaiting="money") == ["200.00"]
    assert values("10", "percentage", awaiting="percentage") == ["10"]
    assert [values("2", kind) for kind in ("quantity", "money", "percentage")] == [[], [], []]
