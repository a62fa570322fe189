"""The board: tells every agent's socket which conversations have moved, and how many there are.

It learns of commits of this node and of all others from the fan-out, reads what has moved in batches, and
tells it as it stands now, at most five times a second.
"""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from pydantic import BaseModel

from prosa.console.listing.counting import KEPT_SECONDS, Counting
from prosa.console.listing.filters import Clock, utc_now
from prosa.console.listing.reads import Reads, Seen
from prosa.console.listing.rows import Listed, Rows
from prosa.console.listing.schemas import ConversationRow, Counts
from prosa.console.live.calls import Call, Calls
from prosa.console.live.protocol import (
    Colleague,
    ConversationsFrame,
    CountsFrame,
    NoticeCode,
    NoticeFrame,
    PresenceFrame,
)
from prosa.console.live.roll import LOOK_SECONDS
from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.fanout import FanOut
from prosa.conversations.projection import Conversation, Owner
from prosa.engines.errors import DatabaseAway
from prosa.handoff.queue import can_take
from prosa.people.agents import Agent

PAUSE_SECONDS = 0.2
MOST_AT_ONCE = 200
"""Conversations that one frame tells of; the rest waits for the next."""
NEWS = timedelta(seconds=15)
"""What happened longer ago, before anybody here listened, is no news."""
REMEMBERED = 5_000
"""Conversations whose last standing is kept to compare with."""

Roll = Callable[[], Awaitable[tuple[Colleague, ...]]]
"""Everybody who answers customers, and whether they are there."""

log = structlog.get_logger()


@dataclass(eq=False, slots=True)
class Listener:
    """A socket of an agent."""

    agent: Agent
    put: Callable[[BaseModel], None]
    counts: Counts | None = None
    """As last told."""
    colleagues: tuple[Colleague, ...] = ()
    """As last told."""

    @property
    def id(self) -> AgentId:
        """Who listens."""
        return AgentId(self.agent.id)


