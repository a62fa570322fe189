"""Which processes use the engines of a data folder, so that the last to leave stops them."""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from prosa.engines.errors import EngineFailed

POLL = 0.02


class Tenancy:
    """Two kernel locks: `engines.lock`, shared by every user, and `starting.lock`, held to start or stop.

    A killed process leaves neither behind.
    """

    def __init__(self, users: Path, starting: Path) -> None:
        self._users = users
        self._starting = starting
        self._membership: int | None = None

    @contextmanager
    def alone(self, within: float = 120) -> Generator[None]:
        """Be the only one who starts or stops engines of this folder. Blocks for up to `within` seconds."""
        descriptor = _open(self._starting)
        try:
            deadline = time.monotonic() + within
            while not _try(descriptor, fcntl.LOCK_EX):
                if time.monotonic() > deadline:
                    raise EngineFailed(f"Another process has held {self._starting} for {within:.0f} s.")
                time.sleep(POLL)
            yield
        finally:
            os.close(descriptor)

    @property
    def joined(self) -> bool:
        """Whether this process counts as a user."""
        return self._membership is not None

    def join(self) -> None:
        """Count as a user of the engines from now on. Call it while `alone`."""
        if self._membership is None:
            self._membership = _open(self._users)
            if not _try(self._membership, fcntl.LOCK_SH):
                raise EngineFailed(f"{self._users} is locked by something that is not Prosa.")

    def leave(self) -> bool:
        """Count no more; True when nobody else does either. Call it while `alone`."""
        if self._membership is None:
            return False
        try:
            return _try(self._membership, fcntl.LOCK_EX)
        finally:
            os.close(self._membership)
            self._membership = None


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _try(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
