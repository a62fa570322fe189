import pytest

from prosa.console.live.access import Live
from prosa.engines.valkey import Valkey
from tests.console.conftest import live_of
from tests.handoff.house import House


@pytest.fixture
def live(house: House, valkey: Valkey) -> Live:
    """The lists of the house."""
    return live_of(house, valkey)
