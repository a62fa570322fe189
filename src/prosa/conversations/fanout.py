"""Telling those who follow a conversation what was committed, on this node and on all others.

Between nodes only notices travel ("conversation c has reached offset n"): they carry nothing personal, and one
that is lost does no harm, since a follower with a gap reads the log. With Valkey away nodes look at the log.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson
import structlog

from prosa.conversations.appending import Appended
from prosa.conversations.events import ConversationId
from prosa.conversations.following import Follower
from prosa.conversations.log import Log
from prosa.conversations.signals import Signal, signal_adapter
from prosa.engines.errors import DatabaseAway, ValkeyAway
from prosa.engines.valkey import Valkey

CHANNEL = "prosa:moved"
LOOK_SECONDS = 1.0
"""How often the log is looked at while Valkey is away."""
OVERLAP = timedelta(seconds=5)
"""How far back each look goes: transactions commit later than their events are dated."""

log = structlog.get_logger()


class FanOut:
    """The followers of this node, and the line to the other nodes."""

    def __init__(self, valkey: Valkey, log: Log, node: str) -> None:
        self._valkey = valkey
        self._log = log
        self._node = node
        self._followers: dict[ConversationId, set[Follower]] = {}
        self._outgoing: asyncio.Queue[bytes] = asyncio.Queue(maxsize=10_000)
        self._catching_up: dict[ConversationId, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def following(self, follower: Follower) -> AsyncIterator[None]:
        """Delivers to this follower while the block runs. What it has not seen yet comes first."""
        self.add(follower)
        try:
            await self._catch_up(follower.conversation)
            yield
        finally:
            self.remove(follower)

    def add(self, follower: Follower) -> None:
        """Delivers to this follower from now on; see `catch_up` for what came before."""
        self._followers.setdefault(follower.conversation, set()).add(follower)

    def remove(self, follower: Follower) -> None:
        """Stops delivering to it."""
        followers = self._followers.get(follower.conversation, set())
        followers.discard(follower)
        if not followers:
            self._followers.pop(follower.conversation, None)

    async def catch_up(self, follower: Follower) -> None:
        """Delivers what this follower has not seen yet."""
        await self._catch_up(follower.conversation)

    @property
    def followed(self) -> Iterable[ConversationId]:
        """Conversations that somebody on this node follows."""
        return self._followers.keys()

    def committed(self, group: Sequence[Appended]) -> None:
        """Tells everyone what was just committed (called by the ledger)."""
        for appended in group:
            for follower in tuple(self._followers.get(appended.conversation.id, ())):
                if not follower.offer(appended.events):
                    self._soon(appended.conversation.id)
        if group:
            moved = {str(appended.conversation.id): appended.conversation.last_offset for appended in group}
            self._publish({"node": self._node, "moved": moved})

    def signal(self, conversation: ConversationId, signal: Signal) -> None:
        """Tells everyone who follows the conversation now; nobody later."""
        self._signal_here(conversation, signal)
        told = signal.model_dump(mode="json")
        self._publish({"node": self._node, "signal": told, "conversation": str(conversation)})

    async def run(self) -> None:
        """Keeps the line to the other nodes up. Runs until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._send())
            tasks.create_task(self._listen())

    def _publish(self, notice: dict[str, object]) -> None:
        # A full queue means that Valkey has been slow for thousands of groups: other nodes will look at the log.
        with suppress(asyncio.QueueFull):
            self._outgoing.put_nowait(orjson.dumps(notice))

    async def _send(self) -> None:
        while True:
            notice = await self._outgoing.get()
            with suppress(ValkeyAway):
                await self._valkey.client.publish(CHANNEL, notice)

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear()
            except ValkeyAway:
                await self._look_at_the_log()

    async def _hear(self) -> None:
        """Follows the notices of other nodes. Raises `ValkeyAway` when the line breaks."""
        subscriber = self._valkey.subscriber()
        try:
            await subscriber.subscribe(CHANNEL)
            # What was said before the subscription took hold went unheard.
            await self._look_at_the_log()
            async for heard in subscriber.listen():
                if heard["type"] == "message":
                    self._heard(heard["data"])
        finally:
            with suppress(ValkeyAway):
                await subscriber.aclose()
        raise ValkeyAway("the subscription ended")

    def _heard(self, data: bytes) -> None:
        notice = orjson.loads(data)
        if notice["node"] == self._node:
            return
        if "signal" in notice:
            signal = signal_adapter.validate_python(notice["signal"])
            self._signal_here(ConversationId(UUID(notice["conversation"])), signal)
        for conversation in notice.get("moved", ()):
            self._soon(ConversationId(UUID(conversation)))

    async def _look_at_the_log(self) -> None:
        """What notices would have told: reads which followed conversations have moved on."""
        try:
            moved = await self._log.moved_since(datetime.now(UTC) - OVERLAP, self._followers.keys())
        except DatabaseAway:
            moved = {}
        for conversation, offset in moved.items():
            if any(follower.seen < offset for follower in self._followers.get(conversation, ())):
                self._soon(conversation)
        await asyncio.sleep(LOOK_SECONDS if self._valkey.away else 0)

    def _soon(self, conversation: ConversationId) -> None:
        if conversation in self._followers and conversation not in self._catching_up:
            task = asyncio.create_task(self._catch_up(conversation))
            self._catching_up[conversation] = task
            task.add_done_callback(lambda _: self._catching_up.pop(conversation, None))

    async def _catch_up(self, conversation: ConversationId) -> None:
        while followers := tuple(self._followers.get(conversation, ())):
            seen = min(follower.seen for follower in followers)
            try:
                events = await self._log.after(conversation, seen)
            except DatabaseAway:
                log.warning("cannot read the log for those who follow", conversation=str(conversation))
                return
            for follower in followers:
                follower.offer(events)
            if not events:
                return

    def _signal_here(self, conversation: ConversationId, signal: Signal) -> None:
        for follower in tuple(self._followers.get(conversation, ())):
            follower.signalled(signal)
