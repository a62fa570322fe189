"""A whole node with a language model: what customers get over the socket and REST, whatever it does."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from prometheus_client import REGISTRY
from pydantic import SecretStr

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.language.model import Model
from prosa.packs.schema import Pack
from prosa.settings import Settings
from tests.llm.server import Told
from tests.serving import Chat, Served, client, serving

ASKED = "qual o prazo de entrega?"
FIRST = "O prazo começa a contar quando o pagamento é aprovado [1]."
SECOND = "Entregamos de segunda a sábado, das 8h às 20h, exceto feriados [1]."
BOTH = f"{FIRST} {SECOND}".replace(" [1]", "")

ServeWith = Callable[..., Any]


@pytest.fixture
async def serve(
    server: Told,
    settings: Settings,
    stocked: Database,
    valkey: Valkey,
    pack: Pack,
    model: Model,
) -> ServeWith:
    asked_for, plain = pack, _without_offers(pack)

    @asynccontextmanager
    async def serve(*, offers: bool = False, **options: Any) -> AsyncGenerator[Served]:
        pack = asked_for if offers else plain
        changes = {"llm_base_url": server.url, "llm_model": "honesto", "llm_cache_seconds": 0, **options}
        async with serving(settings.model_copy(update=changes), pack, model) as served:
            yield served

    return serve


def _without_offers(pack: Pack) -> Pack:
    """The pack, with answers that end where the article does."""
    intents = {name: rule.model_copy(update={"offer": None}) for name, rule in pack.bot.intents.items()}
    return replace(pack, bot=pack.bot.model_copy(update={"intents": intents}))


@pytest.fixture
async def served(serve: ServeWith) -> AsyncIterator[Served]:
    async with serve() as served:
        yield served


async def said(served: Served, text: str = ASKED) -> tuple[dict[str, Any], list[str]]:
    """The answer's body, and every draft that was shown before it."""
    async with served.chat() as chat:
        frame = await chat.say(text)
        return frame["response"], drafts(chat)


def drafts(chat: Chat) -> list[str]:
    return [frame["text"] for frame in chat.heard if frame["type"] == "draft"]


def counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("prosa_llm_answers_total", {"outcome": outcome}) or 0.0


async def test_an_answer_is_seen_growing_and_then_stands_in_the_log(served: Served, server: Told):
    server.says = f"{FIRST} {SECOND}"
    async with served.chat() as chat:
        frame = await chat.say(ASKED)
        assert frame["response"]["text"] == BOTH
        assert frame["response"]["type"] == "article"
        assert [source["id"] for source in frame["response"]["sources"]] == ["prazo-de-entrega"]
        shown = [each for each in chat.heard if each["type"] == "draft"]
        assert [each["text"] for each in shown] == [FIRST.replace(" [1]", ""), BOTH]
        assert {each["answers"] for each in shown} == {frame["answers"]}
        assert [each["sequence"] for each in shown] == [1, 2]
        assert chat.heard.index(shown[-1]) < chat.heard.index(frame)
        session = chat.session_id
    async with served.chat(session) as again:
        await again.send(type="resume", after=-1)
        await again.next("resume")
        assert [each["response"]["text"] for each in again.heard if each["type"] == "response"] == [BOTH]
        assert drafts(again) == []


async def test_a_form_that_is_offered_beside_it_comes_after_what_was_seen_growing(
    serve: ServeWith, server: Told
):
    server.says = f"{FIRST} {SECOND}"
    async with serve(offers=True) as served:
        body, shown = await said(served)
    assert shown[-1] == BOTH
    assert body["text"].startswith(f"{BOTH}\n\n") and "CEP" in body["text"]


async def test_it_is_shown_while_the_model_still_writes(served: Served, server: Told):
    """The server waits, sentence by sentence, until the customer has seen what was said so far."""
    server.says = f"{FIRST} {SECOND}"
    gate = Event()
    lines = 0

    def held() -> None:
        nonlocal lines
        lines += 1
        if lines > 6:  # the first sentence, and a word more
            gate.wait(10)

    server.held = held
    async with served.chat() as chat:
        await chat.send(type="message", text=ASKED)
        draft = await chat.next("draft", "response")
        assert draft["type"] == "draft" and draft["text"] == FIRST.replace(" [1]", "")
        gate.set()
        assert (await chat.next("response"))["response"]["text"] == BOTH


async def test_a_person_who_takes_over_meanwhile_leaves_no_draft_and_no_second_answer(
    served: Served, server: Told
):
    server.says = f"{FIRST} {SECOND}"
    gate = Event()
    lines = 0

    def held() -> None:
        nonlocal lines
        lines += 1
        if lines > 6:
            gate.wait(10)

    server.held = held
    async with served.chat() as chat:
        await chat.send(type="message", text=ASKED)
        await chat.next("draft")
        await chat.send(type="escalate")
        await chat.next("escalated")
        gate.set()
        assert (await chat.next("draft", "response"))["text"]  # the second sentence
        assert (await chat.next("draft", "response"))["text"] == ""
        await chat.send(type="ping", id="p")
        await chat.next("ping")
        answered = [frame for frame in chat.heard if frame["type"] == "response" and frame["answers"] == 0]
        assert answered == []


