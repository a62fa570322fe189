"""Plays a dialogue against a served shop, over REST or over the socket, and compares every line."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import update

from prosa.conversations.events import ConversationId, Message, Source
from prosa.conversations.facts import Facts
from prosa.conversations.models import event
from tests.dialogues.script import Dialogue, Line, filled
from tests.served import Shop
from tests.serving import Chat

SERVICE = "packs/loja/services/orders.py"


@dataclass
class Counter:
    """The shop's order system, which may go away and come back at the same port."""

    folder: str
    secrets: dict[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self.process is not None:
            return
        command = [sys.executable, SERVICE, "--port", str(self.port), "--exit-with-parent"]
        self.process = subprocess.Popen(
            command,
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **self.secrets},
        )
        assert self.process.stdout is not None
        self.port = json.loads(self.process.stdout.readline())["port"]

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


@dataclass
class Stage:
    """Where dialogues are played."""

    shop: Shop
    counter: Counter
    orders: dict[str, Any] = field(default_factory=dict[str, Any])

    async def over_rest(self, dialogue: Dialogue) -> None:
        session: str | None = None
        async with httpx.AsyncClient(base_url=self.shop.url, timeout=15) as http:

            async def say(text: str) -> dict[str, Any]:
                nonlocal session
                said = await http.post("/api/chat", json={"message": text, "session_id": session})
                assert said.status_code == 200, said.text
                session = said.json()["session_id"]
                return said.json()

            await self._play(dialogue, 0, say)

    async def over_the_socket(self, dialogue: Dialogue) -> None:
        async with self.shop.served.chat() as chat:

            async def say(text: str) -> dict[str, Any]:
                answer = await chat.say(text)
                return {**answer, "conversation_id": chat.connected["conversation_id"], "owner": _owner(chat)}

            await self._play(dialogue, 1, say)

    async def _play(self, dialogue: Dialogue, channel: int, say: Any) -> None:
        places: dict[str, str] = {}
        if dialogue.orders:
            number = dialogue.orders[channel % len(dialogue.orders)]
            places = {"order": number, "cpf": self.orders[number]["customer"]["cpf_last3"]}
        conversation: ConversationId | None = None
        for number, written in enumerate(dialogue.lines, 1):
            line = filled(written, places)
            if line.customer is not None:
                answer = await say(line.customer)
                conversation = ConversationId(UUID(answer["conversation_id"]))
                facts = self.shop.portal.call(self._facts, conversation)
                _compare(f"{dialogue.name}, line {number}: {line.customer!r}", line, answer, facts)
            elif line.service is not None:
                (self.counter.stop if line.service == "stops" else self.counter.start)()
            else:
                assert conversation is not None
                self.shop.portal.call(self._later, conversation, line.pause_minutes)

    async def _facts(self, conversation: ConversationId) -> Facts | None:
        events = await self.shop.served.node.web.log.all_after(conversation, -1)
        spoken = [one.data for one in events if one.source is Source.BOT and isinstance(one.data, Message)]
        return spoken[-1].facts if spoken else None

    async def _later(self, conversation: ConversationId, minutes: int) -> None:
        """Everything so far happened longer ago; what Valkey remembered is gone, as it would be by then."""
        node = self.shop.served.node
        before = (
            update(event)
            .where(event.c.conversation_id == conversation)
            .values(at=event.c.at - timedelta(minutes=minutes))
        )
        async with node.database.begin() as connection:
            await connection.execute(before)
        await node.valkey.client.delete(f"prosa:context:{conversation}")


def _owner(chat: Chat) -> str:
    handed = any(frame["type"] == "escalated" for frame in chat.heard)
    return "queue" if handed else "bot"


def _compare(place: str, line: Line, answer: dict[str, Any], facts: Facts | None) -> None:
    """Fails with the first thing about the answer that is not as the line says."""
    assert facts is not None, place
    response, form = answer["response"], facts.form
    known = facts.model_dump(include={"reply", "form", "actions", "intent"})
    shown = f"{place}\n  the bot said: {response['text']}\n  facts: {known}"
    offered = [*response["suggestions"], *(action["label"] for action in response["actions"])]
    text = response["text"].casefold()
    found: dict[str, Any] = {
        "reply": (facts.reply or "").partition("#")[0],
        "ticket": response["ticket"] is not None,
        "order": response["order"] and response["order"]["number"],
        "form": form.form if form is not None else "",
        "asking": form and (form.asking or ""),
        "stage": form and form.stage,
        "did": tuple(f"{act.name} {act.outcome}" for act in facts.actions),
        "owner": "queue" if facts.outcome.hands_over else answer["owner"],
    }
    for name, is_so in found.items():
        expected = getattr(line, name)
        assert expected is None or expected == is_so, f"{name}: {is_so!r}, not {expected!r}; {shown}"
    for piece in line.says:
        assert piece.casefold() in text, f"{piece!r} is missing; {shown}"
    for piece in line.never:
        assert piece.casefold() not in text, f"{piece!r} is there; {shown}"
    assert set(line.offers) <= set(offered), f"{line.offers} are not all among {offered}; {shown}"
    if line.source is not None:
        assert line.source in [source["id"] for source in response["sources"]], shown
    assert line.values.items() <= (form.values if form is not None else {}).items(), shown
