"""What customers who wait for a person are promised: service levels, counted in business hours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from prosa.conversations.events import AgentId, Promise
from prosa.conversations.parts import Urgency
from prosa.conversations.projection import Conversation, Owner
from prosa.engines.database import Database
from prosa.handoff.models import service_level as table
from prosa.handoff.opening import KNOWN_FOR, OpeningHours
from prosa.people import audit

LEAD = timedelta(minutes=10)
"""How long before it is due a promise is near, at most."""
LEAD_SHARE = 3
"""And at most so many-th part of the time that was promised."""


@dataclass(frozen=True, slots=True)
class Level:
    """Business minutes within which each is promised; None: not promised."""

    first_response_minutes: float | None = None
    next_response_minutes: float | None = None
    resolution_minutes: float | None = None

    def within(self, promise: Promise) -> timedelta | None:
        """The time promised."""
        minutes = {
            Promise.FIRST_RESPONSE: self.first_response_minutes,
            Promise.NEXT_RESPONSE: self.next_response_minutes,
            Promise.RESOLUTION: self.resolution_minutes,
        }[promise]
        return None if minutes is None else timedelta(minutes=minutes)

    def lead(self, promise: Promise) -> timedelta:
        """How long before it is due this promise is near."""
        within = self.within(promise)
        return LEAD if within is None else min(LEAD, within / LEAD_SHARE)


DEFAULT: Mapping[Urgency, Level] = {
    Urgency.LOW: Level(30, 60, 2880),
    Urgency.MEDIUM: Level(15, 30, 1440),
    Urgency.HIGH: Level(5, 15, 480),
    Urgency.URGENT: Level(2, 5, 240),
}
"""Until the company sets its own."""


class ServiceLevels:
    """The levels, kept in memory: what is due is computed while events are appended."""

    def __init__(
        self,
        database: Database,
        hours: OpeningHours,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._hours = hours
        self._clock = clock
        self._read_at: datetime | None = None
        self.levels: Mapping[Urgency, Level] = DEFAULT

    def promise(self, conversation: Conversation) -> Conversation:
        """The conversation with what is due in it (the ledger's `promise`)."""
        if not conversation.with_people:
            return conversation
        level = self.levels[conversation.urgency]
        asked = conversation.queued_at or conversation.assigned_at
        first = asked if conversation.first_response_at is None else None
        after = conversation.waiting_since if conversation.first_response_at is not None else None
        return replace(
            conversation,
            first_response_due=self._due(conversation, level, Promise.FIRST_RESPONSE, first),
            next_response_due=self._due(conversation, level, Promise.NEXT_RESPONSE, after),
            resolution_due=self._due(conversation, level, Promise.RESOLUTION, asked),
        )

    def _due(
        self, conversation: Conversation, level: Level, promise: Promise, start: datetime | None
    ) -> datetime | None:
        within = level.within(promise)
        if start is None or within is None:
            return None
        return self._hours.of(conversation.channel).after(start, within)

    async def refresh(self) -> None:
        """Reads what was changed, here or by another node, unless that was done a moment ago."""
        now = self._clock()
        if self._read_at is not None and now - self._read_at < KNOWN_FOR:
            return
        async with self._database.connect() as connection:
            rows = list(await connection.execute(select(table)))
        own = {
            Urgency(row.urgency): Level(
                row.first_response_minutes, row.next_response_minutes, row.resolution_minutes
            )
            for row in rows
        }
        self.levels = {**DEFAULT, **own}
        self._read_at = now

    async def change(self, levels: Mapping[Urgency, Level], by: AgentId | None = None) -> None:
        """Sets the levels. They hold for what happens from now on; what is due already stays."""
        rows = [
            {
                "urgency": urgency.value,
                "first_response_minutes": level.first_response_minutes,
                "next_response_minutes": level.next_response_minutes,
                "resolution_minutes": level.resolution_minutes,
            }
            for urgency, level in levels.items()
        ]
        async with self._database.begin() as connection:
            await connection.execute(delete(table))
            if rows:
                await connection.execute(insert(table).values(rows))
            await audit.record(connection, by, "service_levels.changed")
        self.levels = {**DEFAULT, **levels}


def due_of(conversation: Conversation, promise: Promise) -> datetime | None:
    """When this promise is due; None when there is none, or it was kept."""
    if conversation.owner is Owner.NOBODY:
        return None
    return {
        Promise.FIRST_RESPONSE: conversation.first_response_due,
        Promise.NEXT_RESPONSE: conversation.next_response_due,
        Promise.RESOLUTION: conversation.resolution_due,
    }[promise]
