"""Valkey is killed or full: customers notice nothing."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from prosa.conversations.facts import Outcome
from prosa.security.limits import RateLimits
from tests.conversations.nodes import Chat, Node, open_node
from tests.conversations.reading import Reader, understood
from tests.faults.conftest import PrivateEngines


@pytest.fixture
async def node(private: PrivateEngines) -> AsyncIterator[Node]:
    reader = Reader(understood("pedido 777", order="777"))
    async with open_node(private.database_url, private.valkey_url, reader=reader, fanout=True) as node:
        yield node


async def answered(chat: Chat, text: str) -> bool:
    facts = (await chat.says(text)).data.facts  # type: ignore[union-attr]
    assert facts is not None
    return facts.outcome is Outcome.ANSWERED


async def test_a_conversation_goes_on_while_valkey_is_killed_and_comes_back(
    private: PrivateEngines, node: Node
):
    chat = Chat(node)
    assert await answered(chat, "pedido 777")
    await private.kill_valkey()
    assert await answered(chat, "e aí?")
    await private.revive()
    async with asyncio.timeout(20):
        while not await node.valkey.answers():
            await asyncio.sleep(0.05)
    assert await answered(chat, "e agora?")
    assert (await node.memory.context(await chat.standing())).entities == {"order": "777"}


async def test_a_full_valkey_is_as_good_as_none(private: PrivateEngines, node: Node):
    chat = Chat(node)
    assert await answered(chat, "pedido 777")
    await node.valkey.client.config_set("maxmemory", "1")
    uncounted: list[None] = []
    limits = RateLimits(
        node.valkey, session="1/minute", address="", key=bytes(32), unavailable=lambda: uncounted.append(None)
    )

    assert [await limits.wait_seconds("s", "a") for _ in range(3)] == [0, 0, 0]
    assert await answered(chat, "e aí?")

    assert len(uncounted) == 3
    assert (await node.memory.context(await chat.standing())).entities == {"order": "777"}
