from collections.abc import AsyncIterator

import pytest

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.settings import Settings
from tests.handoff.house import House, open_house
from tests.people.office import Office, open_office


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    """A desk that is always open, without customers or agents."""
    async with open_house(database) as house:
        yield house


@pytest.fixture
async def office(settings: Settings, database: Database, valkey: Valkey) -> AsyncIterator[Office]:
    """The API of people, where nobody works yet."""
    async with open_office(settings, database, valkey) as office:
        yield office
