"""The socket protocol from both sides: what the server sends is documented, what is documented it takes."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import httpx
import jwt
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator
from pydantic import BaseModel, TypeAdapter
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from prosa.channels.web.protocol import ClientMessage, ErrorCode, ServerMessage
from prosa.channels.web.schema import document
from prosa.security.identity import AUDIENCE
from tests.served import IDENTITY_SECRET, Shop
from tests.serving import Chat, Served

SERVER: TypeAdapter[Any] = TypeAdapter(ServerMessage)
SERVER_FRAMES: set[type[BaseModel]] = set(get_args(get_args(ServerMessage)[0]))
CLIENT_FRAMES: set[type[BaseModel]] = set(get_args(get_args(ClientMessage)[0]))
SCHEMA: Any = document()
SERVER_SCHEMA = Draft202012Validator({"$defs": SCHEMA["$defs"], **SCHEMA["properties"]["server"]})
CLIENT_SCHEMA = Draft202012Validator({"$defs": SCHEMA["$defs"], **SCHEMA["properties"]["client"]})


def vouched() -> str:
    """A token as the sample shop's site signs it."""
    now = datetime.now(UTC)
    claims = {"sub": "c-1", "aud": AUDIENCE, "iat": now, "exp": now + timedelta(hours=1)}
    return jwt.encode(claims, IDENTITY_SECRET, algorithm="HS256")


EVERY_KIND_OF_FRAME: list[dict[str, Any]] = [
    {"type": "message", "text": "oi"},
    {"type": "message", "id": "m-1", "text": "oi", "of_a_newer_client": True},
    {"type": "typing"},
    {"type": "typing", "on": False},
    {"type": "rating", "score": 5},
    {"type": "rating", "id": "r-1", "score": 1, "comment": "não gostei"},
    {"type": "thumb", "of": 1, "up": True},
    {"type": "seen", "offset": 3, "state": "delivered"},
    {"type": "resume"},
    {"type": "resume", "after": 2, "session_id": None},
    {"type": "identify", "identity": vouched()},
    {"type": "ping"},
    {"type": "page", "path": "/carrinho", "seconds": 60},
    {"type": "ping", "id": "p-1"},
    {"type": "escalate"},
    {"type": "escalate", "id": "e-1"},
    {"type": "leave_queue", "id": "l-1", "message": "Respondam por aqui, por favor"},
    {"type": "leave_queue"},
]


@pytest.fixture
def served(shop: Shop) -> Served:
    return shop.served


def test_the_examples_here_show_every_frame_a_client_may_send():
    shown = {example["type"] for example in EVERY_KIND_OF_FRAME}
    assert shown == {get_args(frame.model_fields["type"].annotation)[0] for frame in CLIENT_FRAMES}


@pytest.mark.parametrize("frame", EVERY_KIND_OF_FRAME, ids=lambda frame: orjson.dumps(frame).decode()[:40])
async def test_a_documented_frame_is_taken(served: Served, frame: dict[str, Any]):
    CLIENT_SCHEMA.validate(frame)
    async with served.chat() as chat:
        await chat.say("quais as formas de pagamento?")
        if frame["type"] == "leave_queue":
            await chat.send(type="escalate")
            await chat.next("escalated")
        await chat.send(**frame)
        await chat.send(type="ping", id="last")
        while (await chat.next("ping", "error")).get("id") != "last":
            pass
        assert not [heard for heard in chat.heard if heard["type"] == "error"]


async def test_every_frame_of_whole_dialogs_is_documented(shop: Shop):
    async with shop.served.chat() as chat:
        for text in (
            "oi",
            "cade meu pedido 10432?",
            "quero a 2a via do boleto",
            "a airfryer veio quebrada, quero trocar",
            "vc tem fone bluetooth até 200 reais?",
        ):
            await chat.say(text)
        await chat.send(type="nonsense")
        await chat.send(type="ping")
        answer = next(frame for frame in chat.heard if frame.get("thumbs"))
        await chat.send(type="thumb", id="t-1", of=answer["offset"], up=False)
        assert (await chat.next("thumb"))["of"] == answer["offset"]
        await chat.send(type="rating", score=4)
        await chat.next("rating")
        await chat.send(type="escalate")
        await chat.next("escalated")
        await an_agent_answers(shop, chat)
        await chat.send(type="resume", after=-1)
        await chat.next("resume")
        heard = chat.heard
    for frame in heard:
        SERVER_SCHEMA.validate(frame)
        assert SERVER.validate_python(frame, strict=False)
    told = {type(SERVER.validate_python(frame)) for frame in heard}
    passing = {frame for frame in SERVER_FRAMES if frame.__name__ in ("TypingFrame", "DraftFrame")}
    assert told | passing == SERVER_FRAMES


async def an_agent_answers(shop: Shop, chat: Chat) -> None:
    """Takes the conversation, says something, and resolves it."""
    agent = {"Authorization": f"Bearer {shop.agent_token}"}
    path = f"/api/agent/conversations/{chat.connected['conversation_id']}"
    async with httpx.AsyncClient(base_url=shop.url, headers=agent, timeout=15) as http:
        for step in ("take", "messages", "resolve"):
            body = {"text": "Oi, sou a Ana"} if step == "messages" else None
            answer = await http.post(f"{path}/{step}", json=body)
            assert answer.is_success, answer.text
    assert (await chat.next("agent_message"))["text"] == "Oi, sou a Ana"
    while (await chat.next("queue"))["owner"] != "resolved":
        pass


@pytest.fixture
def socket_url(shop: Shop) -> str:
    return f"{shop.url.replace('http', 'ws')}/ws/chat"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
almost_frames = st.fixed_dictionaries(
    {"type": st.sampled_from(["message", "typing", "rating", "resume", "ping", "nonsense"])},
    optional={
        "id": json_values,
        "text": json_values,
        "on": json_values,
        "score": json_values,
        "comment": json_values,
        "after": json_values,
        "session_id": json_values,
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.lists(json_values | almost_frames, min_size=1, max_size=8))
def test_whatever_json_comes_gets_a_documented_answer_and_the_socket_stays_open(
    socket_url: str, sent: list[object]
):
    with connect(socket_url, subprotocols=[Subprotocol("prosa.v1")]) as socket:
        for frame in sent:
            socket.send(json.dumps(frame))
        socket.send('{"type": "ping", "id": "the-last-one"}')
        while True:
            heard = orjson.loads(socket.recv(timeout=20))
            SERVER_SCHEMA.validate(heard)
            if heard["type"] == "error":
                assert heard["code"] in set(ErrorCode)
            if heard == {"type": "ping", "id": "the-last-one"}:
                break


async def test_a_hundred_pings_at_once_are_all_answered_if_not_all_at_once(served: Served):
    async with served.chat() as chat:
        for number in range(100):
            await chat.send(type="ping", id=str(number))
        async with asyncio.timeout(30):
            answered = [(await chat.next("ping"))["id"] for _ in range(100)]
        assert answered == [str(number) for number in range(100)]
