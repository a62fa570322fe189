"""A conversation with a person, from the customer's side."""

import httpx
import pytest

from tests.serving import Served


@pytest.fixture
async def ana(served: Served) -> dict[str, str]:
    """An agent's credentials."""
    _, token = await served.node.people.agents.create("Ana", "ana@example.com")
    return {"Authorization": f"Bearer {token}"}


async def test_a_person_takes_over_answers_and_gives_the_conversation_back(
    served: Served, http: httpx.AsyncClient, ana: dict[str, str]
):
    async with served.chat() as chat:
        await chat.say("quero falar com uma pessoa")
        id = chat.connected["conversation_id"]
        taken = await http.post(f"/api/agent/conversations/{id}/take", headers=ana)
        assert taken.status_code == 200, taken.text
        assert (await chat.next("queue"))["agent_name"] == "Ana"
        async with served.chat(chat.session_id) as tab:
            assert (tab.connected["owner"], tab.connected["agent_name"]) == ("agent", "Ana")
        await chat.send(type="message", id="m-2", text="oi, tudo bem?")
        await chat.next("accepted")
        await http.post(f"/api/agent/conversations/{id}/messages", headers=ana, json={"text": "Oi! Já vejo."})
        assert (await chat.next("agent_message", "response"))["text"] == "Oi! Já vejo."
        await http.post(f"/api/agent/conversations/{id}/return", headers=ana)
        while (await chat.next("queue"))["owner"] != "bot":
            pass
        assert (await chat.say("quero a 2a via do boleto"))["intent"] == "invoice_copy"


async def test_who_waits_is_given_to_an_agent_who_is_online_and_returns_to_the_queue_when_they_go(
    served: Served, http: httpx.AsyncClient, ana: dict[str, str]
):
    async with served.chat() as chat:
        await chat.say("quero falar com uma pessoa")
        await http.put("/api/agent/presence", headers=ana, json={"presence": "online"})
        came = await chat.next("queue")
        while came["owner"] != "agent":
            came = await chat.next("queue")
        assert came["agent_name"] == "Ana"
        await http.put("/api/agent/presence", headers=ana, json={"presence": "offline"})
        while (await chat.next("queue"))["owner"] != "queue":
            pass
        await chat.send(type="leave_queue", id="l-1")
        while (await chat.next("queue"))["owner"] != "bot":
            pass


async def test_a_message_left_instead_of_waiting_becomes_a_ticket(served: Served, http: httpx.AsyncClient):
    async with served.chat() as chat:
        await chat.say("quero falar com uma pessoa")
        id = chat.connected["conversation_id"]
        bearer = {"Authorization": f"Bearer {chat.session_id}"}
        left = {"message": "Me respondam por aqui", "message_id": "l-1"}
        answered = await http.post(f"/api/conversations/{id}/leave", headers=bearer, json=left)
        assert answered.json() == {"owner": "bot"}
        while (response := (await chat.next("response"))["response"])["ticket"] is None:
            pass
        assert str(response["ticket"]["number"]) in response["text"]
        again = await http.post(f"/api/conversations/{id}/leave", headers=bearer, json={})
        assert (again.status_code, again.json()["error"]["code"]) == (409, "not_waiting")
        nobody = await http.post(f"/api/conversations/{id}/leave", json={})
        assert nobody.status_code == 401
