"""Two nodes on the same engines are one Prosa: whatever happens on one shows on the other."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from prosa.engines.database import Database
from prosa.language.model import Model
from prosa.packs.schema import Pack
from prosa.people.agents import Agents
from prosa.settings import Settings
from tests.serving import Served, client, serving


@pytest.fixture
async def other(served: Served, settings: Settings, pack: Pack, model: Model) -> AsyncIterator[Served]:
    """A second node beside `served`."""
    async with serving(settings, pack, model) as other:
        yield other


@dataclass(frozen=True)
class Agent:
    """Somebody who answers, through one node."""

    http: httpx.AsyncClient

    async def do(self, conversation: str, step: str, **body: str) -> None:
        answer = await self.http.post(f"/api/agent/conversations/{conversation}/{step}", json=body or None)
        assert answer.is_success, answer.text


@pytest.fixture
async def agent(served: Served, database: Database) -> AsyncIterator[Agent]:
    _, token = await Agents(database).create("Ana", "ana@loja.example")
    async with client(served) as http:
        http.headers["Authorization"] = f"Bearer {token}"
        yield Agent(http)


async def test_what_is_said_to_one_node_shows_on_a_socket_of_the_other(served: Served, other: Served, http):
    async with other.chat() as chat:
        await chat.say("oi")
        said = {"message": "quero a 2a via do boleto", "session_id": chat.session_id}
        answer = (await http.post("/api/chat", json=said)).json()
        assert (await chat.next("message"))["text"] == "quero a 2a via do boleto"
        assert (await chat.next("response"))["response"] == answer["response"]


async def test_a_person_on_one_node_talks_to_a_customer_on_the_other(other: Served, agent: Agent):
    async with other.chat() as chat:
        await chat.send(type="escalate")
        await chat.next("escalated")
        conversation = chat.connected["conversation_id"]
        await agent.do(conversation, "take")
        assert (await chat.next("queue"))["agent_name"] == "Ana"
        await agent.do(conversation, "messages", text="Oi, sou a Ana. Como posso ajudar?")
        assert (await chat.next("agent_message"))["text"] == "Oi, sou a Ana. Como posso ajudar?"
        await agent.do(conversation, "return")
        while (await chat.next("queue"))["owner"] != "bot":
            pass
        assert (await chat.say("oi"))["intent"] == "greeting"


async def test_places_in_the_queue_move_up_on_all_nodes(served: Served, other: Served, agent: Agent):
    async with served.chat() as first, other.chat() as second:
        await first.send(type="escalate")
        assert (await first.next("escalated"))["queue"]["position"] == 1
        await second.send(type="escalate")
        assert (await second.next("escalated"))["queue"]["position"] == 2
        await agent.do(first.connected["conversation_id"], "take")
        while (await second.next("queue"))["queue"]["position"] != 1:
            pass


async def test_the_same_message_sent_to_both_nodes_at_once_is_stored_and_answered_once(
    served: Served, other: Served
):
    async with served.chat() as here, other.chat(here.session_id) as there:
        await here.say("oi", id="m-0")
        await asyncio.gather(
            *(chat.send(type="message", id="m-1", text="cade meu pedido 10432?") for chat in (here, there))
        )
        for chat in (here, there):
            while (await chat.next("response"))["response"]["order"] is None:
                pass
            await chat.send(type="resume", after=-1)
            await chat.next("resume")
        log = [frame["type"] for frame in there.heard if frame.get("offset", 99) <= 3]
        assert sorted(set(log)) == ["accepted", "message", "response"]
        assert there.heard[-1] == {"type": "resume", "last_offset": 3}


async def test_a_node_answers_what_another_left_behind(
    served: Served, settings: Settings, pack: Pack, model: Model, http
):
    said = (await http.post("/api/chat", json={"message": "oi"})).json()
    async with serving(settings, pack, model) as other, client(other) as there:
        path = f"/api/conversations/{said['conversation_id']}/events"
        log = await there.get(path, headers={"Authorization": f"Bearer {said['session_id']}"})
        assert [event["type"] for event in log.json()["events"]] == ["message", "response"]
