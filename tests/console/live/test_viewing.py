from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

import pytest

from prosa.console.live.protocol import Viewer
from prosa.console.live.viewing import LIFE_SECONDS, TYPING_SECONDS, Look, Viewing
from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.fanout import FanOut
from prosa.engines.valkey import Valkey
from tests.handoff.house import House


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


StartNode = Callable[[Valkey], Viewing]


@pytest.fixture
def start_node(house: House, clock: Clock) -> StartNode:
    """Nodes that share a clock. Nothing runs by itself on them."""
    return lambda valkey: Viewing(valkey, FanOut(valkey, house.log, uuid4().hex), clock)


def look(name: str) -> Look:
    return Look(uuid4().hex, AgentId(uuid4()), name)


def ignore(_: Sequence[Viewer]) -> None:
    """Nobody is told."""


async def seen(viewing: Viewing, conversation: ConversationId) -> dict[str, bool]:
    return {viewer.name: viewer.typing for viewer in await viewing.viewers(conversation)}


async def test_views_of_a_node_that_died_go_by_themselves(
    valkey: Valkey, start_node: StartNode, clock: Clock
):
    here, dying, id = start_node(valkey), start_node(valkey), ConversationId(uuid4())
    await here.open(id, look("Ana"), ignore)
    await dying.open(id, look("Bruno"), ignore)
    assert await seen(here, id) == {"Ana": False, "Bruno": False}
    clock.now += LIFE_SECONDS + 1
    assert await seen(here, id) == {"Ana": False}


async def test_typing_ends_without_a_word(valkey: Valkey, start_node: StartNode, clock: Clock):
    here, there, id, bruno = start_node(valkey), start_node(valkey), ConversationId(uuid4()), look("Bruno")
    await there.open(id, bruno, ignore)
    await there.typing(id, bruno.socket, on=True)
    ana = AgentId(uuid4())
    assert (await seen(here, id), await here.typist(id, ana)) == ({"Bruno": True}, "Bruno")
    clock.now += TYPING_SECONDS + 0.1
    assert (await seen(here, id), await here.typist(id, ana)) == ({"Bruno": False}, None)


async def test_of_two_who_type_only_the_later_one_waits(valkey: Valkey, start_node: StartNode, clock: Clock):
    here, there, id = start_node(valkey), start_node(valkey), ConversationId(uuid4())
    ana, bruno = look("Ana"), look("Bruno")
    await here.open(id, ana, ignore)
    await there.open(id, bruno, ignore)
    await here.typing(id, ana.socket, on=True)
    clock.now += 1
    await there.typing(id, bruno.socket, on=True)
    await here.typing(id, ana.socket, on=True)
    assert await here.typist(id, ana.agent) is None
    assert await there.typist(id, bruno.agent) == "Ana"


async def test_two_pages_of_one_agent_are_one_viewer_until_both_are_closed(
    valkey: Valkey, start_node: StartNode
):
    here, id, page = start_node(valkey), ConversationId(uuid4()), look("Ana")
    other = Look(uuid4().hex, page.agent, "Ana")
    for each in (page, other):
        await here.open(id, each, ignore)
    assert len(await here.viewers(id)) == 1
    await here.close(id, page.socket)
    assert await seen(here, id) == {"Ana": False}
    await here.close(id, other.socket)
    assert await seen(here, id) == {}


async def test_with_valkey_away_agents_of_the_same_node_still_see_each_other(start_node: StartNode):
    nowhere = Valkey("valkey://127.0.0.1:1/0")
    here, id, ana, bruno = start_node(nowhere), ConversationId(uuid4()), look("Ana"), look("Bruno")
    for each in (ana, bruno):
        await here.open(id, each, ignore)
    await here.typing(id, bruno.socket, on=True)
    assert await seen(here, id) == {"Ana": False, "Bruno": True}
    assert await here.typist(id, ana.agent) == "Bruno"
    await nowhere.close()


@pytest.mark.parametrize("nonsense", [b"", b"{}", b"[1]", b'{"until": "x"}', b"\xff"])
async def test_nonsense_in_valkey_is_no_viewer(valkey: Valkey, start_node: StartNode, nonsense: bytes):
    here, id = start_node(valkey), ConversationId(uuid4())
    await here.open(id, look("Ana"), ignore)
    await cast(Any, valkey.client).hset(f"prosa:looking:{id}", "x", nonsense)
    assert await seen(here, id) == {"Ana": False}
