"""PostgreSQL is killed, again and again, in the middle of commits: what was acknowledged is there, once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from prosa.conversations.events import ConversationId
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway
from tests.conversations.nodes import CIPHER
from tests.conversations.saying import customer, new_conversation, opening_of
from tests.faults.conftest import PrivateEngines

SEALER = Sealer(CIPHER)


@pytest.fixture
async def databases(private: PrivateEngines) -> AsyncIterator[list[Database]]:
    """The connections of two nodes."""
    databases = [Database(private.database_url, pool=4) for _ in range(2)]
    yield databases
    for database in databases:
        await database.close()


class Customer:
    """Says one thing after another, each until it is acknowledged."""

    def __init__(self, number: int, ledger: Ledger, conversation: ConversationId) -> None:
        self._number = number
        self._ledger = ledger
        self._conversation = conversation
        self.acknowledged: list[str] = []
        self.refusals = 0

    async def talk(self, until: asyncio.Event) -> None:
        while not until.is_set():
            await self._say(f"{self._number}-{len(self.acknowledged)}")

    async def _say(self, id: str) -> None:
        while True:
            try:
                appended = await self._ledger.append(
                    self._conversation, [customer(id, id)], opening=opening_of(self._conversation)
                )
            except DatabaseAway:
                self.refusals += 1
                await asyncio.sleep(0.05)
            else:
                assert appended.events[0].external_id == id
                self.acknowledged.append(id)
                return


@pytest.mark.slow
async def test_what_was_acknowledged_outlives_postgresql_being_killed(
    private: PrivateEngines, databases: list[Database]
):
    ledgers = [Ledger(database, SEALER) for database in databases]
    conversations = [new_conversation() for _ in range(5)]
    customers = [Customer(n, ledgers[n % 2], conversations[n % 5]) for n in range(40)]
    enough = asyncio.Event()

    async with asyncio.timeout(100), asyncio.TaskGroup() as tasks:
        for each in customers:
            tasks.create_task(each.talk(enough))
        for _ in range(3):
            await until_more(customers)
            await private.kill_postgres()
            await private.revive()
        await until_more(customers)
        enough.set()
    for ledger in ledgers:
        await ledger.close()

    log = Log(databases[0], SEALER)
    stored: list[str] = []
    for conversation in conversations:
        events = await log.all_after(conversation, -1)
        assert [event.offset for event in events] == list(range(len(events)))
        standing = await log.conversation(conversation)
        assert standing is not None
        assert (standing.last_offset, standing.customer_messages) == (len(events) - 1, len(events))
        stored += [event.external_id or "" for event in events]
    acknowledged = [id for each in customers for id in each.acknowledged]
    assert Counter(stored) == Counter(acknowledged)


async def until_more(customers: list[Customer]) -> None:
    """Waits until each customer has got something through."""
    before = [len(each.acknowledged) for each in customers]
    while any(len(each.acknowledged) < count + 2 for each, count in zip(customers, before, strict=True)):
        await asyncio.sleep(0.01)
