"""A customer whom the site has vouched for is known in every conversation, and forgotten when they want."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest

from prosa.conversations.erasing import ERASED, without_person
from prosa.conversations.events import HandOff, HandOffStep, Mark, Message, Note, Rating, System
from prosa.conversations.facts import EntityFact, Facts, FormState, IntentFact, Outcome
from prosa.conversations.parts import FileCard
from prosa.security.identity import AUDIENCE
from tests.served import IDENTITY_SECRET, Shop
from tests.serving import Chat


def vouched(id: str, **profile: str) -> str:
    now = datetime.now(UTC)
    claims = {"sub": id, "aud": AUDIENCE, "iat": now, "exp": now + timedelta(minutes=5), "profile": profile}
    return jwt.encode(claims, IDENTITY_SECRET, algorithm="HS256")


@asynccontextmanager
async def visit(shop: Shop, id: str, **profile: str) -> AsyncGenerator[Chat]:
    async with shop.served.chat() as chat:
        await chat.send(type="identify", identity=vouched(id, **profile))
        yield chat


async def heard(customer: Chat, *said: str) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for text in said:
        answer = await customer.say(text)
    return {**answer, **answer["response"]}


@pytest.fixture
def somebody() -> str:
    return f"customer-{uuid4()}"


@pytest.fixture
async def agent(shop: Shop) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {shop.agent_token}"}
    async with httpx.AsyncClient(base_url=f"{shop.url}/api/agent", headers=headers) as http:
        yield http


COMPLAINT = ("quero fazer uma reclamação, o entregador Zebulão me xingou", "Não é sobre um pedido")


async def test_their_ticket_is_known_in_another_conversation(shop: Shop, somebody: str):
    async with visit(shop, somebody, name="Ana Souza") as first:
        number = (await heard(first, *COMPLAINT))["ticket"]["number"]
    async with visit(shop, somebody) as second:
        assert (await heard(second, "e meu chamado?"))["ticket"]["number"] == number
    async with visit(shop, f"{somebody}-other") as stranger:
        assert (await heard(stranger, f"como está meu chamado {number}?"))["ticket"] is None


async def test_what_was_learned_is_known_later_and_told_in_plain_words(shop: Shop, somebody: str):
    async with visit(shop, somebody, name="Ana Souza", email="ana@casa.example") as first:
        await heard(first, "vocês têm airfryer 220v?", "cadê meu pedido 10432?")
    async with visit(shop, somebody) as second:
        told = await heard(second, "o que vocês sabem de mim?")
    assert told["intent"] == "my_data"
    for known in ("Nome: Ana Souza", "ana@casa.example", "Últimos pedidos: 10432", "Voltagem: 220v"):
        assert known in told["text"], told["text"]


async def test_a_kept_order_is_offered_and_never_taken_for_granted(shop: Shop, somebody: str):
    async with visit(shop, somebody) as first:
        await heard(first, "cadê meu pedido 10432?")
    async with visit(shop, somebody) as second:
        answer = await heard(second, "quero cancelar meu pedido")
        assert "10432" in answer["text"]
        assert answer["ticket"] is None, "it only asks whether that one is meant"


async def test_an_unsigned_identity_is_nobody_s_and_the_chat_goes_on(shop: Shop, somebody: str):
    async with shop.served.chat() as chat:
        await chat.send(type="identify", identity=vouched(somebody)[:-4] + "AAAA")
        assert (await chat.next("error"))["code"] == "identity"
        assert (await heard(chat, "oi"))["text"]


async def test_a_shared_browser_does_not_mix_two_people(shop: Shop, somebody: str):
    async with visit(shop, somebody) as chat:
        await heard(chat, *COMPLAINT)
        await chat.send(type="identify", identity=vouched(f"{somebody}-other"))
        assert (await chat.next("error"))["code"] == "session"


async def test_rest_takes_an_identity_too(shop: Shop, somebody: str):
    async with httpx.AsyncClient(base_url=shop.url) as http:
        asked = {"message": "oi", "identity": vouched(somebody, name="Ana")}
        assert (await http.post("/api/chat", json=asked)).status_code == 200
        refused = await http.post("/api/chat", json={**asked, "identity": "eu.sou.ana"})
        assert refused.status_code == 401
    async with visit(shop, somebody) as chat:
        assert "Ana" in (await heard(chat, "o que vocês sabem de mim?"))["text"]


async def test_no_erases_nothing(shop: Shop, somebody: str):
    async with visit(shop, somebody, name="Ana Souza") as chat:
        asked = await heard(chat, "esqueça meus dados")
        assert asked["type"] == "question"
        assert "LGPD" not in (await heard(chat, "não"))["text"]
        assert "Ana Souza" in (await heard(chat, "o que vocês sabem de mim?"))["text"]


async def test_yes_erases_profile_conversations_tickets_review_items_and_the_context(
    shop: Shop, somebody: str, agent: httpx.AsyncClient
):
    async with visit(shop, somebody, name="Ana Souza") as first:
        number = (await heard(first, *COMPLAINT))["ticket"]["number"]
        conversation = first.connected["conversation_id"]
        listed = {"conversation": conversation, "offset": 1, "intent": "complaint"}
        url = shop.url + "/api/learning/corrections"
        assert (await agent.post(url, json=listed)).is_success
    async with visit(shop, somebody) as second:
        answer = await heard(second, "apaga meus dados", "Sim, pode apagar")
        assert "LGPD-" in answer["text"]
        forgotten = await heard(second, "o que vocês sabem de mim?")
        assert "Ana" not in forgotten["text"]
        assert (await heard(second, "e meu chamado?"))["ticket"] is None
    events = (await agent.get(f"/conversations/{conversation}")).json()["events"]
    offsets = [event["offset"] for event in events]
    assert offsets == list(range(len(offsets))), "the log keeps its order"
    assert "Zebulão" not in str(events)
    assert "Ana Souza" not in str(events)
    assert next(e["data"]["facts"]["intent"]["name"] for e in events if e["data"].get("facts")) == "complaint"
    ticket = (await agent.get(f"/tickets/{number}")).json()
    assert "Zebulão" not in str(ticket)
    assert ticket["ticket"]["type"] == "reclamação"
    items = await agent.get(shop.url + "/api/learning/review")
    assert conversation not in str(items.json())
    async with visit(shop, somebody) as third:
        assert "Ana" not in (await heard(third, "o que vocês sabem de mim?"))["text"]


async def test_somebody_nobody_vouched_for_erases_their_own_conversation(
    shop: Shop, agent: httpx.AsyncClient
):
    async with shop.served.chat() as chat:
        await heard(chat, "meu cpf é 52998224725 e sou a Griselda")
        answer = await heard(chat, "quero que vocês apaguem tudo sobre mim", "sim")
        assert "LGPD-" in answer["text"]
        events = (await agent.get(f"/conversations/{chat.connected['conversation_id']}")).json()["events"]
    assert "Griselda" not in str(events)
    assert "52998224725" not in str(events)


def test_a_redacted_event_keeps_its_facts_for_reports_and_nothing_anybody_wrote():
    facts = Facts(
        intent=IntentFact(name="complaint", confidence=0.9),
        entities=(EntityFact(kind="cpf", value="52998224725", text="52998224725", start=0, end=11),),
        sentiment="negative",
        outcome=Outcome.TICKETED,
        form=FormState(form="complaint", values={"order": "10432"}),
        preferences={"category": "fones"},
        milliseconds=12.5,
    )
    bare = without_person(Message(text="Olá, Ana", suggestions=("Ana?",), answers=3, facts=facts))
    assert isinstance(bare, Message)
    assert bare.facts is not None
    assert (bare.text, bare.answers, bare.facts.intent.name) == (ERASED, 3, "complaint")
    assert (bare.facts.outcome, bare.facts.milliseconds) == (Outcome.TICKETED, 12.5)
    for personal in ("52998224725", "10432", "Ana", "fones"):
        assert personal not in bare.model_dump_json()
    assert without_person(Rating(score=2, comment="a Ana foi rude")) == Rating(score=2)
    assert without_person(System(code="identified", detail={"name": "Ana"})) == System(code="identified")
    assert without_person(bare) == bare


async def test_a_form_left_in_one_conversation_is_taken_up_in_another(shop: Shop, somebody: str):
    async with visit(shop, somebody, name="Ana Souza") as first:
        left = await heard(first, "quero marcar uma ligação de vocês pra mim")
    async with visit(shop, somebody) as second:
        offered = await heard(second, "oi, voltei")
        assert offered["text"] != left["text"] and offered["type"] == "question"
        assert (await heard(second, "sim"))["type"] == "question"
    async with visit(shop, f"{somebody}-other") as stranger:
        assert (await heard(stranger, "oi, voltei"))["type"] != "question"


def test_what_agents_wrote_and_sent_goes_and_what_reports_count_stays():
    file = FileCard(id=uuid4(), name="ficha da Maria.pdf", media_type="application/pdf", bytes=9)
    assert without_person(Message(text="olha", files=(file,), agent_name="Ana")) == Message(
        text=ERASED, agent_name="Ana"
    )
    assert without_person(Note(text="a Maria ligou", agent_name="Ana")) == Note(text=ERASED, agent_name="Ana")
    assert without_person(Mark(what="tags", tags=("da Maria",))) == Mark(what="tags")
    told = HandOff(step=HandOffStep.RESOLVED, resolution="a Maria desistiu", note="ver com a Maria")
    assert without_person(told) == HandOff(step=HandOffStep.RESOLVED, note=ERASED)
    counted = HandOff(step=HandOffStep.RESOLVED, resolution="spam")
    assert without_person(counted) == counted
