"""Importing products: three kinds of catalogue, variants, prices as people write them, only what changed."""

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.product_query import ProductQuery
from prosa.knowledge.products import Products
from prosa.library.imports.importing import Report, Wishes
from prosa.library.imports.items import SourceUnusable, Unreadable
from prosa.library.products.feeds import read_feed
from prosa.library.products.grouping import grouped
from prosa.library.products.offers import key_of, money
from prosa.packs.content import Product
from prosa.people.audit import AuditLog
from tests.knowledge.conftest import vector_of
from tests.library.conftest import Company

PACK_CSV = """id,name,brand,category,category_name,price,old_price,availability,features,description,link
luna,Luminária Luna,Claris,luz,Iluminação,89.90,120.00,in_stock,LED; 3 níveis,De mesa.,/p/luna
"""
FREE_CSV = """Código;Produto;Marca;Categoria;Preço;Estoque;Cor;Tensão;Grupo;URL
LIQ-110-P;Liquidificador Turbo 110 V preto;Bravo;Casa > Cozinha;R$ 1.199,90;10;preto;110 V;LIQ;https://loja.example/l1
LIQ-220-P;Liquidificador Turbo 220 V preto;Bravo;Casa > Cozinha;R$ 1.099,90;2;preto;220 V;LIQ;https://loja.example/l2
LIQ-220-V;Liquidificador Turbo 220 V verde;Bravo;Casa > Cozinha;999,9;0;verde;220 V;LIQ;https://loja.example/l3
VASO;Vaso de barro;;Jardim;45;7;;;;
"""
MERCHANT = """<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>
<title>Loja</title>
<item><g:id>TEN-38</g:id><g:item_group_id>TEN</g:item_group_id><title>Tênis Brisa 38</title>
<g:price>299.90 BRL</g:price><g:sale_price>249.90 BRL</g:sale_price><g:availability>in_stock</g:availability>
<g:size>38</g:size><g:color>azul</g:color><g:brand>Brisa</g:brand><link>https://loja.example/t38</link>
<g:product_type>Moda &gt; Calçados</g:product_type><g:image_link>https://loja.example/t.jpg</g:image_link></item>
<item><g:id>TEN-39</g:id><g:item_group_id>TEN</g:item_group_id><title>Tênis Brisa 39</title>
<g:price>299.90 BRL</g:price><g:availability>out of stock</g:availability><g:size>39</g:size></item>
<item><g:id>USD</g:id><title>Importado</title><g:price>10 USD</g:price></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Loja</title>
<entry><g:id>c1</g:id><title>Caneca</title><g:price>30,00 BRL</g:price><link href="https://loja.example/c"/></entry>
</feed>"""
JSON = {
    "products": [
        {
            "id": "camisa",
            "nome": "Camisa Maré",
            "preço": 99.9,
            "disponível": True,
            "descrição": "<p>Leve &amp; fresca</p>",
            "variantes": [
                {"id": "camisa-p", "tamanho": "P"},
                {"id": "camisa-m", "tamanho": "M", "preço": 109.9},
            ],
        },
        {"id": "pano", "nome": "Pano de prato", "preço": 9, "disponível": False},
        {"id": "nada"},
        "texto",
    ]
}


def products_of(feed: str | bytes) -> dict[str, Product]:
    offers, _ = read_feed(feed.encode() if isinstance(feed, str) else feed)
    return {each.id: each for each in grouped(offers)}


def test_the_pack_s_own_format_is_read():
    luna = products_of(PACK_CSV)["luna"]
    assert (luna.price, luna.old_price, luna.category) == (Decimal("89.90"), Decimal("120.00"), "luz")
    assert luna.features == ("LED", "3 níveis") and luna.link == "/p/luna" and luna.variants == ()


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_columns_may_be_named_freely_and_lines_of_a_group_are_variants_of_one_product(encoding: str):
    found = products_of(FREE_CSV.encode(encoding))
    assert found.keys() == {"liq", "vaso"}
    blender = found["liq"]
    assert (blender.name, blender.brand, blender.category_name) == (
        "Liquidificador Turbo",
        "Bravo",
        "Cozinha",
    )
    assert [(each.id, each.price, each.availability) for each in blender.variants] == [
        ("liq-110-p", Decimal("1199.90"), "in_stock"),
        ("liq-220-p", Decimal("1099.90"), "few"),
        ("liq-220-v", Decimal("999.90"), "out_of_stock"),
    ]
    assert blender.variants[1].options == (("cor", "preto"), ("voltagem", "220 V"))
    assert (blender.price, blender.availability) == (Decimal("1199.90"), "in_stock")
    assert found["vaso"].variants == () and found["vaso"].price == Decimal("45.00")


def test_a_merchant_feed_is_read_with_reductions_and_groups():
    offers, broken = read_feed(MERCHANT.encode())
    (shoe,) = grouped(offers)
    assert (shoe.id, shoe.name, shoe.price, shoe.old_price) == (
        "ten",
        "Tênis Brisa",
        Decimal("249.90"),
        Decimal("299.90"),
    )
    assert [each.availability for each in shoe.variants] == ["in_stock", "out_of_stock"]
    assert shoe.category_name == "Calçados" and shoe.image == "https://loja.example/t.jpg"
    assert [each.item for each in broken] == ["item 3"] and "reais" in broken[0].reason
    assert products_of(ATOM)["c1"].link == "https://loja.example/c"
    tsv = "id\ttitle\tprice\tavailability\nx\tXícara\t12.00 BRL\tin stock\n"
    assert products_of(tsv)["x"].price == Decimal("12.00")


