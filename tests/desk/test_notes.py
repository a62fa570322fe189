import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from prosa.conversations.events import AgentId, ConversationId, Note
from prosa.desk.models import mention
from prosa.desk.notes import Notes
from prosa.engines.database import Database
from tests.handoff.house import House, open_house


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with open_house(database) as house:
        yield house


@pytest.fixture
def notes(house: House) -> Notes:
    return Notes(house.database, house.ledger)


async def calls(house: House) -> set[tuple[object, object, int]]:
    async with house.database.connect() as connection:
        rows = await connection.execute(
            select(mention.c.agent_id, mention.c.conversation_id, mention.c.offset)
        )
        return {(row.agent_id, row.conversation_id, row.offset) for row in rows}


async def noted(house: House, id: ConversationId) -> Sequence[str]:
    return [each.data.text for each in await house.events(id) if isinstance(each.data, Note)]


async def test_notes_written_at_the_same_time_call_to_their_own_places(house: House, notes: Notes):
    ana, bia, caio = [await house.agent(name) for name in ("Ana", "Bia", "Caio")]
    id, other = await house.customer(), await house.customer()
    first, second, elsewhere, silent = await asyncio.gather(
        notes.write(id, ana, "um", mentions=[bia.id]),
        notes.write(id, ana, "dois", mentions=[caio.id, AgentId(uuid4())]),
        notes.write(other, ana, "três", mentions=[caio.id, bia.id]),
        notes.write(id, ana, "quatro"),
    )
    assert len({first.offset, second.offset, silent.offset}) == 3
    assert await calls(house) == {
        (bia.id, id, first.offset),
        (caio.id, id, second.offset),
        (caio.id, other, elsewhere.offset),
        (bia.id, other, elsewhere.offset),
    }


async def test_a_note_sent_twice_calls_once_and_a_later_one_calls_again(house: House, notes: Notes):
    ana, bia, id = await house.agent("Ana"), await house.agent("Bia"), await house.customer()
    sent = [await notes.write(id, ana, "olha", "n-1", [bia.id]) for _ in range(2)]
    assert sent[0].offset == sent[1].offset
    assert await calls(house) == {(bia.id, id, sent[0].offset)}
    later = await notes.write(id, ana, "de novo", "n-2", [bia.id])
    assert await calls(house) == {(bia.id, id, later.offset)}


async def test_a_note_whose_call_cannot_be_written_is_not_written_either(house: House, notes: Notes):
    ana, bia, id = await house.agent("Ana"), await house.agent("Bia"), await house.customer()
    async with house.database.begin() as connection:
        await connection.execute(text("ALTER TABLE mention ADD CONSTRAINT full_up CHECK (false) NOT VALID"))
    try:
        with pytest.raises(Exception, match="full_up"):
            await notes.write(id, ana, "olha", mentions=[bia.id])
    finally:
        async with house.database.begin() as connection:
            await connection.execute(text("ALTER TABLE mention DROP CONSTRAINT full_up"))
    assert await noted(house, id) == []
