"""What a customer wants to spend."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.prices import read_prices


@pytest.mark.parametrize(
    "text, at_least, at_most",
    [
        ("fone bluetooth até 200 reais", None, "200"),
        ("celular até R$ 1.500", None, "1500"),
        ("celular por menos de 1,5 mil", None, "1500"),
        ("até mil reais", None, "1000"),
        ("no máximo 2k", None, "2000"),
        ("tv entre 1 e 2 mil", "1000", "2000"),
        ("tv entre R$ 1.000 e R$ 2.500,50", "1000", "2500.50"),
        ("de 100 a 300 reais", "100", "300"),
        ("entre 500 e 300 reais", "300", "500"),
        ("notebook acima de 3000", "3000", None),
        ("a partir de 2 mil reais", "2000", None),
        ("um fone de 150 conto", None, "150"),
        ("airfryer R$499,90", None, "499.90"),
        ("meu orçamento é R$ 800", None, "800"),
        ("tenho 300 reais pra gastar", None, "300"),
        ("tv até 50 polegadas", None, None),
        ("mais de 12 litros", None, None),
        ("cadeira que aguenta até 120 kg", None, None),
        ("monitor 24", None, None),
        ("pedido 10432", None, None),
        ("", None, None),
    ],
)
def test_amounts_are_prices_only_when_they_are_meant_as_such(
    text: str, at_least: str | None, at_most: str | None
):
    prices = read_prices(text)
    expected = tuple(None if limit is None else Decimal(limit) for limit in (at_least, at_most))
    assert (prices.at_least, prices.at_most) == expected


def test_the_rest_is_the_message_without_the_price():
    assert read_prices("Quero um fone até 200 reais, azul").rest.split() == [
        "quero",
        "um",
        "fone",
        ",",
        "azul",
    ]


@given(low=st.integers(1, 9_999_999), high=st.integers(1, 9_999_999))
def test_a_range_is_read_whichever_way_round(low: int, high: int):
    prices = read_prices(f"entre {low} e {high} reais")
    assert (prices.at_least, prices.at_most) == (min(low, high), max(low, high))


@given(st.decimals(min_value=1, max_value=999_999, places=2))
def test_a_price_in_brazilian_notation_is_read_exactly(price: Decimal):
    written = f"{price:,.2f}".translate(str.maketrans(",.", ".,"))
    assert read_prices(f"até R$ {written}").at_most == price


@given(st.text(max_size=300))
def test_any_text_gives_an_ordered_range(text: str):
    prices = read_prices(text)
    if prices.at_least is not None and prices.at_most is not None:
        assert prices.at_least <= prices.at_most