def test_json_is_read_with_its_variants():
    offers, broken = read_feed(json.dumps(JSON).encode())
    found = {each.id: each for each in grouped(offers)}
    assert [each.price for each in found["camisa"].variants] == [Decimal("99.90"), Decimal("109.90")]
    assert found["camisa"].description == "Leve & fresca" and found["camisa"].name == "Camisa Maré"
    assert found["pano"].availability == "out_of_stock" and found["pano"].price == Decimal("9.00")
    assert [each.item for each in broken] == ["produto 3", "produto 4"]


@pytest.mark.parametrize(
    "line",
    ["a;;10;sim;", "a;Nome;;sim;", "a;Nome;grátis;sim;", "a;Nome;-5;sim;", "a;Nome;0;sim;",
     "a;Nome;5;talvez;", "a;Nome;5;sim;javascript:alert(1)", "a;Nome;99999999;sim;", "a;b;5;sim;;;x"],
)  # fmt: skip
def test_a_line_that_makes_no_sense_is_named_and_the_others_are_in(line: str):
    offers, broken = read_feed(f"id;nome;preço;disponível;link\n{line}\nbom;Bom;5;sim;\n".encode())
    assert [each.id for each in offers] == ["bom"] and [each.item for each in broken] == ["linha 2"]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"a": 1}', b"<rss></rss>", b"<html>", b"a;b\n1;2\n", b"\x1f\x8bxx",
     b'<!DOCTYPE x [<!ENTITY e "x">]><rss><channel><item><id>&e;</id></item></channel></rss>'],
)  # fmt: skip
def test_what_is_no_catalogue_is_refused(data: bytes):
    with pytest.raises(SourceUnusable):
        read_feed(data)


@pytest.mark.parametrize(
    "text, value",
    [("R$ 1.299,90", "1299.90"), ("1299.90 BRL", "1299.90"), ("1,299.90", "1299.90"), ("1.299", "1299.00"),
     ("10", "10.00"), ("10,5", "10.50"), ("1.234.567", "1234567.00"), ("0,99", "0.99")],
)  # fmt: skip
def test_prices_are_read_as_people_write_them(text: str, value: str):
    assert money(text) == Decimal(value)


@given(st.decimals("0.01", "9999999.99", places=2))
def test_every_price_in_brazilian_notation_is_read(price: Decimal):
    shown = f"{price:,.2f}".translate(str.maketrans(",.", ".,"))
    assert money(f"R$ {shown}") == price


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_prices_and_ids(text: str):
    with suppress(Unreadable):
        assert money(text) > 0
    assert 0 < len(key_of(text)) <= 80


async def run(company: Company, feed: str, **wishes: bool) -> Report:
    return await company.library.catalogue.run("loja.csv", feed.encode(), Wishes(**wishes))


async def test_imported_products_are_found_beside_the_pack_s_and_only_changes_are_written(company: Company):
    products = Products(company.database)
    assert len((await run(company, FREE_CSV, dry_run=True)).new) == 2
    assert not await company.library.product_publisher.sync()
    assert len((await run(company, FREE_CSV)).new) == 2
    await company.library.product_publisher.sync()
    (found,) = await products.get(["liq"])
    assert found == products_of(FREE_CSV)["liq"]
    hits = await products.find(ProductQuery(words=("liquidificador",)), vector_of("quero um liquidificador"))
    assert hits.products[0].id == "liq"
    (noted,) = await AuditLog(company.database).page(None, 10)
    assert (noted.action, noted.detail) == ("products.imported", {"written": 2, "removed": 0})
    again = await run(company, FREE_CSV)
    assert (again.new, again.changed, again.unchanged) == ((), (), 2)
    assert not await company.library.product_publisher.behind()
    cheaper = await run(company, FREE_CSV.replace(";45;", ";39,90;"))
    assert [each.item for each in cheaper.changed] == ["vaso"] and cheaper.unchanged == 1
    await company.library.product_publisher.sync()
    assert (await products.get(["vaso"]))[0].price == Decimal("39.90")


async def test_products_gone_from_the_catalogue_go_on_request(company: Company):
    products = Products(company.database)
    await run(company, FREE_CSV)
    less = FREE_CSV.replace("VASO;Vaso de barro;;Jardim;45;7;;;;\n", "")
    kept = await run(company, less)
    assert ([each.item for each in kept.missing], kept.removed) == (["vaso"], 0)
    assert (await run(company, less, remove_missing=True)).removed == 1
    await company.library.product_publisher.sync()
    assert [each.id for each in await products.get(["liq", "vaso"])] == ["liq"]


async def test_an_id_belongs_to_the_source_that_brought_it_first(company: Company):
    await run(company, FREE_CSV)
    other = await company.library.catalogue.run("outra.csv", FREE_CSV.encode(), Wishes())
    assert (other.new, len(other.broken)) == ((), 2) and "outra fonte" in other.broken[0].reason
