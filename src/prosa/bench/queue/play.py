"""The play itself: nodes on one database, a clock of its own, and a look at everything after each step."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

from sqlalchemy import func, select

from prosa.bench.queue.people import NAMES, Customer, Scene, Worker, draw_customers, draw_skills
from prosa.conversations.appending import Opening
from prosa.conversations.errors import ProsaError
from prosa.conversations.events import (
    AgentId,
    ContactId,
    ConversationId,
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    NewEvent,
    Source,
    System,
)
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.models import conversation as table
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.rows import conversation_of
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.assigning import Assigner
from prosa.handoff.attendance import Attendance
from prosa.handoff.desk import FrontDesk
from prosa.handoff.opening import OpeningHours
from prosa.handoff.presence import EXPIRY, Presence
from prosa.handoff.queue import HEAD_START, VIP_HEAD_START
from prosa.handoff.reclaiming import Patience, Reclaimer
from prosa.handoff.service import HandOffs
from prosa.handoff.transfers import Transfers
from prosa.packs.schema import Bot
from prosa.people.agents import Agent, Agents
from prosa.security.encryption import KEY_BYTES, Cipher

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
PATIENCE = Patience(answer=timedelta(minutes=3), form=timedelta(minutes=10))
AWAY_AFTER = timedelta(minutes=10)


class Broken(Exception):
    """Something happened that must not."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stood after one step."""

    at: datetime
    waiting: int
    held: int
    online: int


@dataclass(slots=True)
class Outcome:
    """What came of it."""

    scene: Scene
    customers: list[Customer]
    moments: list[Moment] = field(default_factory=list[Moment])
    causes: Counter[str] = field(default_factory=Counter[str])
    """Changes of hands, by step and cause."""
    most_held: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """By agent: the most they held at once, and what they may hold."""
    killed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One process's part in the queue."""

    database: Database
    ledger: Ledger
    log: Log
    attendance: Attendance
    desk: FrontDesk
    handoffs: HandOffs
    assigner: Assigner
    reclaimer: Reclaimer

    async def round(self) -> None:
        """What its background job does."""
        await self.reclaimer.round()
        await self.assigner.round()


@asynccontextmanager
async def _open_node(
    database_url: str, valkey: Valkey, bot: Bot, clock: Callable[[], datetime]
) -> AsyncGenerator[Node]:
    database = Database(database_url, pool=4)
    sealer = Sealer(Cipher([b"q" * KEY_BYTES]))
    ledger = Ledger(database, sealer, clock=clock)
    attendance = Attendance(database, valkey, AWAY_AFTER, clock)
    hours = OpeningHours(database, bot, clock=clock)
    try:
        yield Node(
            database=database,
            ledger=ledger,
            log=Log(database, sealer),
            attendance=attendance,
            desk=FrontDesk(database, Agents(database, clock), bot, clock, hours, attendance),
            handoffs=HandOffs(database, ledger),
            assigner=Assigner(database, ledger, attendance, clock),
            reclaimer=Reclaimer(database, Transfers(ledger, attendance), attendance, PATIENCE, clock),
        )
    finally:
        await ledger.close()
        await database.close()


async def play(database_url: str, valkey: Valkey, scene: Scene | None = None) -> Outcome:
    """Plays until everybody is served. Raises `Broken` when something happens that must not."""
    scene = scene or Scene()
    bot = Bot.model_validate({"company": {"name": "Loja"}, "intents": {}})
    theatre = _Play(scene)
    async with AsyncExitStack() as stack:
        nodes = [
            await stack.enter_async_context(_open_node(database_url, valkey, bot, lambda: theatre.now))
            for _ in range(scene.nodes)
        ]
        await theatre.run(nodes)
    return theatre.outcome


