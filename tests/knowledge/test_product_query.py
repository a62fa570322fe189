"""What a message asks of the catalogue."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.product_query import Order, ProductQuery, parse_product_query
from prosa.language.understanding import Entity


def entity(kind: str, value: str, text: str, said: str) -> Entity:
    start = said.index(text)
    return Entity(kind, value, text, start, start + len(text))


@pytest.mark.parametrize(
    "text, words",
    [
        ("vc tem fone bluetooth até 200 reais?", ("fone", "bluetooth")),
        ("quanto custa a airfryer?", ("airfryer",)),
        ("Queria um notebook bom e barato pra comprar hoje", ("notebook",)),
        ("fone sem fio", ("fone", "semfio")),
        ("quero saber mais sobre um produto", ()),
        ("me mostra os mais vendidos", ()),
        ("esse produto tem em estoque?", ()),
    ],
)
def test_the_words_are_what_it_is_about(text: str, words: tuple[str, ...]):
    assert parse_product_query(text).words == words


def test_sizes_are_wishes_while_there_is_something_to_have_them():
    query = parse_product_query("tv de 50 polegadas")
    assert (query.words, query.wishes) == (("tv",), ("50", "polegadas"))


@pytest.mark.parametrize(
    "text, order",
    [
        ("qual o fone mais barato", "cheapest"),
        ("celular mais em conta", "cheapest"),
        ("fone baratinho", "cheapest"),
        ("a tv mais cara", "dearest"),
        ("celular top de linha", "dearest"),
        ("os mais vendidos", "popular"),
        ("fone", None),
    ],
)
def test_the_order_is_as_asked_for(text: str, order: Order | None):
    assert parse_product_query(text).order == order


def test_named_products_say_what_it_must_be_and_the_rest_is_wished():
    said = "quero dar uma air fryer pra minha mãe que mora em Recife"
    query = parse_product_query(said, [entity("product", "airfryer-4l", "air fryer", said)])
    assert query.words == ("air", "fryer")
    assert query.products == ("airfryer-4l",)
    assert {"mae", "recife"} <= set(query.wishes)


def test_colours_are_wishes():
    said = "airfryer preta 220v"
    query = parse_product_query(
        said, [entity("color", "preto", "preta", said), entity("voltage", "220v", "220v", said)]
    )
    assert query.words == ("airfryer",)
    assert "preta" in query.wishes


def test_an_amount_in_words_is_the_most_to_spend():
    said = "fone de duzentos reais"
    query = parse_product_query(said, [entity("money", "200.00", "duzentos reais", said)])
    assert query.at_most == Decimal(200)
    assert query.words == ("fone",)


def test_a_date_or_a_broken_amount_is_no_price():
    said = "fone de xis reais até sexta"
    query = parse_product_query(
        said, [entity("money", "NaN", "xis reais", said), entity("date", "2026-11-27", "sexta", said)]
    )
    assert query.at_most is None


@pytest.mark.parametrize(
    "text", ["tem airfryer em estoque?", "airfryer disponível", "airfryer a pronta entrega"]
)
def test_only_what_is_there_when_asked_for_that(text: str):
    query = parse_product_query(text)
    assert query.available and query.words == ("airfryer",)


def test_nothing_named_is_nothing_to_look_for():
    assert not ProductQuery(order="popular").names_something
    assert parse_product_query("algo até 50 reais").names_something


@given(st.text(max_size=300))
def test_any_message_gives_a_query(text: str):
    query = parse_product_query(text)
    assert not set(query.words) & set(query.wishes)
    assert len(query.words) + len(query.wishes) <= 16


@pytest.mark.parametrize(
    "text", ["quando repõem esse modelo?", "aparece como esgotado", "tem na cor grafite?"]
)
def test_a_state_or_a_colour_names_no_product(text: str):
    assert not parse_product_query(text).names_something


def test_a_colour_is_a_wish_beside_a_product():
    query = parse_product_query("tem fone preto?")
    assert query.words == ("fone",) and query.wishes == ("preto",)
