"""Telling those who follow a conversation what was committed, on this node and on all others.

What this node commits is handed to its followers at once. Of other nodes' commits it learns by their notices,
and by a look at the log every few seconds, every second while no notices come. Either way the events
themselves are read from the log, so a follower gets each one once and in order.
"""

import asyncio
from collections.abc import AsyncGenerator, Generator, Iterable, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta

import structlog

from prosa.conversations.appending import Appended
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.following import Follower
from prosa.conversations.log import PAGE, Log
from prosa.conversations.notices import Moved, Notices
from prosa.conversations.signals import Draft, Passing, Signal
from prosa.engines.errors import DatabaseAway
from prosa.engines.valkey import Valkey

LOOK_SECONDS = 10.0
"""How often the log is looked at while notices come: some may have been lost."""
WATCH_SECONDS = 1.0
"""How often while none come."""
OVERLAP = timedelta(seconds=5)
"""How far each look goes back behind the one before: commits come later than their events are dated, and the
clocks of nodes differ a little."""
READERS = 4
"""Conversations read at a time: a flood of notices must leave connections to the turns."""

log = structlog.get_logger()


class FanOut:
    """The followers of this node."""

    def __init__(self, valkey: Valkey, log: Log, node: str) -> None:
        """`node` names this node among all."""
        self._log = log
        self._notices = Notices(
            valkey, node, moved=self._moved, signalled=self._signal_here, joined=self._look_soon
        )
        self._followers: dict[ConversationId, set[Follower]] = {}
        self._listeners: list[Moved] = []
        self._behind: set[ConversationId] = set()
        self._reading: dict[ConversationId, asyncio.Task[None]] = {}
        self._readers = asyncio.Semaphore(READERS)
        self._look_now = asyncio.Event()

    @asynccontextmanager
    async def following(self, follower: Follower) -> AsyncGenerator[None]:
        """Delivers to it while the block runs, and first what it has not seen. Raises `DatabaseAway`."""
        self.add(follower)
        try:
            await self.catch_up(follower)
            yield
        finally:
            self.remove(follower)

    def add(self, follower: Follower) -> None:
        """Delivers to this follower what is committed from now on; see `catch_up` for what came before."""
        self._followers.setdefault(follower.conversation, set()).add(follower)

    def remove(self, follower: Follower) -> None:
        """Stops delivering to it."""
        followers = self._followers.get(follower.conversation, set())
        followers.discard(follower)
        if not followers:
            self._followers.pop(follower.conversation, None)

    async def catch_up(self, follower: Follower) -> None:
        """Delivers what this follower, once added, has not seen yet. Raises `DatabaseAway`."""
        await self._catch_up(follower.conversation)

    @property
    def followed(self) -> Iterable[ConversationId]:
        """Conversations that somebody on this node follows."""
        return self._followers.keys()

    @contextmanager
    def listening(self, moved: Moved) -> Generator[None]:
        """Tells, while the block runs, of each conversation that reaches an offset, at least once."""
        self._listeners.append(moved)
        try:
            yield
        finally:
            self._listeners.remove(moved)

    def committed(self, group: Sequence[Appended]) -> None:
        """Tells everyone what was just committed (called by the ledger)."""
        for appended in group:
            if not self._offer(appended.conversation.id, appended.events):
                self._soon(appended.conversation.id)
            self._tell_listeners(appended.conversation.id, appended.conversation.last_offset)
        if group:
            self._notices.tell_moved(
                {appended.conversation.id: appended.conversation.last_offset for appended in group}
            )

    def signal(self, conversation: ConversationId, signal: Passing) -> None:
        """Tells everyone who follows the conversation now; nobody later."""
        self._signal_here(conversation, signal)
        self._notices.tell_signal(conversation, signal)

    def show_draft(self, conversation: ConversationId, draft: Draft) -> None:
        """Shows an answer in the making to who follows the conversation on this node now."""
        self._signal_here(conversation, draft)

    async def run(self) -> None:
        """Follows what other nodes commit. Runs until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._notices.run())
                tasks.create_task(self._watch())
        finally:
            for reading in self._reading.values():
                reading.cancel()

    def _moved(self, conversation: ConversationId, offset: int) -> None:
        self._tell_listeners(conversation, offset)
        if any(follower.seen < offset for follower in self._followers.get(conversation, ())):
            self._soon(conversation)

    def _tell_listeners(self, conversation: ConversationId, offset: int) -> None:
        for moved in self._listeners:
            moved(conversation, offset)

    def _look_soon(self) -> None:
        self._look_now.set()

    async def _watch(self) -> None:
        """Looks at the log for what notices should have told."""
        looked = datetime.now(UTC)
        while True:
            with suppress(TimeoutError):
                seconds = LOOK_SECONDS if self._notices.up else WATCH_SECONDS
                await asyncio.wait_for(self._look_now.wait(), seconds)
            self._look_now.clear()
            now = datetime.now(UTC)
            try:
                await self._look(since=looked - OVERLAP)
                looked = now  # Not after a failure: the next look then covers this one's time, too.
            except DatabaseAway:
                log.warning("cannot look at the log for those who follow")

    async def _look(self, since: datetime) -> None:
        if self._followers or self._listeners:
            among = None if self._listeners else self._followers.keys()
            moved = await self._log.moved_since(since, among)
            for conversation, offset in moved.items():
                self._moved(conversation, offset)

    def _soon(self, conversation: ConversationId) -> None:
        """Has the log read for followers that have missed something."""
        if conversation in self._followers:
            self._behind.add(conversation)
            if conversation not in self._reading:
                self._reading[conversation] = asyncio.create_task(self._read(conversation))

    async def _read(self, conversation: ConversationId) -> None:
        try:
            # What is told while a round reads may have come too late for it.
            while conversation in self._behind:
                self._behind.discard(conversation)
                async with self._readers:
                    await self._catch_up(conversation)
        except DatabaseAway:
            log.warning("cannot read the log for those who follow", conversation=str(conversation))
        except Exception:
            log.exception("reading the log for those who follow failed", conversation=str(conversation))
        finally:
            self._reading.pop(conversation, None)

    async def _catch_up(self, conversation: ConversationId) -> None:
        while followers := self._followers.get(conversation):
            events = await self._log.after(conversation, min(follower.seen for follower in followers))
            self._offer(conversation, events)
            if len(events) < PAGE:
                return

    def _offer(self, conversation: ConversationId, events: Sequence[Event]) -> bool:
        """Hands events to all followers. False when one of them misses events before these."""
        complete = True
        for follower in tuple(self._followers.get(conversation, ())):
            try:
                complete &= follower.offer(events)
            except Exception:
                log.exception("a follower failed", conversation=str(conversation))
        return complete

    def _signal_here(self, conversation: ConversationId, signal: Signal) -> None:
        for follower in tuple(self._followers.get(conversation, ())):
            follower.signalled(signal)
