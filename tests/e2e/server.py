"""The product as a customer meets it: `prosa up` in a process of its own, which may be killed."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROSA = str(Path(sys.executable).with_name("prosa"))
START_SECONDS = 240
"""The first start also trains."""
STOP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Account:
    """How somebody who works here comes in."""

    email: str
    password: str
    token: str


class Server:
    """`prosa up` on a free port, with a data folder and a pack of its own, where people always answer."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """`settings` are further variables of its environment."""
        self.home = folder / "home"
        self._settings = settings
        self._pack = folder / "pack"
        self._log = folder / "server.log"
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        _copy_pack_without_hours(self._pack)

    @property
    def url(self) -> str:
        """Where it serves, whether or not it does right now."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def last_words(self) -> str:
        """The end of what it has printed."""
        return self._log.read_text("utf-8", "replace")[-3000:]

    @property
    def first_code(self) -> str:
        """What it printed for who is to be the first admin."""
        found = re.findall(r"(?m)^\s*(\w{4}(?:-\w{4}){3})$", self._log.read_text("utf-8", "replace"))
        return found[-1]

    def start(self) -> None:
        """Returns once it takes customers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                (PROSA, "up"), env=self._env(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"prosa up does not serve:\n{self.last_words}")
            time.sleep(0.1)

    def wait_until_said(self, text: str) -> None:
        """Returns once it has printed this."""
        deadline = time.monotonic() + START_SECONDS
        while text not in self._log.read_text("utf-8", "replace"):
            if time.monotonic() > deadline:
                raise RuntimeError(f"prosa up does not say {text!r}:\n{self.last_words}")
            time.sleep(0.1)

    def kill(self) -> None:
        """As a power cut would: nothing is put away."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def stop(self) -> None:
        """Asks it to end, and waits until it and its engines have."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def create_agent(self, name: str, role: str = "agent") -> Account:
        """Somebody new who works here."""
        email = f"{name.lower()}@loja.example"
        done = subprocess.run(
            (PROSA, "user", "create", name, "--email", email, "--role", role),
            env=self._env() | {"COLUMNS": "400"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        token = re.search(r"prosa_agent_\S+", done.stdout)
        password = re.search(r"^Senha .*\n(\S+)$", done.stdout, re.MULTILINE)
        if token is None or password is None:
            raise RuntimeError(f"no token and password for the agent:\n{done.stdout}{done.stderr}")
        return Account(email, password[1], token[0])

    def fill(self, email: str) -> None:
        """Many conversations wait from here on, and this agent holds a long one."""
        filling = (sys.executable, "-m", "tests.e2e.filling", email)
        subprocess.run(filling, env=self._env(), cwd=ROOT, stdin=subprocess.DEVNULL, check=True)

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def _env(self) -> dict[str, str]:
        return os.environ | {
            "PROSA_HOME": str(self.home),
            "PROSA_PORT": str(self._port),
            "PROSA_PACK": str(self._pack),
            **self._settings,
        }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _copy_pack_without_hours(folder: Path) -> None:
    """Else the day of the week would decide what an escalation says, and the hour whether anything is said
    unasked."""
    shutil.copytree(ROOT / "packs" / "loja", folder)
    bot = folder / "bot.yml"
    text, found = re.subn(r"(?m)^hours:\n(?: .*\n)+", "hours: {holidays: none}\n", bot.read_text("utf-8"))
    assert found == 1
    text, found = re.subn(r"(?m)^  quiet: .*\n", '  quiet: {begins: "00:00", ends: "00:00"}\n', text)
    assert found == 1
    bot.write_text(text, "utf-8")
