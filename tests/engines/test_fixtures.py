"""What tests are given: real engines, empty every time."""

import pytest
from sqlalchemy import text

from prosa.engines.database import Database
from prosa.engines.schema import current_revision, expected_revision
from prosa.engines.valkey import Valkey


@pytest.mark.parametrize("_", range(3))
async def test_every_test_begins_with_an_empty_migrated_database(database: Database, _: int):
    assert await current_revision(database) == expected_revision() is not None
    async with database.begin() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM contact")) == 0
        await connection.execute(
            text("INSERT INTO contact (id, created_at) VALUES (gen_random_uuid(), now())")
        )


@pytest.mark.parametrize("_", range(3))
async def test_every_test_begins_with_an_empty_valkey(valkey: Valkey, _: int):
    assert await valkey.client.dbsize() == 0
    await valkey.client.set("a", "1")