class Board:
    """Tells the agents' sockets of this node. `run` it for as long as the node lives."""

    def __init__(
        self,
        fanout: FanOut,
        rows: Rows,
        reads: Reads,
        counting: Counting,
        calls: Calls,
        roll: Roll,
        clock: Clock = utc_now,
    ) -> None:
        self._fanout = fanout
        self._rows = rows
        self._reads = reads
        self._counting = counting
        self._calls = calls
        self._roll = roll
        self._clock = clock
        self._listeners: list[Listener] = []
        self._ears = ExitStack()
        self._moved: dict[ConversationId, None] = {}
        self._known: dict[ConversationId, Conversation] = {}
        self._wake = asyncio.Event()
        self._recount = asyncio.Event()
        self._come = asyncio.Event()

    @contextmanager
    def telling(self, listener: Listener) -> Generator[None]:
        """Tells this socket while the block runs."""
        if not self._listeners:
            self._known.clear()
            self._ears.enter_context(self._fanout.listening(self._hear))
        self._listeners.append(listener)
        self._recount.set()
        self._come.set()
        try:
            yield
        finally:
            self._listeners.remove(listener)
            if not self._listeners:
                self._ears.close()

    def moved(self, conversation: ConversationId) -> None:
        """Has the conversation told again, although its log is as it was: something beside it changed."""
        if self._listeners:
            self._moved[conversation] = None
            self._wake.set()
            self._recount.set()

    async def run(self) -> None:
        """Runs until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._tell_rows())
            tasks.create_task(self._tell_counts())
            tasks.create_task(self._tell_who_is_there())

    def _hear(self, conversation: ConversationId, offset: int) -> None:
        known = self._known.get(conversation)
        if known is None or known.last_offset < offset:
            self.moved(conversation)

    async def _tell_rows(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            batch = list(self._moved)[:MOST_AT_ONCE]
            for id in batch:
                del self._moved[id]
            try:
                await self._tell(batch)
            except DatabaseAway:
                log.warning("cannot tell agents what has moved")
                self._moved = dict.fromkeys(batch) | self._moved
            await asyncio.sleep(PAUSE_SECONDS)
            if self._moved:
                self._wake.set()

    async def _tell(self, batch: Sequence[ConversationId]) -> None:
        listed = await self._rows.of(batch)
        agents = {listener.id for listener in self._listeners}
        seen = await self._reads.seen(agents, batch)
        for listener in tuple(self._listeners):
            if listed:
                listener.put(ConversationsFrame(conversations=_rows_for(listener, listed, seen)))
        last = {one.conversation.id: one.conversation.last_offset for one in listed}
        for call in await self._calls.since(batch, self._clock() - NEWS):
            # One that came after its row was read is told with the next.
            if call.offset <= last.get(call.conversation, -1):
                self._tell_call(call)
        for one in listed:
            self._notice(one)

    def _tell_call(self, call: Call) -> None:
        """Tells those whom a note names."""
        known = self._known.get(call.conversation)
        if known is not None and call.offset <= known.last_offset:
            return
        for listener in tuple(self._listeners):
            if listener.id in call.agents:
                listener.put(
                    NoticeFrame(
                        code=NoticeCode.MENTION, conversation=call.conversation, text=call.text, at=call.at
                    )
                )

    def _notice(self, one: Listed) -> None:
        """Tells those whom it concerns when the conversation has just come to them."""
        now, standing = self._clock(), one.conversation
        before = self._known.pop(standing.id, None)
        self._known[standing.id] = standing
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
        code = news(before, standing, now)
        if code is None:
            return
        frame = NoticeFrame(code=code, conversation=standing.id, text=one.customer_name, at=now)
        for listener in tuple(self._listeners):
            if _concerns(standing, listener.agent):
                listener.put(frame)

    async def _tell_counts(self) -> None:
        while True:
            await self._recount.wait()
            self._recount.clear()
            # What was counted before this is then too old to be remembered.
            await asyncio.sleep(KEPT_SECONDS)
            try:
                tally = await self._counting.tally()
            except DatabaseAway:
                log.warning("cannot count conversations for agents")
                self._recount.set()
                continue
            for listener in tuple(self._listeners):
                counts = tally.for_agent(listener.agent)
                if counts != listener.counts:
                    listener.counts = counts
                    listener.put(CountsFrame(counts=counts))

    async def _tell_who_is_there(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._come.wait(), LOOK_SECONDS)
            self._come.clear()
            if not self._listeners:
                continue
            try:
                colleagues = await self._roll()
            except DatabaseAway:
                log.warning("cannot tell agents who is there")
                continue
            for listener in tuple(self._listeners):
                if colleagues != listener.colleagues:
                    listener.colleagues = colleagues
                    listener.put(PresenceFrame(agents=colleagues))


def news(before: Conversation | None, now_is: Conversation, now: datetime) -> NoticeCode | None:
    """What a conversation's new standing is a reason to tell somebody at once."""
    moved = _change_of_hands(before, now_is, now)
    if moved is None and before is not None and now_is.warned - before.warned:
        return NoticeCode.SLA_WARNING
    return moved


def _change_of_hands(before: Conversation | None, now_is: Conversation, now: datetime) -> NoticeCode | None:
    match now_is.owner:
        case Owner.AGENT:
            if before is None:
                return NoticeCode.ASSIGNED if _is_news(now_is.assigned_at, now) else None
            same = before.owner is Owner.AGENT and before.assignee == now_is.assignee
            return None if same else NoticeCode.ASSIGNED
        case Owner.QUEUE:
            if before is None:
                return NoticeCode.NEW_IN_QUEUE if _is_news(now_is.queued_at, now) else None
            return None if before.owner is Owner.QUEUE else NoticeCode.NEW_IN_QUEUE
        case Owner.BOT | Owner.NOBODY:
            return None


def _is_news(at: datetime | None, now: datetime) -> bool:
    return at is not None and now - at < NEWS


def _concerns(standing: Conversation, agent: Agent) -> bool:
    if standing.owner is Owner.QUEUE:
        member = standing.team is None or standing.team in agent.teams
        return member and can_take(agent.skills, standing.skill)
    return standing.assignee == agent.id


def _rows_for(listener: Listener, listed: Sequence[Listed], seen: Seen) -> tuple[ConversationRow, ...]:
    return tuple(one.row(seen.get((listener.id, one.conversation.id), 0)) for one in listed)
