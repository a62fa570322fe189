from collections.abc import AsyncIterator

import pytest

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from tests.handoff.house import House, open_house


@pytest.fixture
async def house(database: Database, valkey: Valkey) -> AsyncIterator[House]:
    """A desk that is always open, without customers or agents."""
    async with open_house(database, valkey=valkey) as house:
        yield house
