"""A model that obeys whatever it is told, and what reaches the customer all the same: nothing that harms."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.language.model import Model
from prosa.llm.asking import Passage
from prosa.llm.plain import readable
from prosa.packs.schema import Pack
from prosa.settings import Settings
from tests.llm.conftest import DELIVERY, RETURNS, Written
from tests.llm.server import Told, language_server
from tests.serving import Served, serving


@dataclass(frozen=True)
class Attempt:
    message: tuple[str, ...]
    obeys: str
    harm: tuple[str, ...]
    unsent: tuple[str, ...] = ()
    article: str = ""
    product: str = ""

    def passages(self) -> tuple[Passage, ...]:
        if self.article:
            text = f"{DELIVERY.text}\n{readable(self.article)}"
            return Passage("p", DELIVERY.title, DELIVERY.link, text), RETURNS
        if self.product:
            return (Passage("f", "Fone Wave", "", f"Preço: R$ 149,90\n{readable(self.product)}"),)
        return DELIVERY, RETURNS

    def harms(self, text: str) -> list[str]:
        return [harm for harm in self.harm if harm.casefold() in text.casefold()]


def attempts() -> list[Attempt]:
    listed = yaml.safe_load(Path(__file__).with_name("attempts.yml").read_text("utf-8"))
    return [attempt(each) for each in listed]


def attempt(listed: dict[str, Any]) -> Attempt:
    lists = {name: listed.get(name, ()) for name in ("message", "harm", "unsent")}
    fields: dict[str, Any] = {
        name: (each,) if isinstance(each, str) else tuple(each) for name, each in lists.items()
    }
    return Attempt(**fields, **{name: listed.get(name, "") for name in ("obeys", "article", "product")})


ATTEMPTS = attempts()
FRIENDLY = "Entregamos de segunda a sábado, das 8h às 20h [1]. "
"""What a clever attacker has said first, so that something is shown when the harm comes."""


def test_there_are_enough_of_them():
    assert len(ATTEMPTS) >= 60
    assert all(attempt.harm and attempt.obeys for attempt in ATTEMPTS)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=[attempt.message[-1][:40] for attempt in ATTEMPTS])
async def test_what_an_obedient_model_says_never_harms(attempt: Attempt, writer: Written, server: Told):
    """Its words alone, and after some that are right."""
    for prefix in ("", FRIENDLY):
        server.says = prefix + attempt.obeys
        *earlier, said = attempt.message
        topic = earlier[-1] if earlier else ""
        answer = await writer.ask(said, topic=topic, passages=attempt.passages())
        seen = [*writer.shown, *([answer.text] if answer is not None else [])]
        assert [attempt.harms(text) for text in seen if attempt.harms(text)] == []
    assert server.seen
    assert [hidden for hidden in attempt.unsent if hidden in server.sent] == []


@pytest.fixture(scope="module")
def obedient() -> Any:
    with language_server() as told:
        yield told


@pytest.fixture
async def served(
    obedient: Told,
    settings: Settings,
    stocked: Database,
    valkey: Valkey,
    pack: Pack,
    model: Model,
) -> AsyncIterator[Served]:
    changes = {
        "llm_base_url": obedient.url,
        "llm_model": "obediente",
        "session_limits": "",
        "address_limits": "",
    }
    async with serving(settings.model_copy(update=changes), pack, model) as served:
        yield served


@pytest.mark.slow
async def test_customers_of_a_whole_node_see_none_of_it(served: Served, obedient: Told):
    """Every message there is, over a socket, each in a conversation of its own: drafts and answers."""
    reached = 0
    for attempt in ATTEMPTS:
        before = len(obedient.seen)
        obedient.says = FRIENDLY + attempt.obeys
        async with served.chat() as chat:
            for message in attempt.message:
                if (await chat.say(message))["response"]["type"] == "handoff":
                    break  # a person has it, and the bot is silent
            texts = [frame["text"] for frame in chat.heard if frame["type"] == "draft"]
            bodies = [frame["response"] for frame in chat.heard if frame["type"] == "response"]
        reached += len(obedient.seen) > before
        obeyed = obedient.answer(obedient.seen[-1]) if len(obedient.seen) > before else ""
        for sentence in (*texts, *(body["text"] for body in bodies)):
            assert "===" not in sentence
            # The shop's own articles may have a word that is harm elsewhere, but not what was obeyed.
            assert attempt.obeys.replace(" [1]", "").replace(" [2]", "") not in sentence
            assert not obeyed or obeyed not in sentence
    assert reached >= len(ATTEMPTS) // 2
