"""Who is next, and how long it takes until then. Pure.

The rule: everyone has the place of somebody who came earlier by the head start of their urgency. Waiting
counts as much for a low urgency as for a high one, so two places never swap while time passes, and nobody
is overtaken by those who come more than `HEAD_START[URGENT]` after them: no urgency starves.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from prosa.conversations.events import AgentId, ConversationId, TeamId
from prosa.conversations.parts import QueuePlace, Urgency

HEAD_START = {
    Urgency.LOW: timedelta(0),
    Urgency.MEDIUM: timedelta(minutes=10),
    Urgency.HIGH: timedelta(minutes=30),
    Urgency.URGENT: timedelta(hours=2),
}
"""How much earlier than it did a conversation counts as having come."""
VIP_HEAD_START = timedelta(minutes=15)
"""On top of it, for customers whom the site names as such."""

ENOUGH = 5
"""Resolved conversations from which on their durations say more than the pack's default."""
TRIMMED = 0.1
"""Share of the shortest and of the longest conversations that is left out: forgotten ones, slips."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation in the queue."""

    conversation: ConversationId
    since: datetime
    urgency: Urgency
    skill: str | None = None
    """What the agent should know; None when anyone will do."""
    channel: str = "web"
    vip: bool = False
    team: TeamId | None = None
    """Whose members may take it; None when anyone may."""
    preferred: AgentId | None = None
    """Who gets it, when there and free."""
    lost_by: AgentId | None = None
    """Who gets it only when there is nobody else: they just let it go."""
    rejoined: datetime | None = None
    """When it came back from an agent, to the place it had."""

    @property
    def turn(self) -> tuple[datetime, ConversationId]:
        """Whoever has the smallest is next. The id only settles ties, the same way everywhere."""
        return self.since - self.head_start, self.conversation

    @property
    def head_start(self) -> timedelta:
        """How much earlier than it did it counts as having come."""
        return HEAD_START[self.urgency] + (VIP_HEAD_START if self.vip else timedelta(0))

    @property
    def joined(self) -> datetime:
        """When it last came to stand in the queue."""
        return self.rejoined or self.since

    def counts(self, other: "Waiting") -> bool:
        """Whether the place that this one is told counts the other, who has an earlier turn.

        Those who come back from an agent to the place they had count for none but who came after that:
        nobody who waits is told a worse place than before, unless somebody has come who is more urgent.
        """
        return other.joined <= self.joined or other.head_start > self.head_start


@dataclass(frozen=True, slots=True)
class Staff:
    """Who answers, as far as an estimate needs to know."""

    skills: tuple[frozenset[str], ...]
    """Of each agent who is there."""
    service: timedelta
    """How long one conversation takes one agent."""
    assumed: int
    """How many agents to count on for work that none who is there can do."""

    def able(self, skill: str | None) -> int:
        """How many agents may take a conversation that needs this skill."""
        return sum(can_take(skills, skill) for skills in self.skills) or self.assumed


@dataclass(frozen=True, slots=True)
class Doors:
    """Whether people answer now, and from when on otherwise."""

    open: bool
    reopens_at: datetime | None = None
    waits: timedelta | None = None
    """Closed, but customers queue as at any other time: how long until somebody answers."""


def can_take(skills: frozenset[str], needed: str | None) -> bool:
    """Whether an agent should be given this. One who lists no skills takes everything."""
    return needed is None or not skills or needed in skills


def estimated_wait(ahead: int, agents: int, service: timedelta) -> timedelta:
    """Expected time until an agent is free for someone with `ahead` people in front.

    With c busy agents and exponential service of mean s, departures come every s/c (M/M/c), so the wait is
    (ahead + 1)·s/c. Agents count once however many conversations they hold, so this errs on the long side.
    """
    return (ahead + 1) * service / max(agents, 1)


def service_time(durations: Sequence[timedelta], default: timedelta) -> timedelta:
    """The mean duration without the extremes; the default until there are `ENOUGH`."""
    if len(durations) < ENOUGH:
        return default
    cut = int(len(durations) * TRIMMED)
    kept = sorted(durations)[cut : len(durations) - cut]
    return sum(kept, timedelta(0)) / len(kept)


def place(ahead: int, skill: str | None, staff: Staff, doors: Doors, behind: int | None = None) -> QueuePlace:
    """The place of somebody with `ahead` people in front. Closed: the wait counts from the reopening.

    `behind`: how many will really be served before, when that is more than are counted.
    """
    wait = estimated_wait(ahead if behind is None else behind, staff.able(skill), staff.service)
    queues = doors.open or doors.waits is not None
    return QueuePlace(
        position=ahead + 1,
        wait_seconds=ceil((wait + (doors.waits or timedelta(0))).total_seconds()),
        open=queues,
        reopens_at=None if queues else doors.reopens_at,
    )


def places(
    waiting: Iterable[Waiting],
    staff: Staff,
    doors: Callable[[str], Doors],
    among: Container[ConversationId] | None = None,
) -> dict[ConversationId, QueuePlace]:
    """Everyone's place, next first; of those in `among` only, when it is given. `doors` of each channel."""
    ordered = sorted(waiting, key=lambda one: one.turn)
    returned = [(turn, one) for turn, one in enumerate(ordered) if one.rejoined is not None]
    told: dict[ConversationId, QueuePlace] = {}
    for ahead, one in enumerate(ordered):
        if among is None or one.conversation in among:
            uncounted = sum(turn < ahead and not one.counts(other) for turn, other in returned)
            told[one.conversation] = place(
                ahead - uncounted, one.skill, staff, doors(one.channel), behind=ahead
            )
    return told
