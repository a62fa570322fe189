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
