"""A served sample shop for every test that asks for one."""

import fcntl
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import httpx
import numpy as np
import pytest

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.knowledge.indexing import index_pack
from prosa.language.encoder import shared_encoder
from prosa.language.model import Model
from prosa.models import model_for
from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack
from prosa.settings import Settings
from tests.conftest import HOME
from tests.serving import Served, client, serving


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
    database: Database,
    valkey: Valkey,
    pack: Pack,
    model: Model,
    encode: Callable[[Sequence[str]], Any],
) -> AsyncIterator[Served]:
    """The sample shop, served, with nothing said yet."""
    await index_pack(database, pack, encode)
    async with serving(settings, pack, model) as served:
        yield served


@pytest.fixture
async def http(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks HTTP to it."""
    async with client(served) as http:
        yield http
