"""A server of ours in a process of its own: started, awaited, and stopped with us, whatever happens to us."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import httpx

POLL_SECONDS = 0.05
STOP_SECONDS = 30.0
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)

Ready = Callable[[], bool]
Relay = Callable[[bytes], None]
"""Hears what the child writes while it starts."""


class ChildFailed(Exception):
    """It ended at its start, or was not ready in time. The message carries the end of what it wrote."""


@dataclass(frozen=True, slots=True)
class Child:
    """A server that is ready."""

    pid: int
    start_seconds: float
    """From its start until it was ready."""


@contextmanager
def running(
    command: Sequence[str],
    env: Mapping[str, str],
    ready: Ready,
    *,
    within: float = 300,
    relay: Relay = lambda _: None,
) -> Generator[Child]:
    """The command, ready, for as long as the block runs. Call it in the main thread. Raises `ChildFailed`."""
    began = time.perf_counter()
    # Its own session: Ctrl-C at the terminal is for us, and we stop it in order.
    process = subprocess.Popen(  # noqa: S603 - this Python running a module of ours
        command,
        env={**env, **_like_our_terminal()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - one system call; a killed parent leaves nothing running
    )
    said = _Said(process, relay)
    try:
        _wait(process, ready, said, began + within)
        said.started = True
        yield Child(process.pid, time.perf_counter() - began)
    finally:
        _stop(process)
        said.join()


def prosa_command(*arguments: str) -> list[str]:
    """`prosa …`, run by this very Python."""
    return [sys.executable, "-m", "prosa.cli", *arguments]


def free_port() -> int:
    """A port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_ready(url: str) -> bool:
    """Whether a Prosa answers at this URL and takes messages now."""
    with suppress(httpx.HTTPError, httpx.InvalidURL, ValueError):
        answer = httpx.get(f"{url}/readyz", timeout=2, trust_env=False)
        return answer.is_success and answer.json().get("ready") is True
    return False


class _Said:
    """Reads what the child writes, lest it block: relays it during the start, and keeps the last of it."""

    def __init__(self, process: subprocess.Popen[bytes], relay: Relay) -> None:
        self.started = False
        self._process = process
        self._relay = relay
        self._kept: deque[bytes] = deque(maxlen=64)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def join(self) -> None:
        self._thread.join(timeout=5)

    def last(self) -> str:
        return b"".join(self._kept).decode(errors="replace").strip()[-2000:]

    def _read(self) -> None:
        pipe = self._process.stderr
        assert pipe is not None
        with pipe:
            while part := os.read(pipe.fileno(), 4096):
                self._kept.append(part)
                if not self.started:
                    self._relay(part)


def _wait(process: subprocess.Popen[bytes], ready: Ready, said: _Said, deadline: float) -> None:
    while not ready():
        if (code := process.poll()) is not None:
            said.join()
            raise ChildFailed(f"{said.last()}\n(status {code})")
        if time.perf_counter() > deadline:
            raise ChildFailed(f"{said.last()}\n(not ready in time)")
        time.sleep(POLL_SECONDS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _like_our_terminal() -> dict[str, str]:
    """What makes a child that writes into a pipe draw as we would ourselves (rich's own variables)."""
    if not sys.stderr.isatty():
        return {}
    return {"TTY_COMPATIBLE": "1", "COLUMNS": str(shutil.get_terminal_size().columns)}


def _end_with_parent() -> None:
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
