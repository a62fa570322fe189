import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import orjson
import pytest
import structlog

from prosa.conversations import fanout as fanout_module
from prosa.conversations import notices as notices_module
from prosa.conversations.events import ConversationId, Event, NewEvent
from prosa.conversations.fanout import FanOut
from prosa.conversations.following import Follower
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import PAGE, Log
from prosa.conversations.notices import CHANNEL
from prosa.conversations.sealing import Sealer
from prosa.conversations.signals import Signal, Typing
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from tests.conversations.saying import customer, new_conversation, opening_of

NOWHERE = "valkey://127.0.0.1:1/0"


class Screen(Follower):
    """A follower that keeps what it was given."""

    def __init__(self, conversation: ConversationId, seen: int = -1) -> None:
        self.events: list[Event] = []
        self.signals: list[Signal] = []
        super().__init__(conversation, seen, self.events.append, self.signals.append)

    async def shows(self, last: int) -> None:
        """Waits until the event at this offset has arrived."""
        async with asyncio.timeout(20):
            while self.seen < last:
                await asyncio.sleep(0.01)

    @property
    def offsets(self) -> list[int]:
        return [event.offset for event in self.events]


@dataclass
class Node:
    """A process of Prosa, as far as fan-out goes."""

    ledger: Ledger
    fanout: FanOut
    valkey: Valkey
    running: asyncio.Task[None] = field(init=False)

    async def say(self, conversation: ConversationId, *events: NewEvent) -> None:
        await self.ledger.append(conversation, events or [customer()], opening=opening_of(conversation))

    async def hears(self) -> None:
        """Waits until the line to the other nodes is up."""
        async with asyncio.timeout(20):
            while not self.fanout._notices.up:
                await asyncio.sleep(0.01)


StartNode = Callable[..., Awaitable[Node]]


@pytest.fixture
async def start_node(
    database: Database, database_url: str, valkey: Valkey, valkey_url: str, sealer: Sealer
) -> AsyncIterator[StartNode]:
    """Starts nodes on the same engines."""
    async with AsyncExitStack() as stack:

        async def start(url: str = valkey_url, running: bool = True) -> Node:
            own_database, own_valkey = Database(database_url, pool=4), Valkey(url)
            stack.push_async_callback(own_database.close)
            stack.push_async_callback(own_valkey.close)
            fanout = FanOut(own_valkey, Log(own_database, sealer), node=uuid4().hex)
            node = Node(Ledger(own_database, sealer, committed=fanout.committed), fanout, own_valkey)
            stack.push_async_callback(node.ledger.close)
            if running:
                node.running = asyncio.create_task(fanout.run())
                stack.push_async_callback(ended, node.running)
                if url == valkey_url:
                    await node.hears()
            return node

        yield start


async def ended(task: asyncio.Task[None]) -> None:
    assert not task.done(), "fan-out stopped by itself"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def break_subscriptions(valkey: Valkey, worker: int) -> None:
    """Cuts this worker's subscriptions, as a network would."""
    clients: list[dict[str, Any]] = await valkey.client.client_list(_type="pubsub")
    for client in clients:
        if client["db"] == str(worker):
            await valkey.client.client_kill_filter(_id=client["id"])


async def test_events_reach_followers_of_the_same_node_at_once(start_node: StartNode):
    node = await start_node(running=False)
    conversation = new_conversation()
    screen, other = Screen(conversation), Screen(new_conversation())
    node.fanout.add(screen)
    node.fanout.add(other)

    await node.say(conversation, customer("um"), customer("dois"))

    assert screen.offsets == [0, 1] and other.events == []


async def test_events_of_one_node_reach_followers_on_another_in_order_once(start_node: StartNode):
    here, there = await start_node(), await start_node()
    conversation = new_conversation()
    screens = [Screen(conversation) for _ in range(3)]
    there.fanout.add(screens[0])
    there.fanout.add(screens[1])
    here.fanout.add(screens[2])

    await asyncio.gather(*((here, there)[number % 2].say(conversation) for number in range(60)))

    for screen in screens:
        await screen.shows(59)
        assert screen.offsets == list(range(60))


async def test_a_follower_gets_first_what_it_has_missed(start_node: StartNode):
    node = await start_node(running=False)
    conversation = new_conversation()
    await node.say(conversation, *[customer()] * 5)
    screen = Screen(conversation, seen=1)

    async with node.fanout.following(screen):
        assert screen.offsets == [2, 3, 4]
        await node.say(conversation)

    assert screen.offsets == [2, 3, 4, 5]
    await node.say(conversation)
    assert screen.seen == 5, "it follows no more"
    assert list(node.fanout.followed) == []


async def test_a_long_absence_is_made_up_for_page_by_page(start_node: StartNode):
    node = await start_node(running=False)
    conversation = new_conversation()
    await node.say(conversation, *[customer()] * (2 * PAGE + 1))
    screen, late = Screen(conversation), Screen(conversation, seen=2 * PAGE - 1)
    node.fanout.add(late)

    async with node.fanout.following(screen):
        assert screen.offsets == list(range(2 * PAGE + 1))
    assert late.offsets == [2 * PAGE]


async def test_a_follower_with_a_gap_reads_the_log(start_node: StartNode):
    """It began to follow after it read how far the log was, and something came between."""
    node = await start_node(running=False)
    conversation = new_conversation()
    await node.say(conversation, *[customer()] * 3)
    screen = Screen(conversation, seen=0)
    node.fanout.add(screen)

    await node.say(conversation)

    await screen.shows(3)
    assert screen.offsets == [1, 2, 3]


