"""The sample shop speaks unasked, over the wire: on a page, and when its systems tell of a customer."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
from pydantic import SecretStr

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.language.model import Model
from prosa.packs.proactive import QuietHours
from prosa.packs.schema import Pack
from prosa.security.identity import AUDIENCE
from prosa.security.signing import sign
from prosa.settings import Settings
from tests.served import IDENTITY_SECRET
from tests.serving import Chat, Served, client, serving

EVENTS_SECRET = "shared by the shop's orders and its Prosa"


@pytest.fixture
async def wide_awake(
    settings: Settings,
    stocked: Database,
    valkey: Valkey,
    pack: Pack,
    model: Model,
) -> AsyncIterator[Served]:
    """The sample shop without quiet hours: else the time of day would decide what is said."""
    never = QuietHours(begins=time(0), ends=time(0))
    bot = pack.bot.model_copy(update={"proactive": pack.bot.proactive.model_copy(update={"quiet": never})})
    secrets = {"identity_secret": SecretStr(IDENTITY_SECRET), "events_secret": SecretStr(EVENTS_SECRET)}
    async with serving(settings.model_copy(update=secrets), replace(pack, bot=bot), model) as served:
        yield served


def vouched(id: str) -> str:
    now = datetime.now(UTC)
    claims = {"sub": id, "aud": AUDIENCE, "iat": now, "exp": now + timedelta(minutes=5)}
    return jwt.encode(claims | {"profile": {"name": "Ana Souza"}}, IDENTITY_SECRET, algorithm="HS256")


async def tell(
    served: Served, *, secret: str = EVENTS_SECRET, at: datetime | None = None, **event: Any
) -> httpx.Response:
    told = {"id": uuid4().hex, "name": "order_late", "customer": "ana", "values": {"order": "10432"}} | event
    body = json.dumps(told).encode()
    async with client(served) as http:
        headers = {"Prosa-Signature": sign(secret.encode(), body, at)}
        return await http.post("/api/events", content=body, headers=headers)


async def spoken(chat: Chat) -> dict[str, Any]:
    """What the bot says unasked."""
    while (frame := await chat.next("response"))["response"]["type"] != "proactive":
        continue
    return frame


async def quiet(chat: Chat) -> list[dict[str, Any]]:
    """What the bot has said unasked up to an answer to a ping."""
    await chat.send(type="ping", id="p")
    while (await chat.next("ping"))["id"] != "p":
        continue
    return [one for one in chat.heard if one.get("response", {}).get("type") == "proactive"]


async def test_somebody_on_a_page_for_long_enough_is_spoken_to_once_and_answered_as_usual(wide_awake: Served):
    async with wide_awake.chat() as chat:
        assert {"path": "/carrinho*", "seconds": 60} in chat.connected["proactive"]
        await chat.send(type="page", path="/carrinho", seconds=59)
        assert await quiet(chat) == []
        await chat.send(type="page", path="/carrinho", seconds=60)
        said = await spoken(chat)
        assert said["answers"] is None and said["intent"] is None
        assert said["response"]["actions"][-1]["label"] == "Não quero receber avisos"
        await chat.send(type="page", path="/carrinho", seconds=60)
        assert len(await quiet(chat)) == 1
        assert (await chat.say("quais são as formas de pagamento?"))["intent"] == "payment_methods"


async def test_the_button_stops_it_and_the_customer_may_start_it_again(wide_awake: Served):
    async with wide_awake.chat() as chat:
        await chat.send(type="page", path="/carrinho", seconds=60)
        button = (await spoken(chat))["response"]["actions"][-1]
        stopped = await chat.say(button["value"])
        assert stopped["intent"] == "notices_stop" and stopped["response"]["suggestions"]
        assert (await chat.say(stopped["response"]["suggestions"][0]))["intent"] == "notices_start"


async def test_what_happened_to_a_customer_waits_for_them_and_names_the_order(wide_awake: Served):
    answer = await tell(wide_awake, id="late-1")
    assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
    assert (await tell(wide_awake, id="late-1")).json() == {"status": "duplicate"}
    async with wide_awake.chat() as stranger:
        await stranger.send(type="identify", identity=vouched("bia"))
        assert await quiet(stranger) == []
    async with wide_awake.chat() as chat:
        await chat.send(type="identify", identity=vouched("ana"))
        text = (await spoken(chat))["response"]["text"]
        assert "10432" in text and "Ana" in text
        assert len(await quiet(chat)) == 1


async def test_a_customer_who_is_there_hears_of_it_at_once_in_their_conversation(wide_awake: Served):
    await tell(wide_awake, name="order_late")
    async with wide_awake.chat() as chat:
        await chat.send(type="identify", identity=vouched("ana"))
        await spoken(chat)
        await tell(wide_awake, name="payment_failed", values={"order": "10433"})
        async with asyncio.timeout(15):
            assert "10433" in (await spoken(chat))["response"]["text"]


async def test_events_that_nobody_waits_for_are_not_kept(wide_awake: Served):
    assert (await tell(wide_awake, name="order_shipped")).json() == {"status": "ignored"}


async def test_only_what_is_signed_now_is_believed(wide_awake: Served):
    stale = datetime.now(UTC) - timedelta(minutes=10)
    for refused in (await tell(wide_awake, secret="x" * 40), await tell(wide_awake, at=stale)):
        assert refused.status_code == 401
        assert refused.json()["error"]["code"] == "signature"
    async with client(wide_awake) as http:
        assert (await http.post("/api/events", json={})).status_code == 401


@pytest.mark.parametrize(
    "broken",
    [
        {"id": ""},
        {"id": "a b"},
        {"name": "Order Late"},
        {"customer": " "},
        {"customer": "x" * 300},
        {"values": {f"v{n}": "1" for n in range(30)}},
        {"values": {"order": "x" * 300}},
        {"values": {"order": "two\nlines"}},
        {"values": {"order": {"deep": 1}}},
        {"more": 1},
    ],
)
async def test_what_is_malformed_is_refused(wide_awake: Served, broken: dict[str, Any]):
    answer = await tell(wide_awake, **broken)
    assert answer.status_code == 422 and answer.json()["error"]["code"] == "invalid"


async def test_without_a_secret_nothing_is_listened_to(http: httpx.AsyncClient):
    assert (await http.post("/api/events", content=b"{}")).status_code == 404


@pytest.mark.parametrize("path", ["carrinho", "/carrinho?cupom=1", "/a b", "/" + "x" * 400])
async def test_a_page_that_is_no_path_is_refused(wide_awake: Served, path: str):
    async with wide_awake.chat() as chat:
        await chat.send(type="page", path=path, seconds=60)
        assert (await chat.next("error"))["code"] == "invalid"
