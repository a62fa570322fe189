"""Tells waiting customers when their place changes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import structlog
from prometheus_client import Counter, Gauge
from sqlalchemy.exc import DBAPIError

from prosa.conversations.events import ConversationId
from prosa.conversations.parts import QueuePlace
from prosa.engines.errors import EnginesError
from prosa.handoff.desk import FrontDesk, QueueState

EVERY_SECONDS = 2.0

Followed = Callable[[], Iterable[ConversationId]]
OnPlace = Callable[[ConversationId, QueuePlace], Awaitable[None]]

queue_length = Gauge("prosa_queue_length", "Conversations that wait for a person")
watch_failures = Counter("prosa_queue_watch_failures", "Looks at the queue that failed")

log = structlog.get_logger()


class QueueWatch:
    """Looks at the queue and calls `on_place` for those whose place is new or has changed.

    Every node runs one and tells only those whom somebody follows there, from the next change on: whoever
    begins to follow is told by the channel. As long as nothing changes a look is one small query.
    """

    def __init__(
        self, desk: FrontDesk, followed: Followed, on_place: OnPlace, every_seconds: float = EVERY_SECONDS
    ) -> None:
        self._desk = desk
        self._followed = followed
        self._on_place = on_place
        self._every = every_seconds
        self._state: QueueState | None = None
        self._told: dict[ConversationId, QueuePlace] = {}

    async def run(self) -> None:
        """Looks until cancelled. With an engine away or too slow it tries again: places are a courtesy."""
        while True:
            try:
                await self.look()
            except (EnginesError, DBAPIError) as error:
                watch_failures.inc()
                log.warning("cannot look at the queue", error=type(error).__name__)
            await asyncio.sleep(self._every)

    async def look(self) -> int:
        """One look. Returns how many were told."""
        state = await self._desk.state()
        queue_length.set(state.waiting[0])
        if state == self._state:
            return 0
        now = await self._desk.places(frozenset(self._followed()))
        changed = {id: place for id, place in now.items() if self._told.get(id) != place}
        for id, place in changed.items():
            await self._on_place(id, place)
        self._told, self._state = now, state
        return len(changed)
