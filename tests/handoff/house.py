"""A desk on real engines, in words of the desk: customers who wait, agents, what they did."""

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
)
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.models import conversation as conversation_table
from prosa.conversations.models import event as event_table
from prosa.conversations.parts import Urgency
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.handoff.desk import FrontDesk
from prosa.handoff.inbox import Inbox
from prosa.handoff.service import HandOffs
from prosa.handoff.tickets import TicketBook, TicketReview, TicketWork
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
        step = HandOff(step=HandOffStep.REQUESTED, reason=HandOffReason.ASKED, urgency=urgency, skill=skill)
        await self.ledger.append(id, [NewEvent(Source.BOT, step)])
        async with self.database.begin() as connection:
            await connection.execute(
                update(conversation_table)
                .where(conversation_table.c.id == id)
                .values(queued_at=self.clock.now - since)
            )
        return id

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


@asynccontextmanager
async def open_house(database: Database, pack_bot: Bot | None = None) -> AsyncGenerator[House]:
    """A house without customers or agents."""
    clock = Clock(datetime.now(UTC))
    cipher = Cipher([b"k" * KEY_BYTES])
    ledger = Ledger(database, Sealer(cipher))
    log = Log(database, Sealer(cipher))
    agents = Agents(database, clock)
    served = pack_bot or bot()
    tickets = TicketBook(database, cipher, served, clock)
    yield House(
        database=database,
        clock=clock,
        ledger=ledger,
        log=log,
        agents=agents,
        desk=FrontDesk(database, agents, served, clock),
        inbox=Inbox(log),
        handoffs=HandOffs(database, ledger),
        tickets=tickets,
        ticket_review=TicketReview(database, cipher, clock),
        ticket_work=TicketWork(database, cipher, ledger, tickets, clock=clock),
    )
    await ledger.close()
