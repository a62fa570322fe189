"""The card beside a conversation, suggestions, and what agents teach."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from prosa.console.card import making
from prosa.console.card.making import Cards
from prosa.console.desk.access import Desk
from prosa.conversations.events import ConversationId, Message, MessageType, NewEvent, Source
from prosa.conversations.facts import EntityFact, Facts, IntentFact, Outcome
from prosa.conversations.parts import OrderCard, SourceLink
from prosa.desk.models import suggestion, wrong_answer
from prosa.knowledge.indexing import Origin, index_articles
from prosa.language.encoders.universal import shared_encoder
from prosa.learning.models import review_item
from prosa.library.authoring import Authoring
from prosa.packs.content import Article
from tests.console.conftest import Hire
from tests.conversations.nodes import Node, Orders
from tests.conversations.reading import Reader, understood
from tests.handoff.house import House

QUESTION = "qual o prazo de entrega para Manaus?"
DELIVERY = Article(
    "prazo",
    "Qual é o prazo de entrega?",
    "Entregamos em até 10 dias úteis em Manaus.",
    "Entregamos em até 10 dias úteis em Manaus.",
    questions=(QUESTION,),
    intents=("delivery_time",),
    updated=date(2026, 3, 2),
)


async def answers(
    house: House, id: ConversationId, offset: int, text: str = "Aqui está.", **facts: object
) -> int:
    known = {
        "intent": IntentFact(name="delivery_time", confidence=0.93),
        "sentiment": "negative",
        "mood": -0.5,
    }
    fact = Facts.model_validate({"outcome": Outcome.ANSWERED, **known, **facts})
    said = Message(text=text, type=MessageType.TEXT, answers=offset, facts=fact, sources=SOURCES)
    return (await house.ledger.append(id, [NewEvent(Source.BOT, said)])).events[0].offset


SOURCES = (SourceLink(id="prazo", title="Qual é o prazo de entrega?", link="/artigos/prazo"),)


async def knows_delivery(house: House, node: Node) -> None:
    await index_articles(house.database, (DELIVERY,), shared_encoder().encode, origin=Origin.PACK)
    vector = await asyncio.to_thread(lambda: shared_encoder().encode([QUESTION])[0])
    assert isinstance(node.parts.reader, Reader)
    node.parts.reader.taught[QUESTION] = replace(understood(QUESTION, "delivery_time"), vector=vector)


async def test_the_card_tells_moods_intents_orders_and_what_happened(house: House, node: Node, hire: Hire):
    assert isinstance(node.parts.lookups, Orders)
    node.parts.lookups.answer = OrderCard(number="10432", status="sent", status_text="A caminho")
    ana, id = await hire(), await house.customer("cadê meu pedido 10432? já faz um mês!")
    order = EntityFact(kind="order", value="10432", text="10432", start=15, end=20)
    await answers(house, id, 0, entities=(order,), intent=IntentFact(name="order_status", confidence=0.9))
    await house.asks(id)
    card = (await ana.get(f"/conversations/{id}/context")).json()
    assert [(each["offset"], each["mood"]) for each in card["sentiment"]] == [(0, -0.5)]
    assert [(each["name"], each["label"]) for each in card["intents"]] == [
        ("order_status", "Acompanhar pedido")
    ]
    assert [each["number"] for each in card["orders"]] == ["10432"]
    assert "Acompanhar pedido — “cadê meu pedido 10432?”" in card["summary"]
    assert "pedido 10432" in card["summary"] and "insatisfeito" in card["summary"]
    assert card["left_out"] == []


async def test_a_part_that_takes_too_long_is_left_out_and_said(
    house: House, node: Node, hire: Hire, monkeypatch: pytest.MonkeyPatch
):
    ana, id = await hire(), await house.customer("cadê meu pedido 10432?")
    order = EntityFact(kind="order", value="10432", text="10432", start=15, end=20)
    await answers(house, id, 0, entities=(order,))

    async def never(self: Cards, *_: object) -> tuple[OrderCard, ...]:
        await asyncio.Event().wait()
        return ()

    monkeypatch.setattr(Cards, "_orders", never)
    monkeypatch.setattr(making, "SECONDS", 0.3)
    card = (await ana.get(f"/conversations/{id}/context")).json()
    assert card["orders"] == [] and "orders" in card["left_out"]
    assert card["sentiment"], "the rest is there"


async def test_what_the_knowledge_base_says_is_suggested_and_judged(house: House, node: Node, hire: Hire):
    await knows_delivery(house, node)
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    await house.says(id, QUESTION)
    # Only what was said last is asked about: what came before was answered by the hand-over.
    made = (await ana.get(f"/conversations/{id}/suggestion")).json()
    assert made is not None and "10 dias úteis" in made["text"]
    assert [source["id"] for source in made["sources"]] == ["prazo"]
    again = (await ana.get(f"/conversations/{id}/suggestion")).json()
    assert again["id"] == made["id"]
    judged = await ana.post(f"/conversations/{id}/suggestion/{made['id']}", json={"verdict": "edited"})
    assert judged.status_code == 204
    async with house.database.connect() as connection:
        kept = (await connection.execute(select(suggestion))).one()
    assert (kept.verdict, kept.article, kept.written) == ("edited", "prazo", False)


async def test_what_an_agent_put_away_stays_away_for_them_only(house: House, node: Node, hire: Hire):
    await knows_delivery(house, node)
    ana, bruno, id = await hire("Ana"), await hire("Bruno"), await house.waits()
    await house.says(id, QUESTION)
    made = (await ana.get(f"/conversations/{id}/suggestion")).json()
    await ana.post(f"/conversations/{id}/suggestion/{made['id']}", json={"verdict": "rejected"})
    assert (await ana.get(f"/conversations/{id}/suggestion")).json() is None
    assert (await bruno.get(f"/conversations/{id}/suggestion")).json() is not None
    await ana.post(f"/conversations/{id}/take")
    await ana.post(f"/conversations/{id}/messages", json={"text": "Um momento."})
    await house.says(id, QUESTION)
    assert (await ana.get(f"/conversations/{id}/suggestion")).json() is not None


async def test_nothing_is_suggested_to_what_was_answered(house: House, node: Node, hire: Hire):
    await knows_delivery(house, node)
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    await house.says(id, QUESTION)
    await ana.post(f"/conversations/{id}/messages", json={"text": "Em 10 dias."})
    assert (await ana.get(f"/conversations/{id}/suggestion")).json() is None


async def test_nobody_judges_another_s_suggestion(house: House, node: Node, hire: Hire):
    await knows_delivery(house, node)
    ana, bruno, id = await hire("Ana"), await hire("Bruno"), await house.waits()
    await house.says(id, QUESTION)
    made = (await ana.get(f"/conversations/{id}/suggestion")).json()
    judged = await bruno.post(f"/conversations/{id}/suggestion/{made['id']}", json={"verdict": "accepted"})
    assert judged.status_code == 404


@pytest.mark.parametrize("offset", [0, 1])
async def test_a_wrong_intent_joins_the_review_list(house: House, hire: Hire, offset: int):
    ana, id = await hire(), await house.customer("quero trocar")
    await answers(house, id, 0)
    said = {"what": "intent", "intent": None}
    assert (await ana.post(f"/conversations/{id}/messages/{offset}/wrong", json=said)).status_code == 204
    async with house.database.connect() as connection:
        item = (await connection.execute(select(review_item))).one()
    assert (item.offset, item.intent) == (0, "delivery_time")


async def test_a_wrong_answer_is_noted_with_its_article(house: House, hire: Hire):
    ana, id = await hire(), await house.customer("quero trocar")
    offset = await answers(house, id, 0)
    said = {"what": "answer", "article": "trocas"}
    assert (await ana.post(f"/conversations/{id}/messages/{offset}/wrong", json=said)).status_code == 204
    assert (await ana.post(f"/conversations/{id}/messages/0/wrong", json=said)).status_code == 404
    async with house.database.connect() as connection:
        noted = (await connection.execute(select(wrong_answer))).one()
    assert (noted.offset, noted.article, noted.better) == (offset, "prazo", "trocas")


async def test_an_agent_s_answer_becomes_a_draft_without_personal_data(house: House, hire: Hire):
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    await house.says(id, "Vocês montam o guarda-roupa? Meu e-mail é maria@exemplo.com")
    text = "Montamos, sim! A montagem é grátis na capital."
    offset = (await ana.post(f"/conversations/{id}/messages", json={"text": text})).json()["offset"]
    drafted = await ana.post(f"/conversations/{id}/messages/{offset}/draft-article")
    assert drafted.status_code == 201, drafted.text
    article = await Authoring(house.database).get(drafted.json()["article"])
    assert article.published is None
    assert "montam o guarda-roupa" in article.newest.content.title
    assert "montagem é grátis" in article.newest.content.body
    assert "maria@exemplo.com" not in str(article.newest.content)
    assert (await ana.post(f"/conversations/{id}/messages/{offset}/draft-article")).status_code == 409
    assert (await ana.post(f"/conversations/{id}/messages/0/draft-article")).status_code == 404


async def test_lists_go_by_tags_sleep_and_mentions(house: House, desk: Desk, hire: Hire):
    ana, tagged, called = await hire("Ana"), await house.waits(), await house.waits()
    me = (await ana.get("/me")).json()["id"]
    await ana.put(f"/conversations/{tagged}/tags", json={"tags": ["troca"]})
    await ana.post(f"/conversations/{called}/notes", json={"text": "vê?", "mentions": [me]})

    async def listed(**query: str) -> list[str]:
        page = (await ana.get("/conversations", params=query)).json()
        return [one["id"] for one in page["conversations"]]

    assert await listed(view="queue", tag="troca") == [str(tagged)]
    assert await listed(view="mentions") == [str(called)]
