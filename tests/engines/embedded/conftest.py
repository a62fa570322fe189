"""Data folders and nodes, cleaned up after each test."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prosa.engines.embedded import EmbeddedEngines
from tests.engines.embedded.nodes import Node

StartNode = Callable[..., Node]


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder whose engines are stopped after the test, whatever it did to them.

    Its name is short, so that the sockets lie in it wherever pytest keeps its temporary folders.
    """
    with tempfile.TemporaryDirectory(prefix="prosa-") as folder:
        home = Path(folder) / "home"
        yield home
        if home.exists():
            assert EmbeddedEngines(home).stop_if_unused()


@pytest.fixture
def start_node(home: Path) -> Iterator[StartNode]:
    """Starts nodes, by default on `home`; those that still run after the test are killed."""
    nodes: list[Node] = []

    def start(folder: Path = home, uid: int | None = None) -> Node:
        nodes.append(Node.start(folder, uid))
        return nodes[-1]

    yield start
    for node in nodes:
        node.discard()
