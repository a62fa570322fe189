"""What happens to customers, in words of a report, at the moments that a test chooses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from prosa.conversations.events import (
    ConversationId,
    EventData,
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    MessageType,
    NewEvent,
    Rating,
    Source,
    Thumb,
)
from prosa.conversations.facts import Facts, IntentFact, Outcome
from prosa.conversations.models import event as event_table
from prosa.conversations.parts import SourceLink
from prosa.people.agents import Agent
from tests.handoff.house import House


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation whose events happen when the test says."""

    house: House
    id: ConversationId

    async def says(self, at: datetime) -> None:
        await self._append(at, Source.CUSTOMER, Message(text="e agora?"))

    async def bot(
        self,
        at: datetime,
        intent: str = "delivery",
        outcome: Outcome = Outcome.ANSWERED,
        article: str | None = None,
        milliseconds: float = 10,
    ) -> None:
        facts = Facts(
            intent=IntentFact(name=intent, confidence=0.9),
            sentiment="neutral",
            outcome=outcome,
            milliseconds=milliseconds,
        )
        links = () if article is None else (SourceLink(id=article, title=article, link=f"/{article}"),)
        said = Message(text="…", type=MessageType.ARTICLE, sources=links, facts=facts)
        await self._append(at, Source.BOT, said)

    async def calls_a_person(self, at: datetime) -> None:
        step = HandOff(step=HandOffStep.REQUESTED, reason=HandOffReason.ASKED)
        await self._append(at, Source.BOT, step)

    async def taken(self, at: datetime, by: Agent) -> None:
        await self._step(at, HandOffStep.ASSIGNED, by)

    async def released(self, at: datetime, by: Agent) -> None:
        await self._step(at, HandOffStep.RELEASED, by)

    async def lent(self, at: datetime, by: Agent) -> None:
        step = HandOff(step=HandOffStep.LENT, agent=by.id, agent_name=by.name, form="exchange")
        await self._append(at, Source.AGENT, step)

    async def returned(self, at: datetime, by: Agent) -> None:
        await self._step(at, HandOffStep.RETURNED, by)

    async def resolved(self, at: datetime, by: Agent) -> None:
        await self._step(at, HandOffStep.RESOLVED, by)

    async def answered(self, at: datetime, by: Agent) -> None:
        await self._append(at, Source.AGENT, Message(text="Oi!", agent_name=by.name))

    async def rated(
        self,
        at: datetime,
        score: int,
        agent: Agent | None = None,
        intent: str | None = None,
        article: str | None = None,
    ) -> None:
        by = None if agent is None else agent.id
        await self._append(at, Source.CUSTOMER, Rating(score=score, agent=by, intent=intent, article=article))

    async def thumb(self, at: datetime, up: bool, intent: str, article: str | None = None) -> None:
        await self._append(at, Source.CUSTOMER, Thumb(of=1, up=up, intent=intent, article=article))

    async def _step(self, at: datetime, step: HandOffStep, by: Agent) -> None:
        await self._append(at, Source.AGENT, HandOff(step=step, agent=by.id, agent_name=by.name))

    async def _append(self, at: datetime, source: Source, data: EventData) -> None:
        appended = await self.house.ledger.append(self.id, [NewEvent(source, data)])
        await happened(self.house, self.id, appended.events[0].offset, at)


async def talk(house: House, at: datetime) -> Talk:
    """Somebody writes for the first time."""
    id = await house.customer()
    await happened(house, id, 0, at)
    return Talk(house, id)


async def happened(house: House, id: UUID, offset: int, at: datetime) -> None:
    async with house.database.begin() as connection:
        await connection.execute(
            update(event_table)
            .where(event_table.c.conversation_id == id, event_table.c.offset == offset)
            .values(at=at)
        )
