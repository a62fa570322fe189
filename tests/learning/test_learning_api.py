"""The API of learning, as a support manager's screen would call it: over HTTP, on a node that serves."""

import asyncio
import json
import shutil
from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import yaml

from prosa.conversations.facts import Outcome
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.language.model import train
from prosa.learning.collecting import Collector
from prosa.learning.teaching import NEEDED
from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack
from prosa.people.agents import Agents
from prosa.people.roles import Role
from prosa.settings import Settings
from tests.conversations.saying import bot, customer, new_conversation, opening_of
from tests.serving import ANSWER_SECONDS, Served, client, serving

RENT = (
    "dá para alugar furadeira?",
    "vocês alugam furadeira",
    "posso alugar uma furadeira",
    "queria alugar a furadeira",
)


class Manager:
    """Somebody who goes through the list."""

    def __init__(self, served: Served, http: httpx.AsyncClient) -> None:
        self.served = served
        self.http = http

    async def get(self, path: str, **query: Any) -> dict[str, Any]:
        answer = await self.http.get(f"/api/learning/{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: Mapping[str, Any] | None = None, status: int = 200) -> Any:
        answer = await self.http.post(f"/api/learning/{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def unsure(self, *texts: str) -> list[str]:
        """Customers say these, and the bot is unsure; gives the items, in the order said."""
        node = self.served.node
        ledger = node.web.inbox._parts.ledger
        for text in texts:
            id = new_conversation()
            await ledger.append(id, [customer(text)], opening=opening_of(id))
            answer = bot(answers=0, outcome=Outcome.CLARIFIED, intent={"name": "faq", "confidence": 0.5})
            await ledger.append(id, [answer])
        review = node.learning.review
        collector = Collector(node.database, review._sealer, node.pack.bot)
        items: dict[str, str] = {}
        async with asyncio.timeout(ANSWER_SECONDS):
            # The node reads by itself, too, and while it does this one has nothing to read.
            while not items.keys() >= set(texts):
                await collector.collect()
                listed = (await self.get("review", limit=100))["items"]
                items = {item["text"]: item["id"] for item in reversed(listed)}
        return [items[text] for text in texts]


@pytest.fixture
async def manager(served: Served, database: Database) -> AsyncGenerator[Manager]:
    _, token = await Agents(database).create("Ana", "ana@loja.example", role=Role.SUPERVISOR)
    async with client(served) as http:
        http.headers["Authorization"] = f"Bearer {token}"
        yield Manager(served, http)


async def test_what_a_customer_says_in_the_widget_comes_to_the_list_by_itself(
    served: Served, manager: Manager
):
    async with served.chat() as chat:
        await chat.say("xique xique bora bora trem doido")
    async with asyncio.timeout(30):
        while not (found := (await manager.get("review"))["items"]):
            await asyncio.sleep(0.2)
    assert found[0]["text"] == "xique xique bora bora trem doido"
    assert found[0]["status"] == "open" and found[0]["reasons"]


async def test_a_group_becomes_a_new_intent_in_one_call(manager: Manager):
    items = await manager.unsure(*RENT, "o teto da loja pegou fogo")
    groups = await manager.get("groups")
    (group,) = groups["groups"]
    assert set(group["items"]) == set(items[: len(RENT)]) and groups["alone"] == 1
    assert "furadeira" in group["suggested_intent"]
    order = {"items": group["items"], "intent": "alugar_furadeira", "new_intent": True}
    made = await manager.post("groups/accept", order)
    assert len(made["accepted"]) == len(RENT) and made["refused"] == []
    assert made["accepted"][-1]["intent"]["missing"] == NEEDED - len(RENT)
    intents = {each["name"]: each for each in (await manager.get("intents"))["intents"]}
    assert intents["alugar_furadeira"]["is_new"] and intents["alugar_furadeira"]["advice"]
    assert not intents["order_status"]["is_new"] and intents["order_status"]["has_rule"]


async def test_in_a_group_one_refusal_keeps_no_other_from_being_accepted(manager: Manager):
    (item,) = await manager.unsure("aceita cheque de viagem pré-datado")
    gone = str(uuid4())
    made = await manager.post("groups/accept", {"items": [item, gone, item], "intent": "payment_methods"})
    assert [each["item"]["id"] for each in made["accepted"]] == [item]
    assert [(each["item"], each["code"]) for each in made["refused"]] == [(gone, "no_such_item")]


async def test_pages_go_through_the_whole_list_once(manager: Manager):
    items = await manager.unsure(*(f"dúvida estranha {'z' * number}" for number in range(7)))
    seen: list[str] = []
    after = None
    while True:
        page = await manager.get("review", limit=3, **({"after": after} if after else {}))
        seen += [item["id"] for item in page["items"]]
        after = page["after"]
        if after is None:
            break
    assert seen == list(reversed(items))


async def test_the_list_is_filtered_by_what_became_of_messages_and_why(manager: Manager):
    first, second = await manager.unsure("uma dúvida estranha", "outra dúvida estranha")
    await manager.post(f"review/{first}/dismiss")
    for query, expected in (
        ({}, [second]),
        ({"status": "dismissed"}, [first]),
        ({"status": "all"}, [second, first]),
        ({"reason": "unsure"}, [second]),
        ({"reason": "low_rating"}, []),
        ({"intent": "faq"}, [second]),
        ({"intent": "order_status"}, []),
        ({"since": "2020-01-01T00:00:00Z", "until": "2020-02-01T00:00:00Z"}, []),
        ({"since": "2020-01-01T00:00:00Z"}, [second]),
    ):
        assert [item["id"] for item in (await manager.get("review", **query))["items"]] == expected, query


async def test_an_agent_corrects_and_a_manager_accepts_and_withdraws(manager: Manager):
    (listed,) = await manager.unsure("o trem sumiu no correio")
    item = await manager.get(f"review/{listed}")
    wrong = {"conversation": item["conversation"], "offset": item["offset"], "intent": "order_status"}
    corrected = await manager.post("corrections", wrong, 201)
    assert corrected["suggested"] == "order_status" and set(corrected["reasons"]) == {"unsure", "corrected"}
    made = await manager.post(f"review/{listed}/accept", {})
    assert made["intent"]["name"] == "order_status" and made["duplicate"] is False
    (example,) = (await manager.get("examples", intent="order_status"))["examples"]
    assert (example["text"], example["origin"]) == ("o trem sumiu no correio", "corrected")
    await manager.post(f"examples/{example['id']}/withdraw", status=204)
    assert (await manager.get("examples"))["examples"] == []
    assert (await manager.get(f"review/{listed}"))["status"] == "open"


async def test_refusals_are_told_in_portuguese_with_a_code(manager: Manager):
    (item,) = await manager.unsure("cadê o meu pedidoo")
    unknown = await manager.post(f"review/{item}/accept", {"intent": "order_staus"}, 422)
    assert unknown["error"]["code"] == "unknown_intent" and "order_status" in unknown["error"]["message"]
    absent = await manager.post(f"review/{uuid4()}/dismiss", status=404)
    assert absent["error"]["code"] == "no_such_item"
    await manager.post(f"review/{item}/accept", {"intent": "order_status", "texto": "x"}, 422)


async def test_nobody_without_a_token_sees_what_customers_said(served: Served, manager: Manager):
    async with client(served) as stranger:
        for path in ("review", "groups", "intents", "examples", "models", "training"):
            assert (await stranger.get(f"/api/learning/{path}")).status_code == 401
        for path in ("train", "corrections", "groups/accept"):
            assert (await stranger.post(f"/api/learning/{path}", json={})).status_code in (401, 422)


@pytest.fixture
def few_examples(tmp_path: Path) -> Pack:
    """The sample shop in a folder of its own, with little to learn."""
    folder = Path(shutil.copytree(Settings().pack_folder(), tmp_path / "loja"))
    intents: dict[str, list[str]] = {}
    for example in load_pack(folder).training.examples:
        intents.setdefault(example.intent, []).append(example.text)
    entries = [{"intent": intent, "examples": texts[:8]} for intent, texts in intents.items()]
    written = yaml.safe_load((folder / "nlu.yml").read_text("utf-8"))["nlu"]
    entries += [entry for entry in written if "intent" not in entry]
    (folder / "nlu.yml").write_text(json.dumps({"version": "3.1", "nlu": entries}))
    return load_pack(folder)


@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_a_training_started_over_http_exchanges_the_model_under_the_node(
    few_examples: Pack, settings: Settings, database: Database, valkey: Valkey
):
    _, token = await Agents(database).create("Ana", "ana@loja.example", role=Role.SUPERVISOR)
    model = await asyncio.to_thread(train, few_examples.training)
    async with serving(settings, few_examples, model) as served, client(served) as http:
        http.headers["Authorization"] = f"Bearer {token}"
        await _trains(Manager(served, http))


async def _trains(manager: Manager) -> None:
    node = manager.served.node
    assert (await manager.http.get("/api/learning/training")).json() is None
    (item,) = await manager.unsure("o meu trem véio sumiu no correio")
    await manager.post(f"review/{item}/accept", {"intent": "order_status"})
    await manager.post("train", {"even_if_worse": True}, 202)
    refused = await manager.post("train", {}, 409)
    assert refused["error"]["code"] == "already_training"
    async with asyncio.timeout(300):
        while (run := await manager.get("training"))["state"] == "running":
            await asyncio.sleep(0.2)
        assert run["state"] == "done", run
        assert run["result"]["replaced"] and run["result"]["learned"] == 1
        while node.swapper.serving != run["result"]["version"]:
            await asyncio.sleep(0.1)
    (version,) = (await manager.get("models"))["versions"]
    assert version["current"] and version["accuracy"] is not None
    async with manager.served.chat() as chat:
        assert (await chat.say("o meu trem véio sumiu no correio"))["response"]
    again = await manager.post(f"models/{version['id'][:12]}/use")
    assert again["versions"][0]["current"]
