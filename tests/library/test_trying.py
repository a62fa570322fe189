from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from prosa.conversations.models import conversation
from prosa.conversations.trying import CHANNEL
from prosa.engines.database import Database
from prosa.knowledge.models import article, article_chunk
from tests.served import Shop
from tests.serving import client

CLEANING = {
    "title": "Como limpar a cafeteira com vinagre",
    "summary": "Misture meio litro de água com meio de vinagre branco e deixe a cafeteira passar duas vezes.",
    "body": "Misture meio litro de água com meio de vinagre branco e deixe a cafeteira passar duas vezes.",
    "questions": ["como tiro o calcário da cafeteira?"],
}
ID = "como-limpar-a-cafeteira-com-vinagre"
QUESTION = "como eu tiro o calcário da minha cafeteira?"


@pytest.fixture
async def writer(shop: Shop) -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody who works here."""
    async with client(shop.served) as http:
        http.headers["Authorization"] = f"Bearer {shop.agent_token}"
        yield http


async def tried(writer: httpx.AsyncClient, question: str, **article: Any) -> Any:
    answer = await writer.post("/api/knowledge/trial", json={"question": question, **article})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_bot_says_what_it_would_with_an_article_that_is_not_published(
    shop: Shop, writer: httpx.AsyncClient
):
    found = await tried(writer, QUESTION, article=CLEANING)
    assert found["now"]["article"] != ID
    then = found["then"]
    assert (then["outcome"], then["article"]) == ("answered", ID)
    assert "vinagre" in then["text"]
    assert then["articles"][0]["score"] > 0.5
    assert shop.portal.call(kept, shop.served.node.database) == 0
    # Asked again without it, nothing of it is left.
    again = (await tried(writer, QUESTION))["now"]
    assert {**again, "text": ""} == {**found["now"], "text": ""}


async def kept(database: Database) -> int:
    async with database.connect() as connection:
        passages = select(func.count()).where(article_chunk.c.article_id == ID)
        articles = select(func.count()).where(article.c.title == CLEANING["title"])
        return (await connection.scalar(passages) or 0) + (await connection.scalar(articles) or 0)


async def test_another_text_of_an_article_takes_the_place_of_the_one_that_is_published(
    writer: httpx.AsyncClient,
):
    published = (await writer.get("/api/knowledge/articles/garantia-estendida")).json()
    same = {name: published[name] for name in ("title", "tags", "intents", "questions")}
    new = same | {"summary": "A garantia estendida vale por noventa anos, sem perguntas.", "body": "É isso."}
    found = await tried(writer, "o que é a garantia estendida?", article=new, id=published["id"])
    assert found["now"]["article"] == found["then"]["article"] == "garantia-estendida"
    assert "noventa" in found["then"]["text"] and "noventa" not in found["now"]["text"]


async def test_what_is_tried_is_no_conversation_and_calls_nobody(shop: Shop, writer: httpx.AsyncClient):
    found = await tried(writer, "quero falar com uma pessoa")
    assert found["now"]["outcome"] == "handed_over" and found["then"] is None
    assert shop.portal.call(conversations, shop.served.node.database) == 0


async def conversations(database: Database) -> int:
    async with database.connect() as connection:
        trials = select(func.count()).where(conversation.c.channel == CHANNEL)
        return await connection.scalar(trials) or 0


@pytest.mark.parametrize(
    "order",
    [
        {"question": " "},
        {"question": "x" * 501},
        {"question": "oi\x00"},
        {"question": "oi", "article": {"title": "", "body": "x"}},
        {"question": "oi", "article": {"title": "Nada", "body": ""}},
    ],
)
async def test_what_cannot_be_tried_is_refused(writer: httpx.AsyncClient, order: dict[str, Any]):
    assert (await writer.post("/api/knowledge/trial", json=order)).status_code == 422
