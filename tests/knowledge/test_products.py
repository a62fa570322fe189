"""Finding products."""

import pytest

from prosa.knowledge.product_query import ProductQuery, parse_product_query
from prosa.knowledge.products import ProductHits, Products
from prosa.language.understanding import Entity
from tests.knowledge.conftest import Index, a_pack, a_product, vector_of

SOUND = {"category": "fones", "category_name": "Fones de ouvido"}
TV = {"category": "tvs", "category_name": "TVs"}
PACK = a_pack(
    a_product("onda", "Fone Bluetooth Onda", "149.90", popularity=90, aliases=("fone sem fio",), **SOUND),
    a_product("mini", "Fone Bluetooth Mini", "89.90", popularity=80, aliases=("fone sem fio",), **SOUND),
    a_product("canto", "Headphone Canto", "299.90", popularity=70, aliases=("fone bluetooth",), **SOUND),
    a_product("fio", "Fone com Fio P2", "29.90", popularity=60, aliases=("fone de cabo",), **SOUND),
    a_product("tv43", 'Smart TV 43" Full HD', "1699.00", popularity=85, aliases=("tv", "tv 43"), **TV),
    a_product("tv75", 'Smart TV 75" 4K', "5999.00", popularity=40, aliases=("tv", "tv 75"), **TV),
    a_product("suporte", "Suporte para TV", "149.90", popularity=99, aliases=("suporte de tv",), **TV),
    a_product("webcam", "Webcam Clara", "179.90", popularity=95, availability="out_of_stock"),
    a_product(
        "celular", "Celular Sabiá A5", "899.00", popularity=20, aliases=("smartphone",), category="celulares"
    ),
)


@pytest.fixture
async def catalogue(index: Index, products: Products) -> Products:
    await index(PACK)
    return products


async def find(products: Products, said: str, *entities: Entity) -> ProductHits:
    return await products.find(parse_product_query(said, entities), vector_of(said))


def ids(hits: ProductHits) -> list[str]:
    return [product.id for product in hits.products]


@pytest.mark.parametrize(
    "said, expected",
    [
        ("vc tem fone bluetooth até 200 reais?", {"onda", "mini"}),
        ("fone sem fio", {"onda", "mini"}),
        ("tv", {"tv43", "tv75"}),
        ("Quero saber mais sobre Fone Bluetooth Onda", {"onda"}),
        ("algo de até 100 reais", {"mini", "fio"}),
        ("suporte de tv", {"suporte"}),
    ],
)
async def test_what_is_asked_for_is_found_exactly(catalogue: Products, said: str, expected: set[str]):
    hits = await find(catalogue, said)
    assert (hits.kind, set(ids(hits))) == ("exact", expected)


async def test_the_cheapest_goes_first_when_asked_for(catalogue: Products):
    assert ids(await find(catalogue, "qual o fone mais barato?"))[:2] == ["fio", "mini"]


async def test_a_size_that_is_wished_goes_first(catalogue: Products):
    assert ids(await find(catalogue, "tv de 75 polegadas"))[0] == "tv75"


async def test_without_a_name_popular_ones_that_can_be_had_are_shown(catalogue: Products):
    hits = await find(catalogue, "quero saber mais sobre um produto")
    assert hits.kind == "popular"
    assert ids(hits)[:3] == ["suporte", "onda", "tv43"] and "webcam" not in ids(hits)


async def test_too_dear_is_answered_with_the_nearest_price(catalogue: Products):
    hits = await find(catalogue, "tv até 500 reais")
    assert (hits.kind, ids(hits)) == ("similar", ["tv43", "tv75"])


async def test_sold_out_is_shown_as_such_and_not_as_found(catalogue: Products):
    hits = await find(catalogue, "tem webcam em estoque?")
    assert (hits.kind, ids(hits)) == ("similar", ["webcam"])


async def test_what_is_not_sold_is_answered_with_what_is_near(catalogue: Products):
    hits = await find(catalogue, "iphone 15")
    assert hits.kind == "similar" and ids(hits)[:1] == ["celular"]


async def test_what_has_nothing_like_it_is_answered_with_nothing(catalogue: Products):
    assert await find(catalogue, "ração pra cachorro") == ProductHits("similar", ())


async def test_a_named_product_is_found_although_it_is_misspelt(catalogue: Products):
    said = "webcan clarra"
    hits = await find(catalogue, said, Entity("product", "webcam", said, 0, len(said)))
    assert ids(hits) == ["webcam"]


async def test_products_come_in_the_order_of_their_ids(catalogue: Products):
    assert [product.id for product in await catalogue.get(["tv75", "nada", "onda", "tv75"])] == [
        "tv75",
        "onda",
    ]


async def test_a_limit_is_kept(catalogue: Products):
    assert (
        len((await catalogue.find(ProductQuery(words=("fone",)), vector_of("fone"), limit=2)).products) == 2
    )
    assert len(await catalogue.popular(3)) == 3


async def test_an_empty_catalogue_has_nothing_to_show(products: Products):
    assert await find(products, "fone") == ProductHits("similar", ())
    assert await find(products, "oi") == ProductHits("popular", ())


async def test_words_of_a_query_language_are_only_words(catalogue: Products):
    for said in ("fone & !tv | (x:*)", "'; DROP TABLE product; --", "fone <-> 'bluetooth", "\\ : * %s {x}"):
        await find(catalogue, said)
    assert ids(await find(catalogue, "fone bluetooth onda")) == ["onda"]
