import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pydantic import BaseModel

from prosa.console.live.access import Live
from prosa.console.live.board import MOST_AT_ONCE, NEWS, Listener, news
from prosa.console.live.protocol import ConversationsFrame, CountsFrame, NoticeCode
from prosa.conversations.events import AgentId, ContactId, ConversationId
from prosa.conversations.projection import Conversation, Owner
from prosa.engines.valkey import Valkey
from tests.console.conftest import live_of
from tests.handoff.house import House

NOW = datetime(2026, 3, 2, 14, tzinfo=UTC)
ANA, BRUNO = AgentId(uuid4()), AgentId(uuid4())


@pytest.fixture
async def live(house: House, valkey: Valkey) -> AsyncIterator[Live]:
    """The house, with what tells agents running."""
    live = live_of(house, valkey)
    running = asyncio.create_task(live.run())
    yield live
    assert not running.done(), "what tells agents stopped by itself"
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@dataclass
class Screen:
    """What an agent was told."""

    frames: list[BaseModel] = field(default_factory=list[BaseModel])

    @property
    def rows(self) -> list[tuple[ConversationId, ...]]:
        told = [frame for frame in self.frames if isinstance(frame, ConversationsFrame)]
        return [tuple(ConversationId(row.id) for row in frame.conversations) for frame in told]

    async def until(self, condition: Any) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.01)


async def test_a_flood_is_told_in_frames_of_a_bounded_size_each_conversation_once(house: House, live: Live):
    ana, screen = await house.agent(), Screen()
    ids = await asyncio.gather(*(house.customer() for _ in range(MOST_AT_ONCE + 50)))
    with live.board.telling(Listener(ana, screen.frames.append)):
        for id in ids:
            live.board.moved(id)
        await screen.until(lambda: sum(map(len, screen.rows)) == len(ids))
    assert [len(rows) for rows in screen.rows] == [MOST_AT_ONCE, 50]
    assert {id for rows in screen.rows for id in rows} == set(ids)


async def test_counts_are_told_at_first_and_again_only_when_they_change(house: House, live: Live):
    ana, screen = await house.agent(), Screen()
    with live.board.telling(Listener(ana, screen.frames.append)):
        await screen.until(lambda: counted(screen))
        id = await house.waits()
        live.fanout.committed([await house.says(id, "alô?")])
        await screen.until(lambda: counted(screen)[-1].queue == 1)
        live.fanout.committed([await house.says(id, "tem alguém aí?")])
        await screen.until(lambda: len(screen.rows) == 2)
    assert [counts.queue for counts in counted(screen)] == [0, 1]


def counted(screen: Screen) -> list[Any]:
    return [frame.counts for frame in screen.frames if isinstance(frame, CountsFrame)]


def standing(owner: Owner, assignee: AgentId | None = None) -> Conversation:
    return Conversation(
        id=ConversationId(uuid4()),
        contact=ContactId(uuid4()),
        channel="web",
        opened_at=NOW,
        updated_at=NOW,
        owner=owner,
        assignee=assignee,
        queued_at=NOW if owner is Owner.QUEUE else None,
        assigned_at=NOW if owner is Owner.AGENT else None,
    )


BOT, QUEUE = standing(Owner.BOT), standing(Owner.QUEUE)
OF_ANA, OF_BRUNO = standing(Owner.AGENT, ANA), standing(Owner.AGENT, BRUNO)


@pytest.mark.parametrize(
    "before, after, told",
    [
        (BOT, QUEUE, NoticeCode.NEW_IN_QUEUE),
        (OF_ANA, QUEUE, NoticeCode.NEW_IN_QUEUE),
        (QUEUE, QUEUE, None),
        (QUEUE, OF_ANA, NoticeCode.ASSIGNED),
        (OF_BRUNO, OF_ANA, NoticeCode.ASSIGNED),
        (OF_ANA, OF_ANA, None),
        (OF_ANA, BOT, None),
        (None, QUEUE, NoticeCode.NEW_IN_QUEUE),
        (None, OF_ANA, NoticeCode.ASSIGNED),
        (None, BOT, None),
    ],
)
def test_only_a_change_of_hands_is_news(
    before: Conversation | None, after: Conversation, told: NoticeCode | None
):
    assert news(before, after, NOW + timedelta(seconds=1)) == told


@pytest.mark.parametrize("after", [QUEUE, OF_ANA])
def test_what_happened_before_anybody_listened_is_no_news(after: Conversation):
    assert news(None, after, NOW + NEWS) is None
