"""The play itself: nodes that are processes, a clock of its own, and a look at everything after each step."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

from sqlalchemy import func, select

from prosa.bench.queue.dying import dies_in_mid_assignment
from prosa.bench.queue.node import sealer
from prosa.bench.queue.orders import Answer, Beat, Choose, Come, Order, Places, Resolve, Round, Serve
from prosa.bench.queue.people import NAMES, Customer, Scene, Worker, draw_customers, draw_skills
from prosa.bench.queue.processes import Broken, Died, NodeProcess
from prosa.conversations.events import AgentId, ConversationId, HandOff, HandOffStep
from prosa.conversations.log import Log
from prosa.conversations.models import conversation as table
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.rows import conversation_of
from prosa.engines.database import Database
from prosa.handoff.presence import EXPIRY, Presence
from prosa.handoff.queue import HEAD_START, VIP_HEAD_START
from prosa.people.agents import Agent, Agents

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)


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
    killed: list[datetime] = field(default_factory=list[datetime])
    """When nodes died, each in the middle of an assignment that it had begun to write."""
    doubts: int = 0
    """Orders that a node died over without an answer."""


async def play(database_url: str, valkey_url: str, scene: Scene | None = None) -> Outcome:
    """Plays until everybody is served. Raises `Broken` when something happens that must not."""
    scene = scene or Scene()
    database = Database(database_url, pool=4)
    theatre = _Play(scene, database, Serve(database_url, valkey_url))
    try:
        await theatre.run()
    finally:
        await theatre.close()
        await database.close()
    return theatre.outcome


class _Play:
    """The state of a play."""

    def __init__(self, scene: Scene, database: Database, serve: Serve) -> None:
        self.scene = scene
        self._database = database
        self._serve = serve
        self.now = BEGIN
        self._random = Random(scene.seed)  # noqa: S311 - a play, not a secret
        self.outcome = Outcome(scene, draw_customers(scene, self._random))
        self._customers = {customer.id: customer for customer in self.outcome.customers}
        self._to_come = list(self.outcome.customers)
        self._workers: dict[AgentId, Worker] = {}
        self._agents: dict[AgentId, Agent] = {}
        self._nodes: dict[int, NodeProcess] = {}
        """Those that live, by number."""
        self._coming_up: list[tuple[datetime, asyncio.Task[NodeProcess]]] = []
        self._standing: dict[ConversationId, Conversation] = {}

    async def run(self) -> None:
        """One step after the other."""
        started = await asyncio.gather(*(NodeProcess.start(self._serve) for _ in range(self.scene.nodes)))
        self._nodes = dict(enumerate(started))
        await self._hire()
        limit = BEGIN + 6 * self.scene.arrivals
        while self._to_come or any(one.served_at is None for one in self.outcome.customers):
            if self.now > limit:
                raise Broken("somebody waits for ever")
            await self._replacements()
            await self._moods()
            if (victim := self._victim()) is None or not await self._dies(victim):
                await self._together(self._arrivals())
                await asyncio.gather(*(node.ask(Round(), self.now) for node in self._alive()), self._look())
            await self._look()
            await self._places()
            await self._together(self._work())
            self.now += self.scene.step
        await self._read_logs()

    async def close(self) -> None:
        """Ends all nodes that live."""
        for _, coming in self._coming_up:
            coming.cancel()
        await asyncio.gather(*(coming for _, coming in self._coming_up), return_exceptions=True)
        await asyncio.gather(*(node.close() for node in self._alive()))

    def _alive(self) -> list[NodeProcess]:
        return list(self._nodes.values())

    async def _ask(self, node: int | None, order: Order) -> bool:
        """Whether it was done, as far as anybody can tell who asks this node."""
        if node not in self._nodes:
            return False
        try:
            return not (await self._nodes[node].ask(order, self.now)).refused
        except Died:
            self.outcome.doubts += 1
            return False

    async def _together(self, what: Iterable[Awaitable[object]]) -> None:
        await asyncio.gather(*what)

    async def _hire(self) -> None:
        agents = Agents(self._database, lambda: self.now)
        for number in range(self.scene.agents):
            name = NAMES[number % len(NAMES)]
            skills, capacity = draw_skills(number), self._random.randint(2, 4)
            agent, _ = await agents.create(name, f"{number}@loja.example", skills, capacity)
            node = number % len(self._nodes)
            self._agents[agent.id] = agent
            self._workers[agent.id] = Worker(agent.id, name, capacity, skills, node)
            await self._ask(node, Choose(agent.id, Presence.ONLINE))

    def _arrivals(self) -> Iterable[Awaitable[object]]:
        while self._to_come and BEGIN + self._to_come[0].comes_after <= self.now:
            yield self._comes(self._to_come.pop(0))

    async def _comes(self, customer: Customer) -> None:
        """Who gets no answer asks another node, like a browser that connects again."""
        first = customer.came_at is None
        customer.came_at = customer.came_at or self.now
        order = Come(customer.id, customer.urgency, customer.skill, customer.vip)
        node = self._random.choice(self._alive())
        try:
            told = await node.ask(order, self.now)
        except Died:
            self.outcome.doubts += 1
            self._to_come.insert(0, customer)
        else:
            if not first and not told.again:
                customer.came_at = self.now

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
                await self._ask(worker.node, Beat(worker.id, worker.tab, active=not worker.dozes))

    async def _leaves(self, worker: Worker) -> None:
        if worker.node is None or sum(one.node is not None for one in self._workers.values()) <= 3:
            return
        if self._random.random() < 0.5:
            await self._ask(worker.node, Choose(worker.id, Presence.OFFLINE))
        # Otherwise the machine just goes dark: nobody says anything, and the socket expires.
        worker.node = None
        worker.back_at = self.now + timedelta(minutes=self._random.uniform(1.5, 8))

    async def _returns(self, worker: Worker) -> None:
        worker.node, worker.back_at = self._random.choice(list(self._nodes)), None
        worker.dozes, worker.tab = False, uuid4().hex
        await self._ask(worker.node, Choose(worker.id, Presence.ONLINE))

    def _victim(self) -> int | None:
        """Who is to die now, if anybody is: one that agents are connected to, if there is such a one."""
        died = len(self.outcome.killed)
        due = died < len(self.scene.kills) and self.now >= BEGIN + self.scene.kills[died]
        if not due or len(self._nodes) == 1:
            return None
        return max(self._nodes, key=lambda node: sum(one.node == node for one in self._workers.values()))

    async def _dies(self, number: int) -> bool:
        """Kills a node while it gives somebody away. False when there was nothing for it to give.

        Meanwhile the others have their rounds, and customers come, some of them to the one that dies.
        """

        async def meanwhile() -> None:
            others = [node for other, node in self._nodes.items() if other != number]
            await asyncio.gather(
                self._together(self._arrivals()), *(node.ask(Round(), self.now) for node in others)
            )

        dying = self._nodes[number]
        if not await dies_in_mid_assignment(dying, self.now, self._database, meanwhile, self._look):
            return False
        del self._nodes[number]
        self.outcome.killed.append(self.now)
        self.outcome.doubts += 1  # its round
        starting = asyncio.create_task(NodeProcess.start(self._serve))
        self._coming_up.append((self.now + self.scene.replaced_after, starting))
        for worker in self._workers.values():
            if worker.node == number:
                worker.node = None
                worker.back_at = self.now + self._random.choice((self.scene.step, 3 * EXPIRY))
        return True

    async def _replacements(self) -> None:
        """New processes take the place of those that died, under numbers of their own."""
        while self._coming_up and self._coming_up[0][0] <= self.now:
            _, starting = self._coming_up[0]
            self._nodes[self.scene.nodes + len(self.outcome.killed) - len(self._coming_up)] = await starting
            self._coming_up.pop(0)

    async def _look(self) -> None:
        """What is committed at this very moment, whoever is in the middle of what."""
        async with self._database.connect() as connection:
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
        places = (await node.ask(Places(), self.now)).places or {}
        self.outcome.moments.append(
            Moment(
                at=self.now,
                waiting=len(places),
                held=sum(one.owner is Owner.AGENT for one in self._standing.values()),
                online=sum(worker.node is not None for worker in self._workers.values()),
            )
        )
        for id, now in places.items():
            customer = self._customers[id]
            if customer.told and self._standing[id].rejoined_at is None:
                before, position = customer.told[-1]
                allowed = position + self._more_urgent_since(customer, before)
                if now > allowed:
                    raise Broken(f"told {position}, then {now}, at most {allowed} was fair")
            customer.told.append((self.now, now))

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
        if await self._ask(worker.node, Answer(customer.id, self._agents[worker.id])):
            customer.answered_at = customer.answered_at or self.now

    async def _ends(self, customer: Customer, worker: Worker) -> None:
        if await self._ask(worker.node, Resolve(customer.id, self._agents[worker.id])):
            customer.served_at = self.now

    async def _read_logs(self) -> None:
        """Nobody was given to two agents: between two assignments there is always a way back."""
        log = Log(self._database, sealer())
        for customer in self.outcome.customers:
            holder: AgentId | None = None
            for event in await log.all_after(customer.id, -1):
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
        async with self._database.connect() as connection:
            count = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
        if count != len(self.outcome.customers):
            raise Broken(f"{len(self.outcome.customers)} came, {count} are known")


def _head_start(customer: Customer) -> timedelta:
    return HEAD_START[customer.urgency] + (VIP_HEAD_START if customer.vip else timedelta(0))
