"""The core on real engines: a node's ledger and log, and further nodes on the same engines."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from typing import Any

import pytest

from prosa.conversations.appending import Appended
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.security.encryption import Cipher

MakeLedger = Callable[..., Ledger]


@pytest.fixture
def cipher() -> Cipher:
    return Cipher([bytes(range(32))])


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
