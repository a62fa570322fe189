"""The front desk: who stands where in the queue, and how long it will take."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from prosa.conversations.events import ConversationId
from prosa.conversations.parts import QueuePlace, Urgency
from prosa.engines.database import Database
from prosa.handoff import waiting
from prosa.handoff.hours import is_open, reopens_at
from prosa.handoff.queue import Doors, Staff, Waiting, place, places, service_time
from prosa.packs.schema import Bot
from prosa.people.agents import Agents

STAFF_FOR = timedelta(seconds=15)
"""How long who is there, and how fast they are, is taken as known."""

_LAST = ConversationId(UUID(int=2**128 - 1))


@dataclass(frozen=True, slots=True)
class QueueState:
    """Everything that places depend on. Equal states give equal places."""

    waiting: tuple[int, int]
    staff: Staff
    doors: Doors


class FrontDesk:
    """Implements the core's `Desk`."""

    def __init__(
        self,
        database: Database,
        agents: Agents,
        bot: Bot,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._agents = agents
        self._hours = bot.hours
        self._zone = ZoneInfo(bot.timezone)
        self._defaults = bot.queue
        self._clock = clock
        self._staff: tuple[datetime, Staff] | None = None

    async def place_for_new(self, urgency: Urgency, skill: str | None) -> QueuePlace:
        """The place that a conversation joining the queue now would take."""
        newcomer = Waiting(_LAST, self._clock(), urgency, skill)
        staff = await self.staff()
        async with self._database.connect() as connection:
            ahead = await waiting.ahead_of(connection, newcomer)
        return place(ahead, skill, staff, self.doors())

    async def place_of(self, conversation: ConversationId) -> QueuePlace | None:
        """The place of this conversation; None when it does not wait."""
        staff = await self.staff()
        async with self._database.connect() as connection:
            found = await waiting.one(connection, conversation)
            if found is None:
                return None
            ahead = await waiting.ahead_of(connection, found)
        return place(ahead, found.skill, staff, self.doors())

    async def places(
        self, among: Container[ConversationId] | None = None
    ) -> dict[ConversationId, QueuePlace]:
        """Everyone's place, next first; of those in `among` only, when it is given."""
        staff = await self.staff()
        async with self._database.connect() as connection:
            everyone = await waiting.everyone(connection)
        return places(everyone, staff, self.doors(), among)

    async def state(self) -> QueueState:
        """Tells cheaply whether anybody's place can have changed."""
        staff = await self.staff()
        async with self._database.connect() as connection:
            return QueueState(await waiting.state(connection), staff, self.doors())

    def doors(self) -> Doors:
        """Whether people answer now."""
        now = self._clock()
        if is_open(self._hours, self._zone, now):
            return Doors(open=True)
        return Doors(open=False, reopens_at=reopens_at(self._hours, self._zone, now))

    async def staff(self) -> Staff:
        """Who is there and how long they take, as seen within the last `STAFF_FOR`."""
        now = self._clock()
        if self._staff is not None and now - self._staff[0] < STAFF_FOR:
            return self._staff[1]
        online = await self._agents.online()
        async with self._database.connect() as connection:
            durations = await waiting.service_times(connection, now)
        service = service_time(durations, timedelta(minutes=self._defaults.service_minutes))
        staff = Staff(
            skills=tuple(agent.skills for agent in sorted(online, key=lambda agent: agent.id)),
            # Whole seconds: finer differences are no reason to tell everyone a new place.
            service=timedelta(seconds=round(service.total_seconds())),
            assumed=self._defaults.agents,
        )
        self._staff = now, staff
        return staff
