"""One served shop for all dialogues, with an order system of its own that may go away."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal

from prosa.language.model import Model
from prosa.packs.schema import Pack
from tests.dialogues.playing import SERVICE, Counter, Stage
from tests.served import Shop, open_shop, settings_of_shop
from tests.serving import serving
from tests.shelves import Shelves

ROOT = Path(__file__).parents[2]
SECRETS = {"ORDERS_TOKEN": "a-token", "ORDERS_SECRET": "a-secret"}


@pytest.fixture(scope="session")
def stage(
    database_url: str,
    valkey_url: str,
    worker: int,
    shelves: Shelves,
    pack: Pack,
    model: Model,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """The sample shop, whose order system wants a token and signatures."""
    counter = Counter(str(ROOT), SECRETS)
    counter.start()
    service = pack.bot.services["orders"].model_copy(
        update={"url": f"http://127.0.0.1:{counter.port}", "timeout_seconds": 8}
    )
    bot = pack.bot.model_copy(update={"services": {"orders": service}})
    home = tmp_path_factory.mktemp("dialogues")
    settings = settings_of_shop(home, shelves, database_url, valkey_url, worker, name="dialogues")
    with ExitStack() as stack:
        stack.callback(counter.stop)
        portal = stack.enter_context(start_blocking_portal())
        token = portal.call(open_shop, settings)
        with pytest.MonkeyPatch.context() as environ:  # a node takes its services' secrets when it opens
            for name, secret in SECRETS.items():
                environ.setenv(name, secret)
            node = serving(settings, replace(pack, bot=bot), model)
            served = stack.enter_context(portal.wrap_async_context_manager(node))
        orders = json.loads((ROOT / SERVICE).with_suffix(".json").read_text("utf-8"))
        yield Stage(Shop(served, token, portal), counter, orders)
