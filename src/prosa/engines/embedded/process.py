"""An engine's process: started, found again, and stopped, with nothing to go stale."""

import fcntl
import os
import signal
import struct
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from prosa.engines.embedded.account import Account
from prosa.engines.embedded.child import POLL, Child, launch
from prosa.engines.errors import EngineFailed

LOG_LIMIT = 4 * 1024 * 1024

_FLOCK = "hhqqi4x"  # struct flock on 64-bit Linux: type, whence, start, length, pid


@dataclass(slots=True)
class EngineProcess:
    """The one process of an engine in a data folder, whoever started it.

    It holds `lock` (see launcher.py) as long as it lives, so the kernel always knows whether it runs. Once
    `given_up` is set, nobody waits for it to become ready any more.
    """

    name: str
    folder: Path
    lock: Path
    log: Path
    given_up: threading.Event
    _child: Child | None = field(default=None, init=False)

    def pid(self) -> int | None:
        """The engine's process id, or None when it does not run."""
        if self._child is not None and self._child.poll() is not None:
            self._child = None
        try:
            descriptor = os.open(self.lock, os.O_RDWR)
        except FileNotFoundError:
            return None
        try:
            question = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
            kind, _, _, _, pid = struct.unpack(_FLOCK, fcntl.fcntl(descriptor, fcntl.F_GETLK, question))
        finally:
            os.close(descriptor)
        if kind == fcntl.F_UNLCK:
            return None
        if pid <= 0:
            raise EngineFailed(
                f"{self.name} of {self.folder} is run by another container; stop that one first."
            )
        return pid

    def start(
        self,
        command: Sequence[str],
        account: Account | None,
        not_ready: Callable[[], str | None],
        within: float,
        env: Mapping[str, str] | None = None,
    ) -> None:
        """Start the engine unless it runs, and wait until `not_ready` finds no reason any more.

        Raises `EngineFailed`, with the end of its log, when it ends instead or is not ready in time.
        """
        begun = self.log.stat().st_size if self.log.exists() else 0
        if self.pid() is None:
            if self.given_up.is_set():
                raise EngineFailed(f"{self.name} was not started any more.")
            if begun > LOG_LIMIT:
                self.log.replace(self.log.with_suffix(".log.1"))
                begun = 0
            self._child = launch(
                command, folder=self.folder, account=account, log=self.log, lock=self.lock, env=env
            )
        child = self._child
        deadline = time.monotonic() + within
        while reason := not_ready():
            if child is not None and (code := child.poll()) is not None:
                raise EngineFailed(f"{self.name} ended at its start (code {code}).\n{self._said(begun)}")
            if child is None and self.pid() is None:
                raise EngineFailed(f"{self.name} ended while we waited for it.\n{self._said(begun)}")
            # Not before it holds its lock: until then `stop` would not find it, and it would run on.
            if self.given_up.is_set() and self.pid() is not None:
                raise EngineFailed(f"{self.name} was not waited for.")
            if time.monotonic() > deadline:
                raise EngineFailed(
                    f"{self.name} did not answer within {within:.0f} s: {reason}\n{self._said(begun)}"
                )
            time.sleep(POLL)

    def stop(self, *steps: tuple[signal.Signals, float]) -> None:
        """Send each signal in turn, until the process is gone, waiting the given seconds after each."""
        for number, seconds in steps:
            deadline = time.monotonic() + seconds
            pid = self.pid()
            if pid is None:
                return
            with suppress(ProcessLookupError):  # it ended just now
                os.kill(pid, number)
            while self.pid() is not None and time.monotonic() < deadline:
                time.sleep(POLL)
        if self.pid() is not None:
            raise EngineFailed(f"{self.name} (process {self.pid()}) does not stop.")

    def _said(self, begun: int) -> str:
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(max(begun, self.log.stat().st_size - 2000))
            return log.read().decode(errors="replace").strip()