async def test_a_form_that_the_model_proposes_begins_with_a_question_and_changes_nothing(
    served: Served, server: Told
):
    async with served.chat() as chat:
        await chat.say(ASKED)
        tools = server.seen[0].get("tools", [])
        server.calls = [{"name": tools[0]["function"]["name"], "arguments": "{}"}] if tools else None
        frame = await chat.say("qual é o prazo de entrega de vocês?")
    assert frame["response"]["ticket"] is None
    assert frame["response"]["type"] in ("question", "clarify", "article")


async def test_another_tab_of_the_customer_sees_it_and_another_customer_does_not(
    served: Served, server: Told
):
    server.says = f"{FIRST} {SECOND}"
    async with served.chat() as here, served.chat() as stranger:
        await here.say("oi")
        async with served.chat(here.session_id) as there:
            await there.send(type="resume", after=-1)
            await there.next("resume")
            await here.say(ASKED)
            await there.next("draft")
        await stranger.say("oi")
        assert drafts(stranger) == []


async def test_rest_gets_the_whole_answer(served: Served, server: Told):
    server.says = f"{FIRST} {SECOND}"
    async with client(served) as http:
        body = (await http.post("/api/chat", json={"message": ASKED})).json()
    assert body["response"]["text"] == BOTH


def slow(server: Told) -> None:
    server.slow = 3.0


def broken(server: Told) -> None:
    server.status = [500] * 20


def limited(server: Told) -> None:
    server.status, server.headers = [429] * 20, {"Retry-After": "30"}


def bad_json(server: Told) -> None:
    server.raw = [b"data: {oops\n\n"]


def cut_at_once(server: Told) -> None:
    server.cut_after = 1


def lying(server: Told) -> None:
    server.says = "A entrega leva 1 dia útil para todo o Brasil e custa R$ 0,99 [1]."


def silent(server: Told) -> None:
    server.says = ""


def foreign(server: Told) -> None:
    server.says = "Delivery takes two to eight business days in the South and Southeast [1]."


def unsure(server: Told) -> None:
    server.says = "SEM_RESPOSTA"


@pytest.mark.parametrize(
    ("misbehave", "outcome"),
    [
        (slow, "timeout"),
        (broken, "broken"),
        (limited, "limited"),
        (bad_json, "nonsense"),
        (cut_at_once, "cut"),
        (lying, "rejected"),
        (silent, "empty"),
        (foreign, "rejected"),
        (unsure, "not_found"),
    ],
)
async def test_whatever_goes_wrong_the_customer_gets_the_articles_own_words_and_notices_nothing(
    serve: ServeWith, server: Told, misbehave: Callable[[Told], None], outcome: str
):
    misbehave(server)
    before = counted(outcome)
    async with serve(llm_base_url=None) as without, client(without) as http:
        expected = (await http.post("/api/chat", json={"message": ASKED})).json()["response"]
    async with serve(llm_seconds=2.0, llm_first_seconds=0.5) as served:
        assert await said(served) == (expected, [])
        async with client(served) as http:
            body = (await http.post("/api/chat", json={"message": ASKED})).json()
        assert body["response"] == expected
    assert counted(outcome) > before


async def test_a_model_that_begins_to_lie_is_cut_off_there(served: Served, server: Told):
    server.says = f"{FIRST} O frete é grátis para todos hoje. {SECOND}"
    body, shown = await said(served)
    assert body["text"] == FIRST.replace(" [1]", "")
    assert shown == [body["text"]]


async def test_over_budget_the_articles_own_words_are_sent(serve: ServeWith, server: Told):
    before = counted("over_budget")
    async with serve(llm_conversation_tokens=6000) as served, served.chat() as chat:
        written = [(await chat.say(text))["response"]["text"] for text in (ASKED, *("qual o prazo?",) * 4)]
        assert all(written)
    assert counted("over_budget") > before
    assert len(server.seen) * 750 <= 6000


async def test_with_valkey_away_answers_go_on_without_the_model(serve: ServeWith, server: Told):
    async with serve(valkey_url=SecretStr("valkey://127.0.0.1:1"), llm_day_tokens=10**6) as served:
        body, shown = await said(served)
    assert body["type"] == "article" and (shown, server.seen) == ([], [])


async def test_the_profile_and_what_is_typed_stay_in_the_house(served: Served, server: Told):
    await said(served, f"Oi, me chamo Joana Prado, meu CPF é 529.982.247-25. {ASKED}")
    assert "Joana" not in server.sent and "529.982" not in server.sent


async def test_without_an_endpoint_nothing_is_asked(serve: ServeWith, server: Told):
    async with serve(llm_base_url=None) as served:
        body, shown = await said(served)
    assert body["sources"] and (shown, server.seen) == ([], [])


async def test_products_are_described_in_the_models_words_beside_their_cards(served: Served, server: Told):
    def describes(asked: dict[str, Any]) -> str:
        return f"{asked['messages'][1]['content'].split('[1] ')[1].splitlines()[1]} [1]."

    server.says = describes
    body, _ = await said(served, "quero ver fones bluetooth")
    assert body["products"]
    assert len(server.seen) == 1 and "Preço: R$" in server.sent
