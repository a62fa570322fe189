"""A company that learns: its log, its review list, the people who decide."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from prosa.conversations.appending import Appended
from prosa.conversations.events import ConversationId, HandOff, HandOffReason, HandOffStep, NewEvent, Source
from prosa.conversations.facts import Outcome
from prosa.conversations.ledger import Ledger
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.language.training import Example, TrainingData
from prosa.learning.collecting import Collector
from prosa.learning.correcting import Corrections
from prosa.learning.deciding import Decisions
from prosa.learning.examples import LearnedExamples
from prosa.learning.items import Filter, ReviewItem
from prosa.learning.listing import ReviewList
from prosa.packs.schema import Pack
from prosa.people.agents import Agent, Agents
from prosa.security.encryption import Cipher
from tests.conversations import shop
from tests.conversations.reading import Reader
from tests.conversations.saying import bot, customer, new_conversation, opening_of

CIPHER = Cipher([b"k" * 32])
TAUGHT = (
    ("cadê meu pedido", "order_status"),
    ("meu pedido não chegou", "order_status"),
    ("quero trocar um produto", "exchange_return"),
    ("qual o prazo de entrega", "delivery_time"),
)


@dataclass(slots=True)
class Clock:
    """The time as the reader of the log sees it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Company:
    database: Database
    ledger: Ledger
    sealer: Sealer
    clock: Clock
    pack: Pack
    collector: Collector
    review: ReviewList
    examples: LearnedExamples
    decisions: Decisions
    corrections: Corrections
    agent: Agent

    def another_collector(self) -> Collector:
        """Of another node, or of this one after a restart."""
        return Collector(self.database, self.sealer, self.pack.bot, self.clock)

    async def says(self, id: ConversationId, text: str) -> int:
        """A customer's message; gives its offset."""
        appended = await self.ledger.append(id, [customer(text)], opening=opening_of(id))
        return appended.events[-1].offset

    async def answers(
        self, id: ConversationId, offset: int, intent: str, confidence: float, **known: object
    ) -> Appended:
        """The bot answers a message, taking it for this intent."""
        facts = {"intent": {"name": intent, "confidence": confidence}, **known}
        return await self.ledger.append(id, [bot(answers=offset, **facts)])  # type: ignore[arg-type]

    async def asked(
        self, text: str, intent: str = "order_status", confidence: float = 0.5, **known: object
    ) -> tuple[ConversationId, int]:
        """A conversation of one message, and how the bot took it."""
        id = new_conversation()
        offset = await self.says(id, text)
        await self.answers(id, offset, intent, confidence, **known)
        return id, offset

    async def hands_over(
        self, id: ConversationId, offset: int | None, reason: HandOffReason = HandOffReason.UNSURE
    ) -> None:
        """The bot calls a person."""
        step = HandOff(step=HandOffStep.REQUESTED, reason=reason, answers=offset)
        await self.ledger.append(id, [NewEvent(Source.BOT, step)])

    async def listed(self, **shown: object) -> list[ReviewItem]:
        """What is on the list, after a look at the log."""
        await self.collector.collect()
        return list((await self.review.page(replace(Filter(), **shown))).items)  # type: ignore[arg-type]

    async def unsure(self, text: str, intent: str = "order_status") -> ReviewItem:
        """A message on the list that the bot was unsure of."""
        id, offset = await self.asked(text, intent, 0.5, outcome=Outcome.CLARIFIED)
        return next(item for item in await self.listed() if (item.conversation, item.offset) == (id, offset))


@pytest.fixture
async def company(database: Database) -> AsyncGenerator[Company]:
    sealer = Sealer(CIPHER)
    ledger = Ledger(database, sealer)
    pack = replace(shop.pack(), training=TrainingData(tuple(Example(*each) for each in TAUGHT)))
    agent, _ = await Agents(database).create("Ana", "ana@loja.example")
    clock = Clock(datetime.now(UTC) + timedelta(seconds=1))
    review = ReviewList(database, sealer)
    examples = LearnedExamples(database, CIPHER, b"d" * 32)
    yield Company(
        database=database,
        ledger=ledger,
        sealer=sealer,
        clock=clock,
        pack=pack,
        collector=Collector(database, sealer, pack.bot, clock),
        review=review,
        examples=examples,
        decisions=Decisions(database, review, examples, pack, Reader()),
        corrections=Corrections(database, sealer, review, examples, pack),
        agent=agent,
    )
    await ledger.close()
