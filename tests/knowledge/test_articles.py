"""Finding the article that answers."""

import asyncio

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prosa.engines.database import Database
from prosa.knowledge.articles import ArticleHit, Articles
from tests.knowledge.conftest import Index, a_pack, an_article, vector_of

BOLETO = an_article(
    "boleto",
    "Quero a segunda via do boleto",
    intents=("invoice_copy",),
    questions=("Onde pego o código do boleto?",),
)
PRAZO = an_article(
    "prazo",
    "Qual é o prazo de entrega?",
    intents=("delivery_time",),
    summary="De 2 a 8 dias úteis no Sul e Sudeste.",
)
DEVOLUCAO = an_article(
    "devolucao", "Como funciona a devolução?", intents=("exchange_return", "refund_status")
)
REEMBOLSO = an_article("reembolso", "Quando recebo meu dinheiro de volta?", intents=("refund_status",))
PACK = a_pack(BOLETO, PRAZO, DEVOLUCAO, REEMBOLSO)


async def find(articles: Articles, text: str, intent: str | None = None) -> list[ArticleHit]:
    return await articles.find(text, vector_of(text), intent)


@pytest.mark.parametrize(
    "said, id",
    [
        ("kd o boleto, preciso da 2a via", "boleto"),
        ("quanto tempo demora pra chegar aqui?", "prazo"),
        ("DEVOLUCOES", "devolucao"),
        ("meu dinheiro de volta", "reembolso"),
    ],
)
async def test_a_message_finds_its_article(index: Index, articles: Articles, said: str, id: str):
    await index(PACK)
    hits = await find(articles, said)
    assert hits[0].id == id
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


async def test_an_article_s_own_question_is_a_sure_answer(index: Index, articles: Articles):
    await index(PACK)
    best, *others = await find(articles, "Onde pego o código do boleto?", "invoice_copy")
    assert best.id == "boleto" and best.score > 0.9
    assert all(other.score < 0.5 for other in others)


async def test_what_has_nothing_to_do_with_it_is_no_answer(index: Index, articles: Articles):
    await index(PACK)
    assert (await find(articles, "quem descobriu o brasil"))[0].score < 0.2


async def test_an_article_that_names_the_intent_goes_before_one_that_does_not(
    index: Index, articles: Articles
):
    twins = (
        an_article("a", "Sobre o pedido", intents=("x",)),
        an_article("b", "Sobre o pedido", intents=("y",)),
    )
    await index(a_pack(*twins))
    assert [hit.id for hit in await find(articles, "e o pedido?", "y")] == ["b", "a"]
    assert [hit.id for hit in await find(articles, "e o pedido?", "x")] == ["a", "b"]
    assert len({hit.score for hit in await find(articles, "e o pedido?")}) == 1


async def test_an_article_is_found_by_its_intent_alone(index: Index, articles: Articles):
    crowd = (an_article(f"n{n}", f"Assunto número {n}", questions=("algo?",) * 3) for n in range(60))
    await index(a_pack(PRAZO, *crowd))
    assert "prazo" in {
        hit.id for hit in await articles.find("??", vector_of("algo?"), "delivery_time", limit=100)
    }


async def test_words_of_the_body_find_an_article_too(index: Index, articles: Articles):
    await index(a_pack(PRAZO, an_article("vale", "Outras formas", body="Aceitamos cartão alelo e sodexo.")))
    assert (await find(articles, "alelo ou sodexo"))[0].id == "vale"


async def test_an_empty_knowledge_base_has_no_answer(database: Database, articles: Articles):
    assert await find(articles, "boleto") == []
    assert await articles.get("boleto") is None


async def test_an_article_that_a_rule_names_is_sure(index: Index, articles: Articles):
    await index(PACK)
    assert await articles.get("boleto") == ArticleHit(
        "boleto", BOLETO.title, BOLETO.summary, 1.0, BOLETO.summary
    )


async def test_many_searches_at_once_give_each_its_own_answer(index: Index, articles: Articles):
    await index(PACK)
    said = {"segunda via do boleto": "boleto", "prazo de entrega": "prazo"}
    found = await asyncio.gather(*(find(articles, text) for text in list(said) * 20))
    assert [hits[0].id for hits in found] == list(said.values()) * 20


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=200), seed=st.integers(0, 9))
def test_no_text_breaks_the_search(database_url: str, text: str, seed: int):
    async def search() -> None:
        database = Database(database_url, pool=2)
        vector = np.random.default_rng(seed).normal(size=512).astype(np.float32)
        try:
            assert all(
                0 <= hit.score <= 1 for hit in await Articles(database).find(text, vector, text[:5] or None)
            )
        finally:
            await database.close()

    if "\x00" not in text[:5]:
        asyncio.run(search())
