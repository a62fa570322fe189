"""What depends on nobody else being there: places in the queue, and an emptied Valkey."""

import httpx

from tests.serving import Served


async def say(http: httpx.AsyncClient, message: str, session_id: str | None = None) -> dict:
    response = await http.post("/api/chat", json={"message": message, "session_id": session_id})
    assert response.status_code == 200, response.text
    return response.json()


async def test_asking_for_a_person_gives_a_place_in_the_queue_and_the_bot_falls_silent(http):
    answer = await say(http, "quero falar com uma pessoa")
    assert answer["response"]["type"] == "handoff"
    assert answer["owner"] == "queue"
    assert answer["queue"]["position"] == 1
    silent = await say(http, "alô?", answer["session_id"])
    assert silent["response"]["type"] == "silent"
    assert silent["response"]["text"] == ""
    assert silent["owner"] == "queue"


async def test_the_second_customer_to_ask_stands_behind_the_first(http):
    assert (await say(http, "quero falar com uma pessoa"))["queue"]["position"] == 1
    assert (await say(http, "quero falar com uma pessoa"))["queue"]["position"] == 2


async def test_the_order_number_said_before_is_known_after_valkey_forgot_everything(served: Served, http):
    first = await say(http, "cade meu pedido 10432?")
    await served.node.valkey.client.flushall()
    again = await say(http, "e cadê meu pedido mesmo?", first["session_id"])
    assert again["response"]["order"]["number"] == "10432"


async def test_the_button_for_a_person_works_before_anything_was_said(served: Served):
    async with served.chat() as chat:
        await chat.send(type="escalate")
        escalated = await chat.next("escalated")
        assert escalated["queue"]["position"] == 1
        await chat.send(type="escalate")
        await chat.send(type="ping", id="p")
        await chat.next("ping")
        assert [frame["type"] for frame in chat.heard].count("escalated") == 1
