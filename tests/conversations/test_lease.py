import asyncio
from collections.abc import AsyncIterator

import pytest

from prosa.conversations.events import ConversationId
from prosa.conversations.lease import Leases
from prosa.engines.valkey import Valkey
from tests.conversations.saying import new_conversation

NOWHERE = "valkey://127.0.0.1:1/0"


@pytest.fixture
async def other_valkey(valkey: Valkey, valkey_url: str) -> AsyncIterator[Valkey]:
    """Another node's connections to the same Valkey."""
    other = Valkey(valkey_url)
    yield other
    await other.close()


def key_of(conversation: ConversationId) -> str:
    return f"prosa:lease:{conversation}"


async def test_two_nodes_never_hold_a_conversation_at_once(valkey: Valkey, other_valkey: Valkey):
    nodes = Leases(valkey), Leases(other_valkey)
    conversation = new_conversation()
    inside: list[int] = []
    most_inside: list[int] = []

    async def turn(number: int) -> None:
        async with nodes[number % 2].hold(conversation):
            inside.append(number)
            most_inside.append(len(inside))
            await asyncio.sleep(0.002)
            inside.remove(number)

    async with asyncio.timeout(60):
        await asyncio.gather(*map(turn, range(20)))

    assert most_inside == [1] * 20


async def test_conversations_do_not_wait_for_each_other(valkey: Valkey):
    leases = Leases(valkey)
    async with leases.hold(new_conversation()), asyncio.timeout(20), leases.hold(new_conversation()) as free:
        assert free


async def test_a_holder_learns_whether_it_had_to_wait(valkey: Valkey, other_valkey: Valkey):
    here, there = Leases(valkey), Leases(other_valkey)
    conversation = new_conversation()
    told: dict[str, bool] = {}

    async def wait(name: str, leases: Leases) -> None:
        async with leases.hold(conversation) as free:
            told[name] = free

    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks, here.hold(conversation) as free:
        told["first"] = free
        tasks.create_task(wait("same node", here))
        tasks.create_task(wait("other node", there))
        await asyncio.sleep(0.1)

    assert told == {"first": True, "same node": False, "other node": False}


async def test_a_lease_is_given_back_also_when_the_turn_fails(valkey: Valkey):
    leases, conversation = Leases(valkey), new_conversation()
    with pytest.raises(ValueError, match="turn"):
        async with leases.hold(conversation):
            raise ValueError("turn")
    assert not await valkey.client.exists(key_of(conversation))


async def test_a_lease_is_renewed_while_its_holder_lives(valkey: Valkey):
    leases, conversation = Leases(valkey), new_conversation()
    async with leases.hold(conversation):
        left = await valkey.client.pttl(key_of(conversation))
        async with asyncio.timeout(20):
            while (now := await valkey.client.pttl(key_of(conversation))) <= left:
                assert now > 0, "it ran out"
                left = now
                await asyncio.sleep(0.05)


async def test_the_lease_of_a_node_that_died_runs_out(valkey: Valkey):
    leases, conversation = Leases(valkey), new_conversation()
    await valkey.client.set(key_of(conversation), "a node that is no more", px=200)
    async with asyncio.timeout(20), leases.hold(conversation) as free:
        assert not free


async def test_a_holder_that_lost_its_lease_leaves_the_new_one_alone(valkey: Valkey):
    leases, conversation = Leases(valkey, seconds=0.2), new_conversation()
    async with leases.hold(conversation):
        await valkey.client.set(key_of(conversation), "somebody else")
        await asyncio.sleep(0.3)  # it would have renewed by now
        assert await valkey.client.pttl(key_of(conversation)) == -1
    assert await valkey.client.get(key_of(conversation)) == b"somebody else"


async def test_scripts_that_valkey_forgot_are_loaded_again(valkey: Valkey):
    leases, conversation = Leases(valkey), new_conversation()
    async with leases.hold(conversation):
        await valkey.client.script_flush()
    assert not await valkey.client.exists(key_of(conversation))


async def test_a_cancelled_wait_leaves_nothing_behind(valkey: Valkey):
    leases, conversation = Leases(valkey), new_conversation()
    await valkey.client.set(key_of(conversation), "somebody else")

    async def turn() -> None:
        async with leases.hold(conversation):
            raise AssertionError("held by somebody else")

    waiting = asyncio.create_task(turn())
    await asyncio.sleep(0.1)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await valkey.client.get(key_of(conversation)) == b"somebody else"


async def test_with_valkey_away_turns_of_a_node_still_do_not_overlap():
    valkey = Valkey(NOWHERE)
    leases, conversation = Leases(valkey), new_conversation()
    inside = 0
    most_inside: list[int] = []

    async def turn() -> None:
        nonlocal inside
        async with leases.hold(conversation):
            inside += 1
            most_inside.append(inside)
            await asyncio.sleep(0)
            inside -= 1

    async with asyncio.timeout(20):
        await asyncio.gather(*(turn() for _ in range(10)))
    await valkey.close()

    assert most_inside == [1] * 10
