"""A desk on real engines, in words of the desk: customers who wait, agents, what they did."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from sqlalchemy import update

from prosa.conversations.appending import Appended, Opening
from prosa.conversations.events import (
    ContactId,
    ConversationId,
    Event,
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
from prosa.conversations.models import conversation as conversation_table
from prosa.conversations.models import event as event_table
from prosa.conversations.parts import Urgency
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.assigning import Assigner
from prosa.handoff.attendance import Attendance
from prosa.handoff.desk import FrontDesk
from prosa.handoff.dispatch import Dispatch
from prosa.handoff.inbox import Inbox
from prosa.handoff.levels import ServiceLevels
from prosa.handoff.opening import OpeningHours
from prosa.handoff.presence import Presence
from prosa.handoff.reclaiming import Patience, Reclaimer
from prosa.handoff.reminding import Reminder
from prosa.handoff.service import HandOffs
from prosa.handoff.tickets import TicketBook, TicketReview, TicketWork
from prosa.handoff.transfers import Transfers
from prosa.packs.schema import Bot, Company, Hours
from prosa.packs.schema import Opening as DayOpening
from prosa.people.agents import Agent, Agents
from prosa.people.roles import Role
from prosa.security.encryption import KEY_BYTES, Cipher


@dataclass(slots=True)
class Clock:
    """The time as the house sees it. Stands still until a test moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def passes(self, time: timedelta) -> None:
        self.now += time


@dataclass(frozen=True, slots=True)
class House:
    database: Database
    clock: Clock
    ledger: Ledger
    log: Log
    agents: Agents
    desk: FrontDesk
    inbox: Inbox
    handoffs: HandOffs
    attendance: Attendance
    transfers: Transfers
    hours: OpeningHours
    levels: ServiceLevels
    assigner: Assigner
    reclaimer: Reclaimer
    reminder: Reminder
    dispatch: Dispatch
    tickets: TicketBook
    ticket_review: TicketReview
    ticket_work: TicketWork
    customers: list[ConversationId] = field(default_factory=list[ConversationId])
    """Everyone who ever wrote."""

    async def agent(self, name: str = "Ana", skills: str = "", max_conversations: int = 5) -> Agent:
        return (await self.hire(name, skills, max_conversations))[0]

    async def hire(
        self, name: str = "Ana", skills: str = "", max_conversations: int = 5, role: Role = Role.AGENT
    ) -> tuple[Agent, str]:
        email = f"{name.lower()}-{uuid4().hex[:8]}@loja.example"
        return await self.agents.create(name, email, skills.split(), max_conversations, role)

    async def online(self, name: str = "Ana", skills: str = "", max_conversations: int = 5) -> Agent:
        """An agent who has said that they are there."""
        agent = await self.agent(name, skills, max_conversations)
        await self.attendance.choose(agent.id, Presence.ONLINE)
        return agent

    async def says(self, id: ConversationId, text: str, source: Source = Source.CUSTOMER) -> Appended:
        return await self.ledger.append(id, [NewEvent(source, Message(text=text))])

    async def customer(self, text: str = "oi") -> ConversationId:
        """A conversation that the bot has."""
        id = ConversationId(uuid4())
        opening = Opening(ContactId(uuid4()), "web", str(id))
        await self.ledger.append(id, [NewEvent(Source.CUSTOMER, Message(text=text))], opening=opening)
        self.customers.append(id)
        return id

    async def waits(
        self,
        urgency: Urgency = Urgency.MEDIUM,
        skill: str | None = None,
        since: timedelta = timedelta(0),
    ) -> ConversationId:
        """A conversation that has been in the queue for this long."""
        id = await self.customer("quero falar com uma pessoa")
        await self.asks(id, urgency, skill)
        async with self.database.begin() as connection:
            await connection.execute(
                update(conversation_table)
                .where(conversation_table.c.id == id)
                .values(queued_at=self.clock.now - since)
            )
        return id

    async def asks(
        self, id: ConversationId, urgency: Urgency = Urgency.MEDIUM, skill: str | None = None
    ) -> None:
        """The customer of this conversation is put in the queue."""
        step = HandOff(step=HandOffStep.REQUESTED, reason=HandOffReason.ASKED, urgency=urgency, skill=skill)
        await self.ledger.append(id, [NewEvent(Source.BOT, step)])

    async def makes_vip(self, id: ConversationId) -> None:
        """The site vouches that this customer comes first."""
        vouched = System(code="identified", detail={"vip": "true"}, customer=uuid4())
        await self.ledger.append(id, [NewEvent(Source.SYSTEM, vouched)])

    async def resolved_after(self, took: timedelta, by: Agent) -> ConversationId:
        """A conversation that took this agent so long, resolved just now."""
        id = await self.waits()
        await self.handoffs.take(id, by)
        await self.handoffs.resolve(id, by)
        for outcome, at in (("assigned", self.clock.now - took), ("resolved", self.clock.now)):
            async with self.database.begin() as connection:
                await connection.execute(
                    update(event_table)
                    .where(event_table.c.conversation_id == id, event_table.c.outcome == outcome)
                    .values(at=at)
                )
        return id

    async def events(self, id: ConversationId) -> Sequence[Event]:
        return await self.log.after(id, -1)


