from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace

import pytest
from httpx import ASGITransport, AsyncClient

from prosa.app import build_app
from prosa.console.access import Console
from prosa.console.desk.access import Desk
from prosa.console.desk.opening import open_desk
from prosa.console.live.access import Live
from prosa.console.live.opening import open_live
from prosa.console.queue_access import QueueServices
from prosa.conversations.context import Context
from prosa.conversations.events import ConversationId
from prosa.conversations.fanout import FanOut
from prosa.conversations.memory import Memory
from prosa.conversations.sealing import Sealer
from prosa.desk.files.links import FileLinks
from prosa.drafting import LibraryDrafts
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.steps import BotSteps
from prosa.learning.correcting import Corrections
from prosa.learning.examples import LearnedExamples
from prosa.learning.listing import ReviewList
from prosa.library.authoring import Authoring
from prosa.people.access import People
from prosa.people.roles import Role
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


def desk_of(house: House, node: Node) -> Desk:
    """What agents of the house work with."""
    sealer, pack = Sealer(CIPHER), node.parts.pack
    examples = LearnedExamples(house.database, CIPHER, b"e" * 32)
    corrections = Corrections(house.database, sealer, ReviewList(house.database, sealer), examples, pack)
    memory = Memory(node.valkey, house.log, CIPHER)

    async def recall(id: ConversationId) -> Context | None:
        standing = await house.log.conversation(id)
        return None if standing is None else await memory.context(standing)

    return open_desk(
        house.database,
        CIPHER,
        house.log,
        replace(node.parts, ledger=house.ledger),
        recall,
        FileLinks(b"links", house.clock),
        b"search",
        corrections,
        LibraryDrafts(Authoring(house.database)),
        clock=house.clock,
    )


@pytest.fixture
def desk(house: House, node: Node) -> Desk:
    """The services behind the routes."""
    return desk_of(house, node)


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
        parts=node.parts,
    )
    app.state.console = Console(house.inbox, house.handoffs, house.ticket_review, house.ticket_work)
    app.state.live = live_of(house, valkey)
    app.state.desk = desk_of(house, node)
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://localhost/api/agent") as client:
        yield client


@pytest.fixture
def hire(house: House, anyone: AsyncClient) -> Hire:
    """Creates an agent; gives the API as they call it."""

    async def hire(
        name: str = "Ana", skills: str = "", max_conversations: int = 5, role: Role = Role.AGENT
    ) -> AsyncClient:
        _, token = await house.hire(name, skills, max_conversations, role)
        return AsyncClient(
            transport=anyone._transport,
            base_url=anyone.base_url,
            headers={"Authorization": f"Bearer {token}"},
        )

    return hire
