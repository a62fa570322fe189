"""`prosa up` in a process of its own, with settings of a test's, that may be killed and started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from prosa.child import free_port, is_ready

START_SECONDS = 90
STOP_SECONDS = 60


class Process:
    """`prosa up`, whether or not it runs right now."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self._log = folder / "stderr"
        self._port = free_port()
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def written(self) -> str:
        """All it has written to standard error so far."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    def start(self) -> None:
        """Returns once it takes customers."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("PROSA_")}
        env |= {"PROSA_PORT": str(self._port), **self._settings}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                (sys.executable, "-m", "prosa.cli", "up"),
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not is_ready(self.url):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"prosa up does not serve:\n{self.written[-4000:]}")
            time.sleep(0.1)

    def kill(self) -> None:
        """As a power cut would: nothing is put away."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> int:
        """Ends it the polite way; gives its exit code."""
        assert self._process is not None
        self._process.terminate()
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


@contextmanager
def prosa_up(folder: Path, models: Path, settings: Mapping[str, str]) -> Generator[Process]:
    """Serves while the context is open, its data in `folder`, what is already trained in `models`."""
    home = folder / "home"
    home.mkdir()
    (home / "models").symlink_to(models)
    process = Process(folder, {"PROSA_HOME": str(home), **settings})
    process.start()
    try:
        yield process
    finally:
        process.stop()


def customer(process: Process) -> httpx.Client:
    """Speaks HTTP to it."""
    return httpx.Client(base_url=process.url, timeout=30)
