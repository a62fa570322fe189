"""A served sample shop for every test that asks for one.

A test that counts, or changes how the node is set up, asks for `served`, a node of its own with nothing said
yet. One that only needs somebody to answer asks for `shop`, which is started once.
"""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import structlog
from anyio.from_thread import BlockingPortal, start_blocking_portal

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.language.encoders.universal import shared_encoder
from prosa.language.model import Model
from prosa.models import model_for
from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack
from prosa.people.agents import Agents
from prosa.people.roles import Role
from prosa.settings import Settings
from tests.conftest import HOME
from tests.serving import Served, client, serving
from tests.shelves import Shelves

IDENTITY_SECRET = "shared by the shop's site and its Prosa"
"""With it the site of the sample shop signs who a visitor is."""


def pytest_configure() -> None:
    """Log lines of a node in the tests' own process: structlog's default draws every local variable."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The sample shop."""
    return load_pack(Settings().pack_folder())


@pytest.fixture(scope="session")
def model(request: pytest.FixtureRequest, pack: Pack) -> Model:
    """Trained once a run: the first worker trains, the others wait and load."""
    home = request.config.stash[HOME]
    with (home / "training.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return model_for(home, pack, lambda step, done: None)


@pytest.fixture(scope="session")
def encode() -> Callable[[Sequence[str]], Any]:
    """The sentence encoder, which reads each text of the pack once a worker instead of once a test."""
    vectors: dict[str, Any] = {}

    def encode(texts: Sequence[str]) -> Any:
        if missing := [text for text in dict.fromkeys(texts) if text not in vectors]:
            vectors.update(zip(missing, shared_encoder().encode(missing), strict=True))
        return np.stack([vectors[text] for text in texts])

    return encode


@pytest.fixture
async def served(
    settings: Settings,
    stocked: Database,
    valkey: Valkey,
    pack: Pack,
    model: Model,
) -> AsyncIterator[Served]:
    """The sample shop, served, with nothing said yet."""
    async with serving(settings, pack, model) as served:
        yield served


@pytest.fixture
async def http(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks HTTP to it."""
    async with client(served) as http:
        yield http


@pytest.fixture
def hired(database_url: str, database: Database) -> Callable[[], str]:
    """Creates an agent in this test's database; gives their token."""

    async def hire() -> str:
        own = Database(database_url, pool=2)
        try:
            return (await Agents(own).create("Ana", "ana@loja.example", role=Role.SUPERVISOR))[1]
        finally:
            await own.close()

    return lambda: asyncio.run(hire())


@dataclass(frozen=True)
class Shop:
    """A node that serves for the whole run, in a loop of its own."""

    served: Served
    agent_token: str = field(repr=False)
    portal: BlockingPortal = field(repr=False)
    """Runs things in the node's loop."""

    @property
    def url(self) -> str:
        return self.served.url


@pytest.fixture(scope="session")
def shop(
    database_url: str,
    valkey_url: str,
    worker: int,
    shelves: Shelves,
    pack: Pack,
    model: Model,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shop]:
    """The sample shop with an agent, without limits, on a database that no other test empties."""
    home = tmp_path_factory.mktemp("shop")
    settings = settings_of_shop(home, shelves, database_url, valkey_url, worker)
    with start_blocking_portal() as portal:
        token = portal.call(open_shop, settings)
        with portal.wrap_async_context_manager(serving(settings, pack, model)) as served:
            yield Shop(served, token, portal)


def settings_of_shop(
    home: Path, shelves: Shelves, database_url: str, valkey_url: str, worker: int, name: str = "shop"
) -> Settings:
    """Settings of a shop with full shelves and without limits, on a database of its own."""
    return Settings.model_validate(
        {
            "home": home,
            "database_url": shelves.shop(f"prosa_{name}_{worker}", database_url),
            "valkey_url": valkey_url.replace(f"db={worker}", f"db={15 - worker}"),
            "session_limits": "",
            "address_limits": "",
            "trust_local": False,
            "identity_secret": IDENTITY_SECRET,
        }
    )


async def open_shop(settings: Settings) -> str:
    """Hires somebody; gives their token."""
    assert settings.database_url is not None
    database = Database(settings.database_url.get_secret_value(), pool=2)
    try:
        _, token = await Agents(database).create(
            "Ana", "ana@loja.example", max_conversations=100, role=Role.ADMIN
        )
    finally:
        await database.close()
    return token
