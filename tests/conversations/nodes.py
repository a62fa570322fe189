"""Nodes of Prosa without channels: all of the core, with the hand-off's desk and tickets."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from prosa.conversations.appending import Appended
from prosa.conversations.customers import Customers
from prosa.conversations.events import ConversationId, Event, Message, Source
from prosa.conversations.fanout import FanOut
from prosa.conversations.inbox import Inbox
from prosa.conversations.lease import Leases
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.memory import Memory
from prosa.conversations.parts import OrderCard
from prosa.conversations.ports import ActionAnswer, Actions, Lookups, NotFound, Unavailable
from prosa.conversations.ports import Reader as ReaderPort
from prosa.conversations.projection import Conversation
from prosa.conversations.sealing import Sealer
from prosa.conversations.turn import Parts
from prosa.conversations.turns import Turns
from prosa.conversations.verdicts.taking import Verdicts
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.desk import FrontDesk
from prosa.handoff.tickets import TicketBook
from prosa.handoff.urgency import urgency
from prosa.knowledge.answering.answers import Extractor
from prosa.knowledge.articles import Articles
from prosa.knowledge.products import Products
from prosa.language.encoders.universal import shared_encoder
from prosa.packs.replies import Replies
from prosa.packs.schema import Pack
from prosa.people.agents import Agents
from prosa.security.encryption import Cipher
from tests.conversations import shop
from tests.conversations.reading import Reader
from tests.conversations.saying import new_conversation, opening_of

CIPHER = Cipher([bytes(range(32))])
CUSTOMERS_KEY = b"k" * 32


class Clock:
    """Keeps which stages ran."""

    def __init__(self) -> None:
        self.stages: list[str] = []

    def observe(self, stage: str, seconds: float) -> None:
        self.stages.append(stage)


class Orders:
    """A shop's system that knows what it is told; it counts its calls."""

    def __init__(self, answer: OrderCard | NotFound | Unavailable | None = None) -> None:
        self.answer = answer or Unavailable()
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def ask(self, service: str, values: dict[str, str]) -> OrderCard | NotFound | Unavailable:
        self.asked.append((service, dict(values)))
        return self.answer


class Company:
    """A company whose actions come out as they are told; it keeps what was asked of it."""

    def __init__(self, **answers: ActionAnswer) -> None:
        self.answers = answers
        self.asked: list[tuple[str, dict[str, str], str]] = []

    async def run(self, name: str, values: Mapping[str, str], key: str) -> ActionAnswer:
        self.asked.append((name, dict(values), key))
        return self.answers.get(name, Unavailable())


@dataclass(frozen=True)
class Node:
    """One process of Prosa."""

    database: Database
    valkey: Valkey
    parts: Parts
    log: Log
    memory: Memory
    fanout: FanOut
    turns: Turns
    inbox: Inbox
    verdicts: Verdicts


@asynccontextmanager
async def open_node(
    database_url: str,
    valkey_url: str,
    *,
    reader: ReaderPort | None = None,
    lookups: Lookups | None = None,
    actions: Actions | None = None,
    pack: Pack | None = None,
    seconds: float = 10,
    lease_seconds: float = 3,
    fanout: bool = False,
) -> AsyncGenerator[Node]:
    """A node. It hears from others when `fanout` is set; nobody sweeps unless the test does."""
    pack = pack or shop.pack()
    database, valkey = Database(database_url, pool=5), Valkey(valkey_url)
    sealer = Sealer(CIPHER)
    log = Log(database, sealer)
    fan_out = FanOut(valkey, log, node=uuid4().hex)
    ledger = Ledger(database, sealer, committed=fan_out.committed)
    parts = Parts(
        pack=pack,
        replies=Replies(pack),
        ledger=ledger,
        reader=reader or Reader(),
        articles=Articles(database),
        extractor=Extractor(lambda texts: shared_encoder().encode(texts)),
        products=Products(database),
        lookups=lookups or Orders(),
        actions=actions or Company(),
        tickets=TicketBook(database, CIPHER, pack.bot),
        desk=FrontDesk(database, Agents(database), pack.bot),
        urgency=partial(urgency, rules=pack.bot.tickets),
        clock=Clock(),
        customers=Customers(database, CIPHER, CUSTOMERS_KEY),
    )
    memory = Memory(valkey, log, CIPHER)
    turns = Turns(parts, log, memory, Leases(valkey, lease_seconds), fan_out, seconds)
    node = Node(
        database, valkey, parts, log, memory, fan_out, turns, Inbox(parts, turns), Verdicts(parts, log)
    )
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        stack.push_async_callback(valkey.close)
        stack.push_async_callback(ledger.close)
        stack.push_async_callback(turns.close)
        if fanout:
            stack.push_async_callback(ended, asyncio.create_task(fan_out.run()))
        yield node


async def ended(task: asyncio.Task[None]) -> None:
    """Ends a task that is meant to run for ever. Fails when it has ended by itself."""
    assert not task.done(), "it stopped by itself"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


class Chat:
    """A customer's conversation, held at any of some nodes."""

    def __init__(self, *nodes: Node) -> None:
        self.nodes = nodes
        self.conversation: ConversationId = new_conversation()

    async def send(self, text: str, id: str | None = None, at: int = 0) -> Appended:
        """Says something at one of the nodes. What comes back is committed."""
        return await self.nodes[at].inbox.receive(
            self.conversation,
            text,
            opening=opening_of(self.conversation),
            external_id=None if id is None else f"{self.conversation}:{id}",
        )

    async def says(self, text: str, at: int = 0) -> Event:
        """Says something, and gives the event that answers it."""
        offset = (await self.send(text, at=at)).events[-1].offset
        await self.settled()
        return next(
            event
            for event in await self.events()
            if isinstance(event.data, Message) and event.data.answers == offset
        )

    async def events(self, source: Source | None = None) -> list[Event]:
        """Everything that happened, or what one source did."""
        events = await self.nodes[0].log.all_after(self.conversation, -1)
        return [event for event in events if source is None or event.source is source]

    async def standing(self) -> Conversation:
        standing = await self.nodes[0].log.conversation(self.conversation)
        assert standing is not None
        return standing

    async def settled(
        self, done: Callable[[Conversation], bool] = lambda standing: not standing.owes_answer
    ) -> None:
        """Waits until the bot owes nothing, or until what else is asked for."""
        async with asyncio.timeout(30):
            while not done(await self.standing()):
                await asyncio.sleep(0.02)

    async def answers(self) -> list[int | None]:
        """Which message each message of the bot answers, in the order they were said."""
        await self.settled()
        for node in self.nodes:
            await node.turns.close()
        events = await self.events(Source.BOT)
        return [event.data.answers for event in events if isinstance(event.data, Message)]
