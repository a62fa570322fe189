"""A scenario of `browser/scenarios`, run by Node in a real browser, with a server it may ask to be killed."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.server import ROOT, Account, Server
from tools.chromium import LAUNCHER, NAMES

RUNNER = Path(__file__).parent / "browser" / "run.mjs"
REQUEST = "@server "
SECONDS = 180
PICTURES = ROOT / ".tools" / "e2e"


@dataclass(frozen=True, slots=True)
class Browser:
    """Runs scenarios against a server."""

    server: Server
    agent: Account | None
    """Ana, who may do everything."""
    orders: Callable[[str], None] | None = None
    """Takes what scenarios ask for besides."""

    def run(self, scenario: str) -> None:
        """Fails the test with what scenario and server printed, and where the picture lies."""
        env = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",  # else the browser gives no file a name that has an accent
            "PROSA_URL": self.server.url,
            "CHROMIUM": _chromium(),
            "PICTURE": str(PICTURES / f"{scenario}.png"),
        }
        if self.agent is not None:
            env |= {
                "PROSA_AGENT_TOKEN": self.agent.token,
                "PROSA_AGENT_EMAIL": self.agent.email,
                "PROSA_AGENT_PASSWORD": self.agent.password,
            }
        if (pictures := os.environ.get("PICTURES")) is not None:
            env["PICTURES"] = pictures
        PICTURES.mkdir(parents=True, exist_ok=True)
        code, output = self._attend(scenario, env)
        if code != 0:
            pytest.fail(f"{scenario}:\n{output}\nserver:\n{self.server.last_words}", pytrace=False)

    def _attend(self, scenario: str, env: Mapping[str, str]) -> tuple[int, str]:
        with subprocess.Popen(
            ("node", str(RUNNER), scenario),
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as node:
            assert node.stdin is not None and node.stdout is not None
            alarm = threading.Timer(SECONDS, node.kill)
            alarm.start()
            output: list[str] = []
            for line in node.stdout:
                if line.startswith(REQUEST):
                    answer = self._serve(line.removeprefix(REQUEST).strip())
                    print("done", answer, file=node.stdin, flush=True)
                else:
                    output.append(line)
            alarm.cancel()
        return node.returncode, "".join(output)

    def _serve(self, request: str) -> str:
        """What the scenario is told once it is done."""
        match request:
            case "kill":
                self.server.kill()
            case "start":
                self.server.start()
            case "fill" if self.agent is not None:
                self.server.fill(self.agent.email)
            case "first-code":
                return self.server.first_code
            case order if self.orders is not None:
                self.orders(order)
            case _:
                raise ValueError(f"unknown request {request!r}")
        return ""


def _chromium() -> str:
    if LAUNCHER.is_file():
        return str(LAUNCHER)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("no Chromium: `make setup` gets one", pytrace=False)
    return found