def bot(**changes: object) -> Bot:
    """A pack's bot that is always open."""
    return Bot.model_validate({"company": Company(name="Loja"), "intents": {}, **changes})


WEEKDAY_HOURS = Hours(
    days={
        day: DayOpening(opens=time(9), closes=time(18))
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    }
)


ANSWER_WITHIN = timedelta(minutes=5)
AWAY_AFTER = timedelta(minutes=10)


@asynccontextmanager
async def open_house(
    database: Database,
    pack_bot: Bot | None = None,
    valkey: Valkey | None = None,
    clock: Clock | None = None,
    ledger_clock: Clock | None = None,
) -> AsyncGenerator[House]:
    """A house without customers or agents: one node's parts. Houses on one database share a `clock`.

    Without a `valkey` presence is what the database knows, as while Valkey is away.
    """
    valkey = valkey or Valkey("valkey://127.0.0.1:1")
    clock = clock or Clock(datetime.now(UTC))
    cipher = Cipher([b"k" * KEY_BYTES])
    served = pack_bot or bot()
    hours = OpeningHours(database, served, clock=clock)
    levels = ServiceLevels(database, hours, clock)
    changed = asyncio.Event()

    def committed(group: Sequence[Appended]) -> None:
        dispatch.heard(group)

    ledger = Ledger(
        database,
        Sealer(cipher),
        promise=levels.promise,
        committed=committed,
        clock=ledger_clock or (lambda: datetime.now(UTC)),
    )
    log = Log(database, Sealer(cipher))
    agents = Agents(database, clock)
    attendance = Attendance(database, valkey, AWAY_AFTER, clock, changed.set)
    transfers = Transfers(ledger, attendance)
    assigner = Assigner(database, ledger, attendance, clock)
    patience = Patience(answer=ANSWER_WITHIN, form=timedelta(minutes=10))
    reclaimer = Reclaimer(database, transfers, attendance, patience, clock)
    reminder = Reminder(database, ledger, levels, clock)
    dispatch = Dispatch(attendance, reclaimer, reminder, assigner, changed)
    tickets = TicketBook(database, cipher, served, clock)
    yield House(
        database=database,
        clock=clock,
        ledger=ledger,
        log=log,
        agents=agents,
        desk=FrontDesk(database, agents, served, clock, hours),
        inbox=Inbox(log),
        handoffs=HandOffs(database, ledger),
        attendance=attendance,
        transfers=transfers,
        hours=hours,
        levels=levels,
        assigner=assigner,
        reclaimer=reclaimer,
        reminder=reminder,
        dispatch=dispatch,
        tickets=tickets,
        ticket_review=TicketReview(database, cipher, clock),
        ticket_work=TicketWork(database, cipher, ledger, tickets, clock=clock),
    )
    await ledger.close()
