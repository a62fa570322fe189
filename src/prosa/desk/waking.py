"""Wakes what slept until now, so that it is in its agent's list again."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from sqlalchemy import select

from prosa.conversations.events import ConversationId, Mark, NewEvent, Source
from prosa.conversations.ledger import Ledger
from prosa.conversations.models import conversation
from prosa.conversations.projection import Conversation
from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway

EVERY_SECONDS = 5.0
AT_ONCE = 100

log = structlog.get_logger()


class _Awake(Exception):
    """Another node was faster, or it was put aside anew."""


class Waking:
    """Looks for sleepers whose time has come. Safe on many nodes: each is woken once."""

    def __init__(
        self, database: Database, ledger: Ledger, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._clock = clock

    async def run(self) -> None:
        """Looks until cancelled. With the database away it looks again later."""
        while True:
            try:
                await self.wake()
            except DatabaseAway:
                log.warning("cannot look for conversations to wake")
            await asyncio.sleep(EVERY_SECONDS)

    async def wake(self) -> int:
        """One look; how many were woken."""
        now = self._clock()
        due = (
            select(conversation.c.id)
            .where(conversation.c.snoozed_until <= now)
            .order_by(conversation.c.snoozed_until)
            .limit(AT_ONCE)
        )
        async with self._database.connect() as connection:
            ids = [ConversationId(row.id) for row in await connection.execute(due)]
        return sum(await asyncio.gather(*(self._wake(id, now) for id in ids)))

    async def _wake(self, id: ConversationId, now: datetime) -> bool:
        def still_asleep(standing: Conversation) -> None:
            if standing.snoozed_until is None or standing.snoozed_until > now:
                raise _Awake

        try:
            await self._ledger.append(id, [NewEvent(Source.SYSTEM, Mark(what="woken"))], require=still_asleep)
        except _Awake:
            return False
        return True
