"""The front desk: who stands where in the queue, and how long it will take."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.parts import QueuePlace, Urgency
from prosa.conversations.ports import Closing
from prosa.engines.database import Database
from prosa.handoff import waiting
from prosa.handoff.attendance import Attendance
from prosa.handoff.opening import OpeningHours
from prosa.handoff.presence import Presence
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
    doors: tuple[Doors, ...]


class FrontDesk:
    """Implements the core's `Desk`."""

    def __init__(
        self,
        database: Database,
        agents: Agents,
        bot: Bot,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        hours: OpeningHours | None = None,
        attendance: Attendance | None = None,
    ) -> None:
        """Without `hours` the pack's hold; without `attendance` whoever called lately is there."""
        self._database = database
        self._agents = agents
        self._hours = hours or OpeningHours(database, bot, clock=clock)
        self._attendance = attendance
        self._defaults = bot.queue
        self._clock = clock
        self._staff: tuple[datetime, Staff] | None = None

    async def name_of(self, agent: AgentId) -> str | None:
        """The name of an agent that customers see."""
        return await self._agents.name_of(agent)

    def outside(self, channel: str) -> Closing | None:
        """What to do for who wants a person while nobody answers in this channel."""
        return self._hours.closing(channel)

    async def place_for_new(self, urgency: Urgency, skill: str | None, channel: str = "web") -> QueuePlace:
        """The place that a conversation joining the queue now would take."""
        newcomer = Waiting(_LAST, self._clock(), urgency, skill, channel=channel)
        staff = await self.staff()
        async with self._database.connect() as connection:
            ahead, behind = await waiting.ahead_of(connection, newcomer)
        return place(ahead, skill, staff, self._hours.doors(channel), behind=behind)

    async def place_of(self, conversation: ConversationId) -> QueuePlace | None:
        """The place of this conversation; None when it does not wait."""
        staff = await self.staff()
        async with self._database.connect() as connection:
            found = await waiting.one(connection, conversation)
            if found is None:
                return None
            ahead, behind = await waiting.ahead_of(connection, found)
        return place(ahead, found.skill, staff, self._hours.doors(found.channel), behind=behind)

    async def places(
        self, among: Container[ConversationId] | None = None
    ) -> dict[ConversationId, QueuePlace]:
        """Everyone's place, next first; of those in `among` only, when it is given."""
        staff = await self.staff()
        async with self._database.connect() as connection:
            everyone = await waiting.everyone(connection)
        return places(everyone, staff, self._hours.doors, among)

    async def state(self) -> QueueState:
        """Tells cheaply whether anybody's place can have changed."""
        staff = await self.staff()
        async with self._database.connect() as connection:
            doors = tuple(map(self._hours.doors, self._hours.channels))
            return QueueState(await waiting.state(connection), staff, doors)

    async def staff(self) -> Staff:
        """Who is there and how long they take, as seen within the last `STAFF_FOR`."""
        now = self._clock()
        if self._staff is not None and now - self._staff[0] < STAFF_FOR:
            return self._staff[1]
        await self._hours.refresh()
        online = await self._there()
        async with self._database.connect() as connection:
            durations = await waiting.service_times(connection, now)
        service = service_time(durations, timedelta(minutes=self._defaults.service_minutes))
        staff = Staff(
            skills=online,
            # Whole seconds: finer differences are no reason to tell everyone a new place.
            service=timedelta(seconds=round(service.total_seconds())),
            assumed=self._defaults.agents,
        )
        self._staff = now, staff
        return staff

    async def _there(self) -> tuple[frozenset[str], ...]:
        """The skills of each who is there, in a fixed order."""
        if self._attendance is None:
            agents = await self._agents.online()
            return tuple(agent.skills for agent in sorted(agents, key=lambda agent: agent.id))
        everyone = await self._attendance.everyone()
        return tuple(one.skills for one in everyone if one.presence in (Presence.ONLINE, Presence.BUSY))
