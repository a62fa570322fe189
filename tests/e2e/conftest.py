"""One server for all scenarios: each has its own browser, and so its own conversation."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.scenario import Browser
from tests.e2e.server import Server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Runs scenarios against `prosa up`."""
    # Short, since a Unix socket's path must be.
    folder = Path(tempfile.mkdtemp(prefix="prosa-e2e-"))
    server = Server(folder)
    try:
        server.start()
        yield Browser(server, server.create_agent("Ana", "admin"))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
