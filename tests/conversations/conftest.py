"""The core on real engines: a node's ledger and log, and further nodes on the same engines."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from typing import Any

import pytest

from prosa.conversations.appending import Appended
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.security.encryption import Cipher
from tests.conversations.nodes import CIPHER, Chat, Node, open_node

MakeLedger = Callable[..., Ledger]


@pytest.fixture
def cipher() -> Cipher:
    return CIPHER


@pytest.fixture
def sealer(cipher: Cipher) -> Sealer:
    return Sealer(cipher)


@pytest.fixture
async def make_ledger(database: Database, database_url: str, sealer: Sealer) -> AsyncIterator[MakeLedger]:
    """Makes the ledgers of several nodes, each with connections of its own."""
    async with AsyncExitStack() as stack:

        def make(**options: Any) -> Ledger:
            own = Database(database_url, pool=4)
            ledger = Ledger(own, sealer, **options)
            stack.push_async_callback(own.close)
            stack.push_async_callback(ledger.close)
            return ledger

        yield make


@pytest.fixture
def ledger(make_ledger: MakeLedger) -> Ledger:
    return make_ledger()


@pytest.fixture
def log(database: Database, sealer: Sealer) -> Log:
    return Log(database, sealer)


@pytest.fixture
def heard() -> list[Sequence[Appended]]:
    """What a ledger made with `committed=heard.append` has told of its groups."""
    return []


StartNode = Callable[..., Awaitable[Node]]


@pytest.fixture
async def start_node(
    database: Database, valkey: Valkey, database_url: str, valkey_url: str
) -> AsyncIterator[StartNode]:
    """Starts nodes on the same, empty, engines."""
    async with AsyncExitStack() as stack:

        async def start(valkey_url: str = valkey_url, **options: Any) -> Node:
            return await stack.enter_async_context(open_node(database_url, valkey_url, **options))

        yield start


@pytest.fixture
async def node(start_node: StartNode) -> Node:
    return await start_node()


@pytest.fixture
def chat(node: Node) -> Chat:
    return Chat(node)
