"""With Valkey gone in any way, customers are answered as before."""

import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from prosa.engines.database import Database
from prosa.engines.embedded import EmbeddedEngines
from prosa.language.model import Model
from prosa.packs.schema import Pack
from prosa.settings import Settings
from tests.engines.embedded.nodes import engine_processes
from tests.serving import Served, client, serving


@pytest.fixture
def home() -> Iterator[Path]:
    """The data folder of a Valkey that only this test uses."""
    home = Path(tempfile.mkdtemp(prefix="prosa-"))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def own_valkey(home: Path) -> Iterator[EmbeddedEngines]:
    engines = EmbeddedEngines(home, database=False)
    engines.start()
    yield engines
    engines.stop()


@pytest.fixture
async def served(
    own_valkey: EmbeddedEngines,
    settings: Settings,
    stocked: Database,
    pack: Pack,
    model: Model,
) -> AsyncIterator[Served]:
    url = own_valkey.urls.valkey
    there = Settings.model_validate({**settings.model_dump(), "valkey_url": url})
    async with serving(there, pack, model) as served:
        yield served


@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGKILL], ids=["hangs", "is killed"])
async def test_a_conversation_goes_on_when_valkey(served: Served, home: Path, how: signal.Signals):
    async with served.chat() as chat, served.chat() as other:
        assert (await chat.say("cade meu pedido 10432?"))["response"]["order"]["number"] == "10432"
        pid = engine_processes(home)["valkey-server"]
        os.kill(pid, how)
        try:
            again = await chat.say("e cadê meu pedido mesmo?")
            assert again["response"]["order"]["number"] == "10432", "remembered from the log"
            assert (await other.say("oi"))["intent"] == "greeting"
            async with client(served) as http:
                assert (await http.get("/readyz")).json() | {"pack": ""} == {
                    "ready": True,
                    "database": "ok",
                    "valkey": "away",
                    "pack": "",
                }
        finally:
            if how is signal.SIGSTOP:
                os.kill(pid, signal.SIGCONT)
