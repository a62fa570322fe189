"""The knowledge base follows the pack."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import func, select, text

from prosa.engines.database import Database
from prosa.knowledge.articles import Articles
from prosa.knowledge.indexing import IndexReport, Origin, index_articles, index_pack, index_products
from prosa.knowledge.models import article, article_passage, product
from prosa.knowledge.products import Products
from prosa.language.encoders.universal import shared_encoder
from prosa.language.training import Phrase
from tests.knowledge.conftest import Index, Vector, a_pack, a_product, an_article

PRAZO = an_article("prazo", "Qual o prazo de entrega?", questions=("Quando chega?",))
TROCA = an_article("troca", "Como troco um produto?")
FONE = a_product("fone", "Fone Bluetooth", "99.90", features=("30 h",), aliases=("foninho",))


class Counting:
    """The encoder, and how many texts it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vector:
        self.texts.extend(texts)
        return shared_encoder().encode(texts)


async def count(database: Database) -> tuple[int, int, int]:
    tables = (article, article_passage, product)
    async with database.connect() as connection:
        counts = [await connection.scalar(select(func.count()).select_from(table)) for table in tables]
    return counts[0] or 0, counts[1] or 0, counts[2] or 0


async def test_everything_of_the_pack_can_be_read_back(index: Index, articles: Articles, products: Products):
    assert await index(a_pack(PRAZO, FONE)) == IndexReport(articles=1, products=1, written=2, removed=0)
    assert await articles.read("prazo") == PRAZO
    assert await products.get(["fone"]) == (FONE,)


async def test_what_did_not_change_is_not_encoded_again(database: Database):
    encoder = Counting()
    await index_pack(database, a_pack(PRAZO, TROCA, FONE), encoder.encode)
    encoder.texts.clear()
    changed = replace(TROCA, title="Como devolvo um produto?")
    report = await index_pack(database, a_pack(PRAZO, changed, FONE), encoder.encode)
    assert (report.written, report.removed) == (1, 0)
    assert "como devolvo um produto?" in encoder.texts and len(encoder.texts) == 2


async def test_what_left_the_pack_leaves_the_knowledge_base(
    index: Index, database: Database, articles: Articles
):
    await index(a_pack(PRAZO, TROCA, FONE))
    assert (await index(a_pack(TROCA))).removed == 2
    assert await count(database) == (1, 2, 0)
    assert await articles.read("prazo") is None and await articles.get("prazo") is None


async def test_two_nodes_that_start_at_once_index_once(database: Database):
    encoders = [Counting() for _ in range(4)]
    pack = a_pack(PRAZO, TROCA, FONE)
    reports = await asyncio.gather(*(index_pack(database, pack, encoder.encode) for encoder in encoders))
    assert sorted(report.written for report in reports) == [0, 0, 0, 3]
    assert await count(database) == (2, 5, 1)


async def test_nodes_with_different_packs_leave_one_of_them_whole(database: Database):
    one, other = a_pack(PRAZO, FONE), a_pack(replace(PRAZO, title="Qual é o prazo?"), TROCA)
    await asyncio.gather(*(index_pack(database, pack, shared_encoder().encode) for pack in (one, other) * 3))
    assert await count(database) in {(1, 3, 1), (2, 5, 0)}


async def test_an_encoder_that_fails_changes_nothing(index: Index, database: Database):
    def broken(texts: Sequence[str]) -> Vector:
        raise MemoryError

    await index(a_pack(PRAZO))
    with pytest.raises(MemoryError):
        await index_pack(database, a_pack(TROCA), broken)
    assert await count(database) == (1, 3, 0)


async def test_a_search_in_the_middle_sees_the_old_or_the_new_whole(database: Database, products: Products):
    packs = [
        a_pack(*(a_product(f"{name}-{n}", f"Fone {name} {n}") for n in range(20))) for name in ("um", "dois")
    ]
    await index_pack(database, packs[0], shared_encoder().encode)

    async def change() -> None:
        for number in range(4):
            await index_pack(database, packs[(number + 1) % 2], shared_encoder().encode)

    seen: set[frozenset[str]] = set()
    changing = asyncio.create_task(change())
    while not changing.done():
        found = await products.popular(100)
        seen.add(frozenset(each.id.split("-")[0] for each in found))
        assert len(found) == 20
    await changing
    assert seen <= {frozenset({"um"}), frozenset({"dois"})}


async def test_vectors_are_those_of_the_normalised_text(index: Index, database: Database):
    await index(a_pack(an_article("a", "VC TEM PIX???")))
    async with database.connect() as connection:
        rows = await connection.execute(select(article_passage.c.vector).where(~article_passage.c.summary))
        stored = np.asarray(rows.scalar_one())
    expected = shared_encoder().encode(["você tem pix?"])[0]
    assert float(stored @ expected) > 0.999


async def test_synonyms_of_the_pack_find_its_products(index: Index, database: Database):
    pack = a_pack(a_product("tv", "Televisor 50"), phrases=(Phrase("product", "tv", ("telinha",)),))
    await index(pack)
    async with database.connect() as connection:
        statement = text("SELECT id FROM product WHERE search @@ to_tsquery('portuguese', 'telinha')")
        assert list((await connection.execute(statement)).scalars()) == ["tv"]


async def test_each_origin_changes_only_what_is_its_own(index: Index, database: Database, articles: Articles):
    encode = shared_encoder().encode
    await index(a_pack(PRAZO, FONE))
    report = await index_articles(database, [TROCA], encode, origin=Origin.DESK)
    assert report == IndexReport(articles=1, products=0, written=1, removed=0)
    assert (await index(a_pack(FONE))).removed == 1
    assert await articles.read("troca") == TROCA and await articles.read("prazo") is None
    assert (await index_articles(database, [], encode, origin=Origin.DESK)).removed == 1
    assert await count(database) == (0, 0, 1)


async def test_an_article_of_the_desk_goes_before_the_pack_s_until_it_is_removed(
    index: Index, database: Database, articles: Articles
):
    encode, edited = shared_encoder().encode, replace(PRAZO, summary="Mudou.")
    await index(a_pack(PRAZO))
    await index_articles(database, [edited], encode, origin=Origin.DESK)
    assert (await index(a_pack(PRAZO))).written == 0
    assert await articles.read("prazo") == edited
    await index_articles(database, [], encode, origin=Origin.DESK)
    assert (await index(a_pack(PRAZO))).written == 1
    assert await articles.read("prazo") == PRAZO


async def test_a_draft_is_not_indexed_and_one_that_becomes_one_leaves(index: Index, articles: Articles):
    await index(a_pack(PRAZO, replace(TROCA, draft=True)))
    assert await articles.read("troca") is None
    await index(a_pack(replace(PRAZO, draft=True)))
    assert await articles.read("prazo") is None


async def test_progress_is_told_to_the_end(database: Database):
    told: list[tuple[int, int]] = []
    many = [an_article(f"a{n}", f"Assunto {n}") for n in range(40)]
    await index_articles(
        database,
        many,
        shared_encoder().encode,
        origin=Origin.DESK,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told[-1] == (80, 80) and told == sorted(told)


async def test_products_of_the_desk_stand_beside_the_pack_s(
    index: Index, database: Database, products: Products
):
    await index(a_pack(FONE))
    encode, other = shared_encoder().encode, a_product("tv", "Televisor 50")
    assert (await index_products(database, [other], encode, origin=Origin.DESK)).products == 1
    await index(a_pack(FONE, PRAZO))
    assert {each.id for each in await products.popular()} == {"fone", "tv"}