async def test_with_valkey_away_events_of_another_node_are_found_in_the_log(
    start_node: StartNode, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fanout_module, "WATCH_SECONDS", 0.05)
    here, there = await start_node(NOWHERE), await start_node(NOWHERE)
    conversation = new_conversation()
    screen = Screen(conversation)
    there.fanout.add(screen)

    for last in range(3):
        await here.say(conversation)
        await screen.shows(last)

    assert screen.offsets == [0, 1, 2]


async def test_a_broken_subscription_misses_nothing(
    start_node: StartNode, valkey: Valkey, worker: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(notices_module, "RETRY_SECONDS", 0.05)
    here, there = await start_node(), await start_node()
    conversation = new_conversation()
    screen = Screen(conversation)
    there.fanout.add(screen)

    for last in range(0, 9, 3):
        await break_subscriptions(valkey, worker)
        for _ in range(3):
            await here.say(conversation)
        await screen.shows(last + 2)

    assert screen.offsets == list(range(9))


async def test_a_notice_that_got_lost_is_made_up_for(start_node: StartNode, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fanout_module, "LOOK_SECONDS", 0.05)
    mute, there = await start_node(running=False), await start_node()
    conversation = new_conversation()
    screen = Screen(conversation)
    there.fanout.add(screen)

    await mute.say(conversation)

    await screen.shows(0)
    assert screen.offsets == [0]


async def test_what_is_told_while_the_log_is_read_is_not_forgotten(
    start_node: StartNode, monkeypatch: pytest.MonkeyPatch
):
    """The read that is under way has perhaps looked too early for it."""
    node = await start_node(running=False)
    conversation = new_conversation()
    screen = Screen(conversation)
    node.fanout.add(screen)
    read = node.fanout._log.after
    other = await start_node(running=False)

    async def slow(*arguments: Any, **options: Any) -> list[Event]:
        events = await read(*arguments, **options)
        if not events or events[-1].offset == 0:
            await other.say(conversation)
            node.fanout._moved(conversation, 1)
        return events

    await other.say(conversation)
    monkeypatch.setattr(node.fanout._log, "after", slow)
    node.fanout._moved(conversation, 0)

    await screen.shows(1)
    assert screen.offsets == [0, 1]


async def test_signals_reach_those_who_follow_now_on_every_node(start_node: StartNode):
    here, there = await start_node(), await start_node()
    conversation = new_conversation()
    near, far, other = Screen(conversation), Screen(conversation), Screen(new_conversation())
    here.fanout.add(near)
    there.fanout.add(far)
    there.fanout.add(other)
    typing = Typing(source="bot", on=True)

    here.fanout.signal(conversation, typing)

    async with asyncio.timeout(20):
        while not far.signals:
            await asyncio.sleep(0.01)
    assert near.signals == far.signals == [typing]
    assert other.signals == []


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"\xff",
        b"[]",
        b"7",
        b'{"moved": {}}',
        b'{"node": "x", "moved": {"not-an-id": 3}}',
        b'{"node": "x", "moved": [1]}',
        b'{"node": "x", "signal": {"kind": "bomb"}, "conversation": "00000000-0000-0000-0000-000000000000"}',
        b'{"node": "x", "signal": 3, "conversation": 4}',
    ],
)
async def test_nonsense_on_the_line_is_skipped(start_node: StartNode, valkey: Valkey, nonsense: bytes):
    here, there = await start_node(), await start_node()
    conversation = new_conversation()
    screen = Screen(conversation)
    there.fanout.add(screen)

    with structlog.testing.capture_logs():
        await valkey.client.publish(CHANNEL, nonsense)
        await here.say(conversation)
        await screen.shows(0)

    assert there.fanout._notices.up


async def test_notices_carry_nothing_that_was_said(start_node: StartNode, valkey: Valkey):
    node = await start_node()
    subscriber = valkey.subscriber()
    await subscriber.subscribe(CHANNEL)
    conversation = new_conversation()

    await node.say(conversation, customer("meu CPF é 529.982.247-25"))

    notices = (heard["data"] async for heard in subscriber.listen() if heard["type"] == "message")
    async with asyncio.timeout(20):
        [notice] = [await anext(ours async for ours in notices if str(conversation).encode() in ours)]
    await subscriber.aclose()
    assert orjson.loads(notice)["moved"] == {str(conversation): 0}
    assert b"CPF" not in notice and b"529.982" not in notice


async def test_a_follower_that_fails_does_not_keep_others_from_their_events(start_node: StartNode):
    def broken(_: Event) -> None:
        raise ValueError("screen")

    node = await start_node(running=False)
    conversation = new_conversation()
    screens = [Screen(conversation) for _ in range(4)]
    node.fanout.add(screens[0])
    for _ in range(4):
        node.fanout.add(Follower(conversation, -1, broken))
    for screen in screens[1:]:
        node.fanout.add(screen)

    await node.say(conversation)

    assert [screen.offsets for screen in screens] == [[0]] * 4


@pytest.mark.parametrize("line", ["up", "down"])
async def test_whoever_listens_hears_of_every_conversation_that_moves_on_any_node(
    start_node: StartNode, valkey_url: str, line: str
):
    url = valkey_url if line == "up" else NOWHERE
    here, there = await start_node(url), await start_node(url)
    heard: dict[ConversationId, int] = {}
    ours, theirs = new_conversation(), new_conversation()
    with here.fanout.listening(heard.__setitem__):
        await here.say(ours)
        await there.say(theirs, customer("um"), customer("dois"))
        async with asyncio.timeout(20):
            while heard != {ours: 0, theirs: 1}:
                await asyncio.sleep(0.01)
    await here.say(ours)
    assert heard[ours] == 0, "who listens no more hears nothing"
