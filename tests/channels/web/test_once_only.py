"""The same message, however often and whichever way it is sent, is stored and answered once."""

import asyncio

from tests.serving import Served


async def test_a_message_sent_three_times_at_once_over_rest_and_socket_is_stored_and_answered_once(
    served: Served, http
):
    async with served.chat() as chat:
        await chat.say("oi", id="m-0")
        said = {"message": "cade meu pedido 10432?", "message_id": "m-1", "session_id": chat.session_id}
        one, two, _ = await asyncio.gather(
            http.post("/api/chat", json=said),
            http.post("/api/chat", json=said),
            chat.send(type="message", id="m-1", text="cade meu pedido 10432?"),
        )
        while (await chat.next("accepted"))["id"] != "m-1":
            pass
        assert one.json()["response"] == two.json()["response"]
        assert one.json()["offset"] == two.json()["offset"]
        log = await http.get(
            f"/api/conversations/{one.json()['conversation_id']}/events",
            headers={"Authorization": f"Bearer {chat.session_id}"},
        )
    kinds = [event["type"] for event in log.json()["events"]]
    assert kinds == ["message", "response", "message", "response"]


async def test_an_id_used_by_one_customer_is_free_for_another(http):
    first = await http.post("/api/chat", json={"message": "oi", "message_id": "same"})
    second = await http.post("/api/chat", json={"message": "tchau", "message_id": "same"})
    assert first.json()["conversation_id"] != second.json()["conversation_id"]
    assert second.json()["intent"] == "goodbye"


async def test_three_messages_in_a_row_are_each_answered_once_and_in_order(served: Served):
    async with served.chat() as chat:
        for number, text in enumerate(("oi", "quero a 2a via do boleto", "obrigada")):
            await chat.send(type="message", id=f"m-{number}", text=text)
        answers = [await chat.next("response") for _ in range(3)]
        messages = [frame for frame in chat.heard if frame["type"] == "message"]
        assert [answer["answers"] for answer in answers] == [message["offset"] for message in messages]
        assert [answer["intent"] for answer in answers] == ["greeting", "invoice_copy", "thanks"]


async def test_a_verdict_sent_again_after_a_lost_line_is_the_same_verdict(served: Served):
    async with served.chat() as chat:
        await chat.say("oi")
        await chat.send(type="rating", id="r-1", score=5)
        assert (await chat.next("rating"))["score"] == 5
        await chat.send(type="rating", id="r-1", score=5)
        await chat.send(type="ping", id="p")
        assert (await chat.next("ping", "error", "rating"))["type"] == "ping"
        await chat.send(type="rating", id="r-2", score=1)
        assert "já avaliou" in (await chat.next("error"))["message"]
