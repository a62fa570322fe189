"""Whatever is sent, there is a clear error or an answer, and the server goes on."""

import asyncio

import orjson
import pytest
from websockets.exceptions import ConnectionClosed

from prosa.channels.web.protocol import CloseCode
from tests.served import Shop
from tests.serving import Served


@pytest.fixture
def served(shop: Shop) -> Served:
    """Nothing here depends on what others say."""
    return shop.served


ODD_TEXTS = [
    "oi\x00tudo bem",
    "😀👍🏽👩‍👩‍👧",
    "\u202eodidep uem êdac\u202c",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "'; DROP TABLE event; --",
    "{{ 7*7 }} {% for x in range(10**9) %}x{% endfor %} ${7*7} %s %(x)s",
    "a" * 4000,
    "á" * 2000 + "\u0301" * 2000,
    "مرحبا كيف حالك",
    "10432 " * 600,
    "(((((" * 700,
    "\ufeff\u2028\u2029 oi",
]


@pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
async def test_an_odd_message_is_answered_and_stored_as_it_was_written(served: Served, http, text):
    answer = await http.post("/api/chat", json={"message": text})
    assert answer.status_code == 200, answer.text
    assert answer.json()["response"]["text"]
    assert "49" not in answer.json()["response"]["text"]
    log = await http.get(
        f"/api/conversations/{answer.json()['conversation_id']}/events",
        headers={"Authorization": f"Bearer {answer.json()['session_id']}"},
    )
    assert log.json()["events"][0]["text"] == text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 422),
        (b'{"message": 5}', 422),
        (b'{"message": null}', 422),
        (b"{}", 422),
        (b'{"message": "oi", "message_id": "a b"}', 422),
        (b'{"message": "oi", "session_id": 7}', 422),
        (b'{"message": "oi", "user_profile": "x"}', 422),
        (b'{"message": "oi", "user_profile": {"a": {"b": 1}}}', 422),
        (b'{"message": "   "}', 422),
        (b'{"message": "\\u0000\\u200b"}', 422),
        (b'{"message": "oi \\ud800"}', 422),
        (b'{"message": "oi", "user_profile": {"name": "\\udfff"}}', 422),
    ],
)
async def test_a_request_that_makes_no_sense_gets_a_clear_error(http, body, status):
    response = await http.post("/api/chat", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status, response.text
    assert response.json()["error"]["message"]


async def test_a_message_of_a_megabyte_is_refused(http):
    response = await http.post("/api/chat", json={"message": "a" * 1_000_000})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_large"


async def test_a_message_over_the_limit_says_how_long_it_may_be(http):
    response = await http.post("/api/chat", json={"message": "a" * 4001})
    assert response.status_code == 422
    assert "4000" in response.json()["error"]["message"]


@pytest.mark.parametrize(
    "sent",
    ["{", "null", "[]", '{"type": "nonsense"}', '{"type": "message"}', '{"type": "message", "text": 7}', ""],
)
async def test_a_frame_that_makes_no_sense_is_refused_and_the_socket_stays_open(served: Served, sent):
    async with served.chat() as chat:
        await chat.socket.send(sent)
        assert (await chat.next("error"))["code"] == "invalid"
        assert (await chat.say("oi"))["intent"] == "greeting"


async def test_a_binary_frame_is_refused_and_the_socket_stays_open(served: Served):
    async with served.chat() as chat:
        await chat.socket.send(b"\x00\x01")
        assert (await chat.next("error"))["code"] == "invalid"
        await chat.send(type="ping", id="p")
        assert (await chat.next("ping"))["id"] == "p"


async def test_a_frame_of_a_megabyte_closes_the_socket_with_too_big(served: Served):
    async with served.chat() as chat:
        await chat.socket.send(orjson.dumps({"type": "message", "text": "a" * 1_000_000}).decode())
        with pytest.raises(ConnectionClosed):
            await chat.next("response")
        assert chat.socket.close_code == CloseCode.TOO_BIG


async def test_a_client_that_only_sends_nonsense_is_let_go(served: Served):
    async with served.chat() as chat:
        with pytest.raises(ConnectionClosed):
            while True:
                await chat.socket.send("nonsense")
                await asyncio.sleep(0)
                await chat.next("error")
        assert chat.socket.close_code == CloseCode.TOO_MANY_ERRORS


async def test_a_page_of_a_stranger_may_not_connect(served: Served):
    with pytest.raises(ConnectionClosed) as closed:
        async with served.chat(origin="https://evil.example"):
            pass
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == CloseCode.FORBIDDEN


@pytest.mark.parametrize("token", ["nonsense", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "a" * 1500])
async def test_a_forged_token_opens_nothing(served: Served, http, token):
    with pytest.raises(ConnectionClosed) as closed:
        async with served.chat(token):
            pass
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == CloseCode.SESSION
    assert (await http.post("/api/chat", json={"message": "oi", "session_id": token})).status_code == 401


async def test_a_conversations_id_alone_opens_nothing(served: Served, http):
    mine = (await http.post("/api/chat", json={"message": "oi"})).json()
    other = (await http.post("/api/chat", json={"message": "oi"})).json()
    path = f"/api/conversations/{mine['conversation_id']}/events"
    assert (await http.get(path)).status_code == 401
    stranger = {"Authorization": f"Bearer {other['session_id']}"}
    assert (await http.get(path, headers=stranger)).status_code == 401
    assert (
        await http.post("/api/chat", json={"message": "oi", "session_id": mine["conversation_id"]})
    ).status_code == 401


async def test_every_response_carries_a_policy_that_forbids_foreign_scripts(http):
    for path in ("/healthz", "/shop/artigos/prazo-de-entrega", "/nothing-here"):
        policy = (await http.get(path)).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