class _Play:
    """The state of a play."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.now = BEGIN
        self._random = Random(scene.seed)  # noqa: S311 - a play, not a secret
        self.outcome = Outcome(scene, draw_customers(scene, self._random))
        self._customers = {customer.id: customer for customer in self.outcome.customers}
        self._to_come = list(self.outcome.customers)
        self._workers: dict[AgentId, Worker] = {}
        self._agents: dict[AgentId, Agent] = {}
        self._nodes: list[Node] = []
        self._dead: set[int] = set()
        self._standing: dict[ConversationId, Conversation] = {}

    async def run(self, nodes: list[Node]) -> None:
        """One step after the other."""
        self._nodes = nodes
        await self._hire()
        limit = BEGIN + 6 * self.scene.arrivals
        while self._to_come or any(one.served_at is None for one in self.outcome.customers):
            if self.now > limit:
                raise Broken("somebody waits for ever")
            await self._together(self._arrivals())
            await self._moods()
            await self._killing()
            await asyncio.gather(*(node.round() for node in self._alive()), self._look())
            await self._look()
            await self._places()
            await self._together(self._work())
            self.now += self.scene.step
        await self._read_logs()

    def _alive(self) -> list[Node]:
        return [node for number, node in enumerate(self._nodes) if number not in self._dead]

    async def _together(self, what: Iterable[Awaitable[object]]) -> None:
        await asyncio.gather(*what)

    async def _hire(self) -> None:
        agents = Agents(self._nodes[0].database, lambda: self.now)
        for number in range(self.scene.agents):
            name = NAMES[number % len(NAMES)]
            skills, capacity = draw_skills(number), self._random.randint(2, 4)
            agent, _ = await agents.create(name, f"{number}@loja.example", skills, capacity)
            node = number % len(self._nodes)
            self._agents[agent.id] = agent
            self._workers[agent.id] = Worker(agent.id, name, capacity, skills, node)
            await self._nodes[node].attendance.choose(agent.id, Presence.ONLINE)

    def _arrivals(self) -> Iterable[Awaitable[object]]:
        while self._to_come and BEGIN + self._to_come[0].comes_after <= self.now:
            customer = self._to_come.pop(0)
            customer.came_at = self.now
            yield self._comes(customer)

    async def _comes(self, customer: Customer) -> None:
        node = self._random.choice(self._alive())
        events = [NewEvent(Source.CUSTOMER, Message(text="preciso de ajuda"))]
        if customer.vip:
            vouched = System(code="identified", detail={"vip": "true"}, customer=uuid4())
            events.append(NewEvent(Source.SYSTEM, vouched))
        asked = HandOff(
            step=HandOffStep.REQUESTED,
            reason=HandOffReason.ASKED,
            urgency=customer.urgency,
            skill=customer.skill,
        )
        opening = Opening(ContactId(customer.id), "web", str(customer.id))
        await node.ledger.append(customer.id, [*events, NewEvent(Source.BOT, asked)], opening=opening)

    async def _moods(self) -> None:
        """Agents leave with and without a word, doze off, and come back."""
        for worker in self._workers.values():
            if worker.back_at is not None and worker.back_at <= self.now:
                await self._returns(worker)
            elif worker.back_at is None and self._random.random() < 0.006:
                await self._leaves(worker)
            elif worker.back_at is None and not worker.dozes and self._random.random() < 0.005:
                worker.dozes = True
            elif worker.dozes and self._random.random() < 0.04:
                worker.dozes = False
            if worker.node is not None:
                attendance = self._nodes[worker.node].attendance
                await attendance.here(worker.id, worker.tab)
                if not worker.dozes:
                    await attendance.active(worker.id)

    async def _leaves(self, worker: Worker) -> None:
        if worker.node is None or sum(one.node is not None for one in self._workers.values()) <= 3:
            return
        if self._random.random() < 0.5:
            await self._nodes[worker.node].attendance.choose(worker.id, Presence.OFFLINE)
        # Otherwise the machine just goes dark: nobody says anything, and the socket expires.
        worker.node = None
        worker.back_at = self.now + timedelta(minutes=self._random.uniform(1.5, 8))

    async def _returns(self, worker: Worker) -> None:
        alive = [number for number in range(len(self._nodes)) if number not in self._dead]
        worker.node, worker.back_at = self._random.choice(alive), None
        worker.dozes, worker.tab = False, uuid4().hex
        await self._nodes[worker.node].attendance.choose(worker.id, Presence.ONLINE)

    async def _killing(self) -> None:
        """The first node dies in the middle of its work; its agents find another one after a while."""
        if self._dead or self.now < BEGIN + self.scene.killed_at or len(self._nodes) == 1:
            return
        dying = asyncio.create_task(self._nodes[0].round())
        await asyncio.sleep(0.004)
        dying.cancel()
        with suppress(asyncio.CancelledError):
            await dying
        self._dead.add(0)
        self.outcome.killed_at = self.now
        for worker in self._workers.values():
            if worker.node == 0:
                worker.node = None
                worker.back_at = self.now + self._random.choice((self.scene.step, 3 * EXPIRY))

    async def _look(self) -> None:
        """What is committed at this very moment, whoever is in the middle of what."""
        async with self._nodes[-1].database.connect() as connection:
            rows = [conversation_of(row) for row in await connection.execute(select(table))]
        held = Counter(one.assignee for one in rows if one.assignee is not None)
        for id, worker in self._workers.items():
            most = max(held[id], self.outcome.most_held.get(worker.name, (0, 0))[0])
            self.outcome.most_held[worker.name] = most, worker.capacity
            if held[id] > worker.capacity:
                raise Broken(f"{worker.name} holds {held[id]} of {worker.capacity}")
        for one in rows:
            served = self._customers[one.id].served_at is not None
            if not served and one.owner not in (Owner.QUEUE, Owner.AGENT):
                raise Broken(f"{one.id} waits, and belongs to {one.owner}")
            if (one.owner is Owner.AGENT) != (one.assignee is not None):
                raise Broken(f"{one.id} belongs to {one.owner} and to {one.assignee}")
        self._standing = {one.id: one for one in rows}

    async def _places(self) -> None:
        """What those who wait are told, and whether it is fair."""
        node = self._random.choice(self._alive())
        places = await node.desk.places()
        self.outcome.moments.append(
            Moment(
                at=self.now,
                waiting=len(places),
                held=sum(one.owner is Owner.AGENT for one in self._standing.values()),
                online=sum(worker.node is not None for worker in self._workers.values()),
            )
        )
        for id, place in places.items():
            customer = self._customers[id]
            if customer.told and self._standing[id].rejoined_at is None:
                before, position = customer.told[-1]
                allowed = position + self._more_urgent_since(customer, before)
                if place.position > allowed:
                    raise Broken(f"told {position}, then {place.position}, at most {allowed} was fair")
            customer.told.append((self.now, place.position))

    def _more_urgent_since(self, customer: Customer, moment: datetime) -> int:
        """How many have come to the queue since then who go before this customer by right."""
        return sum(
            _head_start(self._customers[one.id]) > _head_start(customer)
            for one in self._standing.values()
            if max(one.queued_at or BEGIN, one.rejoined_at or BEGIN) > moment
        )

    def _work(self) -> Iterable[Awaitable[object]]:
        """Agents answer what is new to them, and end what has taken its time."""
        for one in self._standing.values():
            if one.owner is not Owner.AGENT or one.assignee is None:
                continue
            customer, worker = self._customers[one.id], self._workers[one.assignee]
            customer.assigned_at = customer.assigned_at or one.assigned_at
            if worker.node is None or worker.dozes:
                continue
            if one.spoken_at is None:
                yield self._answers(customer, worker)
            elif one.assigned_at is not None and self.now - one.assigned_at >= customer.service:
                yield self._ends(customer, worker)

    async def _answers(self, customer: Customer, worker: Worker) -> None:
        # It may have been taken back since we looked: then somebody else answers.
        with suppress(ProsaError):
            node = self._nodes[worker.node or 0]
            await node.handoffs.answer(customer.id, self._agents[worker.id], f"Oi! Sou {worker.name}.")
            customer.answered_at = customer.answered_at or self.now

    async def _ends(self, customer: Customer, worker: Worker) -> None:
        with suppress(ProsaError):
            node = self._nodes[worker.node or 0]
            await node.handoffs.resolve(customer.id, self._agents[worker.id])
            customer.served_at = self.now

    async def _read_logs(self) -> None:
        """Nobody was given to two agents: between two assignments there is always a way back."""
        node = self._alive()[0]
        for customer in self.outcome.customers:
            holder: AgentId | None = None
            for event in await node.log.all_after(customer.id, -1):
                if not isinstance(event.data, HandOff):
                    continue
                cause = f"{event.data.step}" + (f" ({event.data.cause})" if event.data.cause else "")
                self.outcome.causes[cause] += 1
                if event.data.step is HandOffStep.ASSIGNED:
                    if holder is not None:
                        raise Broken(f"{customer.id} was given away twice")
                    holder = event.data.agent
                else:
                    holder = None
        async with node.database.connect() as connection:
            count = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
        if count != len(self.outcome.customers):
            raise Broken(f"{len(self.outcome.customers)} came, {count} are known")


def _head_start(customer: Customer) -> timedelta:
    return HEAD_START[customer.urgency] + (VIP_HEAD_START if customer.vip else timedelta(0))
