import asyncio

from sqlalchemy import insert, text

from prosa.conversations import models
from prosa.conversations.events import ContactId
from prosa.conversations.ledger import Ledger
from prosa.conversations.projection import Conversation
from prosa.conversations.rows import conversation_values
from prosa.conversations.writing import _STORED
from prosa.engines.database import Database, driver_of
from tests.conversations.saying import customer, new_conversation, opening_of
from tests.conversations.turning import NOW


async def test_what_is_stored_is_found_by_its_id_and_not_by_reading_a_channels_events(database: Database):
    """A planner without statistics once looked through every event of the channel, for each append."""
    async with database.begin() as connection:
        await connection.execute(text("SET LOCAL enable_seqscan = off"))
        driver = await driver_of(connection)
        asked = {"external_ids": [f"m-{number}" for number in range(64)]}
        answer = await driver.execute(b"EXPLAIN " + _STORED, asked)
        plan = "\n".join(row[0] for row in await answer.fetchall())
    assert "Index Cond: (external_id = ANY" in plan


async def test_a_group_that_waits_for_anothers_insert_holds_nothing_up(database: Database, ledger: Ledger):
    """Else two groups that open the same conversations could wait for each other in a circle."""
    old, new = new_conversation(), new_conversation()
    await ledger.append(old, [customer()], opening=opening_of(old))
    opened = Conversation(id=new, contact=ContactId(new), channel="web", opened_at=NOW, updated_at=NOW)

    async with database.begin() as other_group:
        await other_group.execute(insert(models.contact).values(id=new, created_at=NOW))
        await other_group.execute(insert(models.conversation).values(conversation_values(opened)))
        appends = asyncio.gather(
            ledger.append(old, [customer()]), ledger.append(new, [customer()], opening=opening_of(new))
        )
        await until_somebody_waits_for_a_lock(database)
        locked = await other_group.execute(
            text("SELECT id FROM conversation WHERE id = :id FOR UPDATE NOWAIT"), {"id": old}
        )
        assert locked.scalar_one() == old

    assert [one.events[0].offset for one in await appends] == [1, 0]


async def until_somebody_waits_for_a_lock(database: Database) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    async with asyncio.timeout(20):
        while True:
            async with database.connect() as connection:
                if (await connection.execute(waiting)).scalar_one():
                    return
            await asyncio.sleep(0.01)
