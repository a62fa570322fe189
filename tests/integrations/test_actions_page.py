"""docs/actions.md: its endpoint runs, and its action books a visit there."""

import asyncio
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from prosa.conversations.ports import Done, Refused, Unavailable
from prosa.integrations.actions import CompanyActions
from prosa.integrations.services import Services
from prosa.packs.actions import Action
from prosa.packs.schema import Service
from tests.integrations.conftest import pack_with

PAGE = (Path(__file__).parents[2] / "docs" / "actions.md").read_text("utf-8")


def block(language: str, beginning: str) -> str:
    """The page's block of code that begins so."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return next(each for each in blocks if each.startswith(beginning))


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Where the page's endpoint listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (tmp_path / "desk.py").write_text(block("python", "# desk.py").replace("9000", str(port)), "utf-8")
    with subprocess.Popen([sys.executable, tmp_path / "desk.py"], stderr=subprocess.DEVNULL) as desk:
        yield port
        desk.kill()


async def test_the_example_runs(port: int):
    services, _, actions = block("yaml", "# bot.yml").partition("# actions.yml")
    service = Service.model_validate(yaml.safe_load(services)["services"]["desk"])
    service = service.model_copy(update={"url": f"http://127.0.0.1:{port}", "timeout_seconds": 8})
    action = Action.model_validate(yaml.safe_load(actions)["book_visit"])
    pack = replace(pack_with(Path(), desk=service), actions={"book_visit": action})
    async with Services(pack, {"DESK_SECRET": "s"}) as open_services:
        desk = CompanyActions(pack, open_services)
        async with asyncio.timeout(30):
            while (answer := await desk.run("book_visit", {"day": "2026-11-24"}, "k")) == Unavailable():
                await asyncio.sleep(0.1)  # it is still starting
        assert answer == Done({"protocol": "V-17"})
        refused = await desk.run("book_visit", {"day": "2026-11-25"}, "k2")
        assert refused == Refused("Nesse dia não há mais horários.")
