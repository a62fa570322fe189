"""Sending too much: a clear word, when to come back, and nothing lost."""

import pytest

from prosa.settings import Settings
from tests.serving import Served


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"session_limits": "3/minute", "address_limits": ""})


async def test_the_fourth_message_in_a_minute_is_refused_with_the_time_to_wait(http):
    first = (await http.post("/api/chat", json={"message": "oi"})).json()
    said = {"message": "oi de novo", "session_id": first["session_id"]}
    statuses = [(await http.post("/api/chat", json=said)).status_code for _ in range(2)]
    refused = await http.post("/api/chat", json=said)
    assert statuses == [200, 200]
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert "Tente de novo em" in refused.json()["error"]["message"]


async def test_on_the_socket_the_same_with_the_id_of_the_refused_message(served: Served):
    async with served.chat() as chat:
        for number in range(3):
            await chat.say("oi", id=f"m-{number}")
        await chat.send(type="message", id="m-3", text="oi")
        refused = await chat.next("error")
        assert (refused["code"], refused["id"]) == ("rate_limited", "m-3")
        assert 1 <= refused["retry_after"] <= 60


async def test_another_session_is_not_held_up(http):
    for _ in range(5):
        assert (await http.post("/api/chat", json={"message": "oi"})).status_code == 200
