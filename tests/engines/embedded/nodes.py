"""A process that uses embedded engines, seen from outside, and what the machine says of its engines."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg

from prosa.engines.embedded.child import LAUNCHER

PROGRAM = str(Path(__file__).with_name("node.py"))


@dataclass
class Node:
    """A process that uses the engines of a data folder."""

    process: subprocess.Popen[str]
    database_url: str = ""
    valkey_url: str = ""

    @classmethod
    def start(cls, home: Path, uid: int | None = None) -> "Node":
        """Start one, as another account if `uid` is given (only root can)."""
        command = [sys.executable, PROGRAM, str(home)]
        if uid is not None:
            command = [sys.executable, "-IS", LAUNCHER, "-", f"{uid}:{uid}", "/", *command]
        pipe = subprocess.PIPE
        # A group of its own, so that a test can press Ctrl-C there.
        return cls(
            subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, process_group=0)
        )

    def is_up(self) -> "Node":
        """Itself, once its engines run."""
        assert self.process.stdout is not None
        word, *urls = self.process.stdout.readline().split() or [""]
        if word != "up":
            assert self.process.stderr is not None
            raise AssertionError(self.process.stderr.read())
        self.database_url, self.valkey_url = urls
        return self

    def discard(self) -> None:
        """Kill it if it runs, and close what led to it."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()

    def leave(self) -> int:
        """End it the polite way; gives its exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(timeout=60)

    def send(self, number: signal.Signals) -> int:
        """Send a signal to it and to whatever shares its terminal; gives its exit code."""
        os.killpg(self.process.pid, number)
        return self.process.wait(timeout=60)


def engine_processes(home: Path) -> dict[str, int]:
    """The engines that run in this data folder, by name, with their process ids."""
    engines = {"postgres": home / "engines/postgres/data", "valkey-server": home / "engines/run/valkey"}
    found: dict[str, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        for name, mark in engines.items():
            if f"/{name} " in words and (str(mark) in words) and "launcher.py" not in words:
                found[name] = int(entry.name)
    return found


def session_members(leader: int) -> set[int]:
    """Processes, zombies aside, in the session that `leader` began: an engine with all its children."""
    members: set[int] = set()
    for entry in Path("/proc").iterdir():
        try:
            state, _, _, session, *_ = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if entry.name.isdigit() and state != "Z" and int(session) == leader:
            members.add(int(entry.name))
    return members


def children(parent: int) -> list[int]:
    """Processes that this one started and that still run."""
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def ask(url: str, question: str = "SELECT 1") -> object:
    """The one value that this statement gives, if it gives any."""
    with psycopg.connect(url, autocommit=True) as connection:
        answer = connection.execute(question.encode())
        row = answer.fetchone() if answer.description else None
        return row[0] if row else None
