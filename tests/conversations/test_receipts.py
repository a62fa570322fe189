"""That customers got, and saw, what agents wrote."""

from asyncio import gather

import pytest

from prosa.conversations.events import Delivery, Event
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.receipts import MOST, Receipts
from tests.conversations.saying import agent_says, bot, customer, new_conversation, opening_of


@pytest.fixture
def receipts(ledger: Ledger, log: Log) -> Receipts:
    return Receipts(ledger, log)


def states(events: list[Event]) -> list[tuple[int, str]]:
    return [(event.data.of, event.data.state) for event in events if isinstance(event.data, Delivery)]


async def test_only_what_agents_wrote_is_marked_once_and_only_up(
    ledger: Ledger, log: Log, receipts: Receipts
):
    id = new_conversation()
    said = [customer(), bot(answers=0), agent_says(), agent_says()]
    await ledger.append(id, said, opening=opening_of(id))
    await receipts.through(id, 2, "delivered")
    await receipts.through(id, 2, "delivered")
    await receipts.through(id, 99, "read")
    await receipts.through(id, 99, "delivered")
    assert states(await log.all_after(id, -1)) == [(2, "delivered"), (2, "read"), (3, "read")]
    standing = await log.conversation(id)
    assert standing is not None and (standing.delivered_offset, standing.read_offset) == (3, 3)


async def test_said_by_many_at_once_it_is_written_once(ledger: Ledger, log: Log, receipts: Receipts):
    id = new_conversation()
    await ledger.append(id, [customer(), agent_says()], opening=opening_of(id))
    counts = await gather(*(receipts.through(id, 1, "read") for _ in range(5)))
    assert sorted(counts) == [0, 0, 0, 0, 1]


async def test_the_log_grows_by_no_more_than_it_may(ledger: Ledger, log: Log, receipts: Receipts):
    id = new_conversation()
    await ledger.append(id, [customer(), *[agent_says()] * (MOST + 10)], opening=opening_of(id))
    assert await receipts.through(id, 2**31 - 1, "read") == MOST
    assert await receipts.through(id, 2**31 - 1, "read") == 0


async def test_of_nothing_nothing_is_seen(receipts: Receipts):
    assert await receipts.through(new_conversation(), 5, "read") == 0
