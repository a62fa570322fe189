"""Who plays: customers who come and wait, agents who answer, leave and return. Drawn from a seed. Pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.parts import Urgency

SKILLS = ("vendas", "financeiro", "tecnico")
NAMES = ("Ana", "Bia", "Caio", "Duda", "Eva", "Fábio", "Gil", "Helena", "Iara", "João", "Kátia", "Léo")


@dataclass(frozen=True, slots=True)
class Scene:
    """How large the play is."""

    customers: int = 200
    agents: int = 8
    nodes: int = 3
    seed: int = 7
    step: timedelta = timedelta(seconds=40)
    arrivals: timedelta = timedelta(minutes=40)
    """Over how long the customers come."""
    service: timedelta = timedelta(minutes=5)
    """How long a conversation takes an agent on average."""
    kills: tuple[timedelta, ...] = (timedelta(minutes=8), timedelta(minutes=18), timedelta(minutes=28))
    """When a node is killed, with all the sockets that it holds: at the first assignment after that."""
    replaced_after: timedelta = timedelta(minutes=2)
    """When another one takes its place."""


@dataclass(slots=True)
class Customer:
    """Somebody who comes, waits and is served."""

    id: ConversationId
    comes_after: timedelta
    urgency: Urgency
    skill: str | None
    vip: bool
    service: timedelta
    came_at: datetime | None = None
    answered_at: datetime | None = None
    """When a person first said something."""
    assigned_at: datetime | None = None
    """When it was first given to somebody."""
    served_at: datetime | None = None
    told: list[tuple[datetime, int]] = field(default_factory=list[tuple[datetime, int]])
    """The positions they were told while they waited."""

    @property
    def kind(self) -> tuple[Urgency, str | None, bool]:
        """Customers of one kind are served in the order in which they came."""
        return self.urgency, self.skill, self.vip


@dataclass(slots=True)
class Worker:
    """An agent, and what they are up to."""

    id: AgentId
    name: str
    capacity: int
    skills: frozenset[str]
    node: int | None
    """Which node their console is connected to; None while they are away from it."""
    tab: str = "tab-1"
    back_at: datetime | None = None
    dozes: bool = False
    """They look away, and answer nobody."""


def draw_customers(scene: Scene, random: Random) -> list[Customer]:
    """The customers, in the order of their coming."""
    moments = sorted(random.random() for _ in range(scene.customers))
    return [
        Customer(
            id=ConversationId(UUID(int=random.getrandbits(128), version=4)),
            comes_after=moment * scene.arrivals,
            urgency=random.choices(list(Urgency), (20, 55, 18, 7))[0],
            skill=random.choices((None, *SKILLS), (55, 15, 15, 15))[0],
            vip=random.random() < 0.06,
            service=timedelta(seconds=min(random.expovariate(1 / scene.service.total_seconds()), 1200)),
        )
        for moment in moments
    ]


def draw_skills(number: int) -> frozenset[str]:
    """What the agent with this number knows: the first two take everything, the others two things each."""
    if number < 2:
        return frozenset()
    return frozenset({SKILLS[number % 3], SKILLS[(number + 1) % 3]})
