"""A process that we start and that may outlive us.

Not `subprocess.Popen`: that takes a process which runs on after us for a mistake, and says so with a warning.
"""

import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from prosa.engines.embedded.account import Account

LAUNCHER = str(Path(__file__).with_name("launcher.py"))
POLL = 0.02


class Child:
    """Started, and waited for without blocking."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """Its exit code once it has ended (minus the signal that ended it), None while it runs."""
        if self._code is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:  # somebody else waited for it
                self._code = 0
            else:
                self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code

    def wait(self, within: float) -> int:
        """Its exit code; it is killed when it takes longer than `within` seconds."""
        deadline = time.monotonic() + within
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                os.kill(self.pid, signal.SIGKILL)
            time.sleep(POLL)
        return code


def launch(
    command: Sequence[str],
    *,
    folder: Path,
    account: Account | None,
    log: Path,
    lock: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Child:
    """Run a command in `folder` as `account`, in a session of its own so that Ctrl-C does not reach it.

    It sees nothing of our environment but `env`: PGOPTIONS and its like would change what an engine does. The
    one exception is what the interpreter itself may need to be found with.
    """
    libraries = {name: value for name, value in os.environ.items() if name == "LD_LIBRARY_PATH"}
    who = f"{account.uid}:{account.gid}" if account else "-"
    words = [sys.executable, "-IS", LAUNCHER, str(lock or "-"), who, str(folder), *command]
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    pid = os.posix_spawn(
        sys.executable,
        words,
        {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath, **libraries, **(env or {})},
        file_actions=files,
        setsid=True,
        setsigmask=(),
        setsigdef=(signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ),
    )
    return Child(pid)
