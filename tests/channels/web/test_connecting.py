"""Who gets a socket, and how one is told that it cannot be had."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import jwt
import pytest
from sqlalchemy import text
from websockets.exceptions import ConnectionClosed

from prosa.channels.web.protocol import CloseCode
from prosa.engines.database import Database
from prosa.security.keys import load_secrets
from prosa.settings import Settings
from tests.serving import Served


async def refusal(served: Served, session_id: str | None = None, **options: object) -> int:
    """The close code of a socket that is not served."""
    with pytest.raises(ConnectionClosed) as closed:
        async with served.chat(session_id, **options):
            raise AssertionError("was served")
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://localhost:{port}",
        "file://",
    ],
)
async def test_a_page_of_another_origin_may_not_connect(served: Served, origin):
    origin = origin.format(port=served.url.rpartition(":")[2])
    assert await refusal(served, origin=origin) == CloseCode.FORBIDDEN


async def test_our_own_pages_and_programs_may(served: Served):
    async with served.chat(origin=served.url), served.chat():
        pass


class TestWithASiteConfigured:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"allowed_origins": "https://loja.example/"})

    async def test_its_pages_may_connect_and_no_others(self, served: Served):
        async with served.chat(origin="https://loja.example"):
            pass
        for origin in ("http://loja.example", "https://loja.example:444", "https://a.loja.example", "null"):
            assert await refusal(served, origin=origin) == CloseCode.FORBIDDEN


class TestWithRoomForOne:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"max_sockets": 1})

    async def test_a_second_socket_is_asked_to_try_later_and_then_gets_in(self, served: Served):
        async with served.chat():
            assert await refusal(served) == CloseCode.TRY_LATER
        async with served.chat() as chat:
            assert (await chat.say("oi"))["intent"] == "greeting"


async def test_no_token_but_ours_opens_a_conversation(served: Served, http, settings: Settings):
    said = (await http.post("/api/chat", json={"message": "oi"})).json()
    key = load_secrets(settings).derive("session tokens")
    now = datetime.now(UTC)
    claims = {"aud": "prosa:session", "sub": said["conversation_id"], "iat": now, "exp": now + timedelta(1)}
    good = jwt.encode(claims, key, "HS256")
    async with served.chat(good) as chat:
        assert chat.connected["last_offset"] == 1, "the forgeries below differ in one thing each"
    head, body, signature = good.split(".")
    forgeries = [
        jwt.encode(claims, b"x" * 32, "HS256"),
        jwt.encode(claims, "", "none"),
        jwt.encode(claims | {"aud": "prosa:agent"}, key, "HS256"),
        jwt.encode(claims | {"exp": now - timedelta(seconds=1)}, key, "HS256"),
        jwt.encode(claims | {"iat": now + timedelta(hours=2)}, key, "HS256"),
        jwt.encode({name: value for name, value in claims.items() if name != "exp"}, key, "HS256"),
        jwt.encode(claims | {"sub": "1 OR 1=1"}, key, "HS256"),
        f"{head}.{body}.",
        f"{head}.{body}.{signature[::-1]}",
        said["conversation_id"],
    ]
    path = f"/api/conversations/{said['conversation_id']}/events"
    for forged in forgeries:
        assert (await http.get(path, headers={"Authorization": f"Bearer {forged}"})).status_code == 401
    assert await refusal(served, forgeries[1]) == CloseCode.SESSION


async def test_a_resumed_conversation_whose_database_breaks_is_not_left_hanging(
    served: Served, database: Database
):
    async with served.chat() as chat:
        await chat.say("oi")
    async with database.begin() as connection:
        await connection.execute(text("ALTER TABLE conversation RENAME TO conversation_away"))
    try:
        assert await refusal(served, chat.session_id) == CloseCode.BROKEN
        assert served.node.web.room.open == 0
    finally:
        async with database.begin() as connection:
            await connection.execute(text("ALTER TABLE conversation_away RENAME TO conversation"))
    async with served.chat(chat.session_id) as again:
        assert again.connected["last_offset"] == 1


async def test_an_unknown_path_is_no_socket(served: Served):
    from websockets.asyncio.client import connect
    from websockets.exceptions import InvalidStatus

    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"{served.url.replace('http', 'ws')}/ws/{uuid4()}"):
            pass
    assert refused.value.response.status_code in (403, 404)
