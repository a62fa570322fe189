"""Servers for scenarios, and the browser that plays them.

Customers share a server: each has a browser, and so a conversation, of their own. Whoever signs in at the
console has a server of their own, since agents who are there take what others wait for.
"""

from collections.abc import Iterator

import pytest

from tests.conftest import HOME
from tests.e2e.mould import Mould, made_once, server_like
from tests.e2e.scenario import Browser


@pytest.fixture(scope="session")
def mould(pytestconfig: pytest.Config) -> Mould:
    """What every server begins as."""
    return made_once(pytestconfig.stash[HOME] / "e2e")


@pytest.fixture(scope="session")
def shared(mould: Mould) -> Iterator[Browser]:
    """The server of all customers."""
    with server_like(mould.home) as server:
        yield Browser(server, mould.admin)


@pytest.fixture
def own(mould: Mould) -> Iterator[Browser]:
    """A server where nothing has happened yet but that Ana became its admin."""
    with server_like(mould.home) as server:
        yield Browser(server, mould.admin)


@pytest.fixture
def unowned(mould: Mould) -> Iterator[Browser]:
    """A server where nobody has an account yet."""
    with server_like(mould.unowned) as server:
        yield Browser(server, None)


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Browser:
    """Plays scenarios: those of the console on a server of their own, all others on the shared one."""
    console = request.node.get_closest_marker("console") is not None
    return request.getfixturevalue("own" if console else "shared")
