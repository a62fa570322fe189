"""Servers of the tool's own, each a process beside it: Prosa as `prosa up` serves it, and the bare echo."""

import os
import socket
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prosa.bench.echo import Sizes
from prosa.child import Relay, free_port, is_ready, prosa_command, running
from prosa.settings import Settings

_HOST = "127.0.0.1"
_WIDE = {"PROSA_SESSION_LIMITS": "", "PROSA_ADDRESS_LIMITS": "", "PROSA_MAX_SOCKETS": "50000"}
"""The tool is one address with thousands of customers, which the limits are there to stop."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server under load."""

    url: str
    pid: int | None = None
    """Of a server of our own, whose CPU can be watched."""
    start_seconds: float | None = None


@contextmanager
def own_prosa(home: Path, relay: Relay = lambda _: None) -> Generator[tuple[Server, Settings]]:
    """`prosa up` on a free port with its data in `home`, and the settings it runs with.

    Of our environment's settings only the pack is passed on. Raises `ChildFailed`.
    """
    port = free_port()
    env = prosa_env({**_WIDE, "PROSA_HOME": str(home), "PROSA_PORT": str(port)})
    url = f"http://{_HOST}:{port}"
    with running(prosa_command("up"), env, lambda: is_ready(url), relay=relay) as child:
        settings = Settings.model_validate({"home": home, "port": port})
        yield Server(url, child.pid, child.start_seconds), settings


@contextmanager
def echo(sizes: Sizes) -> Generator[Server]:
    """The bare echo server. Raises `ChildFailed`."""
    port = free_port()
    command = [sys.executable, "-m", "prosa.bench.echo", str(port), *map(str, sizes)]
    with running(command, os.environ, lambda: _listens(port), within=30) as child:
        yield Server(f"http://{_HOST}:{port}", child.pid, child.start_seconds)


def prosa_env(settings: Mapping[str, str]) -> dict[str, str]:
    """Our environment with these settings of Prosa, and the pack, but no others."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if name == "PROSA_PACK" or not name.startswith("PROSA_")
    }
    return {**ours, "PROSA_LOG_LEVEL": "error", **settings}


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((_HOST, port)) == 0
