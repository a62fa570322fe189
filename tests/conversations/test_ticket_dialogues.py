"""A customer and the tickets they opened: following, completing, reopening, and never somebody else's."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.served import Shop
from tests.serving import Chat


@pytest.fixture
async def customer(shop: Shop) -> AsyncIterator[Chat]:
    async with shop.served.chat() as chat:
        yield chat


@pytest.fixture
async def agent(shop: Shop) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {shop.agent_token}"}
    async with httpx.AsyncClient(base_url=f"{shop.url}/api/agent/tickets", headers=headers) as http:
        yield http


async def heard(customer: Chat, *said: str) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for text in said:
        answer = await customer.say(text)
    return {**answer, **answer["response"]}


async def complained(customer: Chat) -> int:
    answer = await heard(
        customer, "quero fazer uma reclamação, o entregador foi grosseiro", "Não é sobre um pedido"
    )
    return answer["ticket"]["number"]


async def test_a_customer_follows_their_ticket_with_and_without_its_number(customer: Chat):
    number = await complained(customer)
    for asked in (f"como está meu chamado {number}?", "e meu chamado?"):
        answer = await heard(customer, asked)
        assert answer["intent"] == "ticket_status"
        assert answer["ticket"]["number"] == number
        assert "aberto" in answer["text"]


async def test_somebody_else_s_ticket_and_none_at_all_sound_the_same(shop: Shop, customer: Chat):
    async with shop.served.chat() as other:
        theirs = await complained(other)
    unknown = await heard(customer, f"como está meu chamado {theirs}?")
    missing = await heard(customer, "como está meu chamado 987654?")
    assert unknown["ticket"] is None
    assert missing["ticket"] is None
    kinds = [set(each["suggestions"]) for each in (unknown, missing)]
    assert kinds[0] == kinds[1]
    assert str(theirs) not in unknown["text"]
    for wish in (f"acrescenta no chamado {theirs} que quero meu dinheiro", f"reabre o chamado {theirs}"):
        assert (await heard(customer, wish))["ticket"] is None


async def test_what_is_added_is_in_the_ticket(customer: Chat, agent: httpx.AsyncClient):
    number = await complained(customer)
    await heard(customer, f"acrescenta no chamado {number} que tenho testemunhas no prédio")
    history = (await agent.get(f"/{number}")).json()["history"]
    assert history[-1]["text"] == "tenho testemunhas no prédio"


async def test_asked_what_to_add_the_next_message_is_added_as_it_stands(
    customer: Chat, agent: httpx.AsyncClient
):
    number = await complained(customer)
    asked = await heard(customer, "quero acrescentar uma informação no meu chamado")
    assert asked["type"] == "question"
    told = await heard(customer, "a caixa veio aberta e sem o manual")
    assert told["ticket"]["number"] == number
    history = (await agent.get(f"/{number}")).json()["history"]
    assert history[-1]["text"] == "a caixa veio aberta e sem o manual"


async def test_a_customer_is_told_when_it_is_solved_and_opens_it_again(
    customer: Chat, agent: httpx.AsyncClient
):
    number = await complained(customer)
    await agent.patch(f"/{number}", json={"status": "solved"})
    told = (await customer.next("response"))["response"]
    assert told["ticket"]["status"] == "solved"
    assert "resolvido" in told["text"]
    again = await heard(customer, "não resolveu, reabre o chamado")
    assert again["ticket"]["status"] == "open"
    assert (await agent.get(f"/{number}")).json()["ticket"]["status"] == "open"
    still = await heard(customer, "reabre o chamado")
    assert "aberto" in still["text"]


async def test_a_closed_ticket_stays_closed_and_another_goes_on_with_it(
    customer: Chat, agent: httpx.AsyncClient
):
    number = await complained(customer)
    await agent.patch(f"/{number}", json={"status": "closed"})
    answer = await heard(customer, f"reabre o chamado {number}, o problema voltou")
    new = answer["ticket"]["number"]
    assert new != number
    assert str(number) in answer["text"]
    assert (await agent.get(f"/{new}")).json()["ticket"]["continues"] == number
    assert (await agent.get(f"/{number}")).json()["ticket"]["status"] == "closed"


async def test_the_team_s_answer_reaches_the_conversation_and_notes_do_not(
    customer: Chat, agent: httpx.AsyncClient
):
    number = await complained(customer)
    await agent.post(f"/{number}/notes", json={"text": "cliente antigo, tratar bem"})
    await agent.post(f"/{number}/notes", json={"text": "O entregador foi orientado.", "public": True})
    told = (await customer.next("response"))["response"]
    assert told["text"].endswith("O entregador foi orientado.")
    assert not any("cliente antigo" in str(frame) for frame in customer.heard)
