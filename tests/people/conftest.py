from collections.abc import AsyncIterator

import pytest

from prosa.engines.database import Database
from tests.handoff.house import House, open_house


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    """A desk that is always open, without customers or agents."""
    async with open_house(database) as house:
        yield house
