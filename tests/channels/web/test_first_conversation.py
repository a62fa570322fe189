"""What a customer of the sample shop gets, over REST and over the socket."""

import httpx
import pytest

from tests.served import Shop
from tests.serving import Served


@pytest.fixture
def served(shop: Shop) -> Served:
    """Nothing here depends on what others say."""
    return shop.served


async def ask(http: httpx.AsyncClient, message: str, session_id: str | None = None, **more: object) -> dict:
    response = await http.post("/api/chat", json={"message": message, "session_id": session_id, **more})
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_greeting_is_answered_with_suggestions(http):
    answer = await ask(http, "oi")
    assert answer["intent"] == "greeting"
    assert answer["confidence"] >= 0.7
    assert answer["response"]["text"]
    assert answer["response"]["suggestions"]
    assert answer["owner"] == "bot"


async def test_an_order_asked_for_by_number_is_shown_as_the_shops_system_tells_it(http):
    answer = await ask(http, "cade meu pedido 10432?")
    assert answer["intent"] == "order_status"
    assert answer["response"]["type"] == "order"
    assert answer["response"]["order"]["number"] == "10432"
    assert answer["response"]["order"]["status_text"] in answer["response"]["text"]
    assert [entity["value"] for entity in answer["entities"] if entity["kind"] == "order"] == ["10432"]


async def test_an_order_asked_for_without_a_number_asks_for_it_and_then_shows_it(http):
    asked = await ask(http, "cadê meu pedido?")
    assert asked["response"]["type"] == "question"
    told = await ask(http, "10433", asked["session_id"])
    assert told["response"]["order"]["number"] == "10433"


async def test_a_second_copy_of_the_boleto_is_explained_with_its_source(http):
    answer = await ask(http, "quero a 2a via do boleto")
    assert answer["intent"] == "invoice_copy"
    assert answer["response"]["type"] == "article"
    source = answer["response"]["sources"][0]
    assert "boleto" in source["title"].lower()
    assert (await http.get(source["link"])).status_code == 200


async def test_a_broken_airfryer_opens_a_numbered_ticket_and_asks_for_the_order(http):
    answer = await ask(http, "a airfryer veio quebrada, quero trocar")
    ticket = answer["response"]["ticket"]
    assert answer["intent"] == "exchange_return"
    assert ticket["number"] >= 1001
    assert ticket["urgency"] in ("high", "urgent")
    assert str(ticket["number"]) in answer["response"]["text"]
    added = await ask(http, "10432", answer["session_id"])
    assert added["response"]["ticket"]["number"] == ticket["number"]


async def test_headphones_up_to_a_price_are_shown_as_cards_within_it(http):
    answer = await ask(http, "vc tem fone bluetooth até 200 reais?")
    products = answer["response"]["products"]
    assert answer["intent"] == "product_inquiry"
    assert len(products) >= 3
    assert all(product["price"] <= 200 and product["category"] == "Fones de ouvido" for product in products)
    assert all(product["actions"] for product in products)


async def test_the_customers_name_is_used_when_the_site_tells_it(http):
    answers = [
        await ask(http, "oi", user_profile={"name": "Marina Souza", "vip": True, "age": 31}) for _ in range(4)
    ]
    assert any("Marina" in answer["response"]["text"] for answer in answers)
    assert not any("Souza" in answer["response"]["text"] for answer in answers)


async def test_the_log_of_a_conversation_can_be_read_after_any_offset(http):
    first = await ask(http, "oi")
    await ask(http, "quero a 2a via do boleto", first["session_id"])
    bearer = {"Authorization": f"Bearer {first['session_id']}"}
    whole = (await http.get(f"/api/conversations/{first['conversation_id']}/events", headers=bearer)).json()
    assert [event["type"] for event in whole["events"]] == ["message", "response", "message", "response"]
    rest = await http.get(
        f"/api/conversations/{first['conversation_id']}/events", params={"after": 1}, headers=bearer
    )
    assert rest.json()["events"] == whole["events"][2:]
    assert whole["last_offset"] == 3


async def test_the_socket_tells_accepted_then_the_answer(served: Served):
    async with served.chat() as chat:
        answer = await chat.say("quero a 2a via do boleto", id="m-1")
        assert answer["response"]["sources"]
        assert [frame["type"] for frame in chat.heard if frame["type"] != "typing"] == [
            "connected",
            "message",
            "accepted",
            "response",
        ]


async def test_a_second_tab_hears_what_the_first_one_says(served: Served):
    async with served.chat() as one, served.chat(one.session_id) as two:
        await one.say("oi", id="m-1")
        assert (await two.next("message"))["text"] == "oi"
        assert (await two.next("response"))["response"]["text"]


async def test_a_reconnecting_client_gets_what_it_missed_once_and_in_order(served: Served):
    async with served.chat() as chat:
        session = chat.session_id
        await chat.say("oi", id="m-1")
    async with served.chat(session) as chat:
        assert chat.connected["last_offset"] == 1
        await chat.say("quero a 2a via do boleto", id="m-2")
    async with served.chat(session) as chat:
        await chat.send(type="resume", after=1)
        await chat.next("resume")
        assert [frame["offset"] for frame in chat.heard if "offset" in frame] == [2, 3]


async def test_what_happens_before_a_returning_client_says_what_it_has_seen_does_not_overtake_it(
    served: Served, http
):
    first = await ask(http, "oi")
    async with served.chat(first["session_id"]) as chat:
        await ask(http, "quero a 2a via do boleto", first["session_id"])
        await chat.send(type="resume", after=-1)
        await chat.next("resume")
        assert [frame["offset"] for frame in chat.heard if "offset" in frame] == [0, 1, 2, 3]


async def test_a_returning_client_that_says_nothing_still_hears_what_happens(served: Served, http):
    first = await ask(http, "oi")
    async with served.chat(first["session_id"]) as chat:
        await ask(http, "quero a 2a via do boleto", first["session_id"])
        assert (await chat.next("response"))["offset"] == 3
