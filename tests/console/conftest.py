from collections.abc import AsyncGenerator, Awaitable, Callable

import pytest
from httpx import ASGITransport, AsyncClient

from prosa.app import build_app
from prosa.console.access import Console
from prosa.console.live.access import Live
from prosa.console.live.opening import open_live
from prosa.console.queue_access import QueueServices
from prosa.conversations.fanout import FanOut
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.steps import BotSteps
from prosa.people.access import People
from prosa.security.encryption import KEY_BYTES, Cipher
from prosa.settings import Settings
from tests.conversations.nodes import Node, open_node
from tests.handoff.house import House, open_house

Hire = Callable[..., Awaitable[AsyncClient]]
CIPHER = Cipher([b"k" * KEY_BYTES])


def live_of(house: House, valkey: Valkey) -> Live:
    """What agents of the house see live."""
    fanout = FanOut(valkey, house.log, "one")
    return open_live(house.database, valkey, CIPHER, b"search", house.inbox, fanout, house.attendance)


@pytest.fixture
async def house(database: Database, valkey: Valkey) -> AsyncGenerator[House]:
    """A desk that is always open, without customers or agents."""
    async with open_house(database, valkey=valkey) as house:
        yield house


@pytest.fixture
async def node(house: House, database_url: str, valkey_url: str) -> AsyncGenerator[Node]:
    """The core beside the desk, on the same database."""
    async with open_node(database_url, valkey_url) as node:
        yield node


@pytest.fixture
async def anyone(house: House, node: Node, valkey: Valkey, settings: Settings) -> AsyncGenerator[AsyncClient]:
    """The API as somebody without a token calls it."""
    app = build_app(settings)
    app.state.people = People(house.agents)
    app.state.queue = QueueServices(
        attendance=house.attendance,
        transfers=house.transfers,
        steps=BotSteps(node.parts, house.log, node.memory),
        hours=house.hours,
        levels=house.levels,
    )
    app.state.console = Console(house.inbox, house.handoffs, house.ticket_review, house.ticket_work)
    app.state.live = live_of(house, valkey)
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://localhost/api/agent") as client:
        yield client


@pytest.fixture
def hire(house: House, anyone: AsyncClient) -> Hire:
    """Creates an agent; gives the API as they call it."""

    async def hire(name: str = "Ana", skills: str = "", max_conversations: int = 5) -> AsyncClient:
        _, token = await house.hire(name, skills, max_conversations)
        return AsyncClient(
            transport=anyone._transport,
            base_url=anyone.base_url,
            headers={"Authorization": f"Bearer {token}"},
        )

    return hire
