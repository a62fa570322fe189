from psycopg import sql
from sqlalchemy import text

from prosa.conversations.writing import _STORED
from prosa.engines.database import Database, driver_of


async def test_what_is_stored_is_found_by_its_id_and_not_by_reading_a_channels_events(database: Database):
    """A planner without statistics once looked through every event of the channel, for each append."""
    async with database.begin() as connection:
        await connection.execute(text("SET LOCAL enable_seqscan = off"))
        driver = await driver_of(connection)
        asked = {"external_ids": [f"m-{number}" for number in range(64)]}
        answer = await driver.execute(sql.SQL("EXPLAIN ") + _STORED, asked)
        plan = "\n".join(row[0] for row in await answer.fetchall())
    assert "Index Cond: (external_id = ANY" in plan
