"""A server in a process of its own, whatever happens to it and to us."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prosa.child import ChildFailed, free_port, running

TOUCHES = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).touch(); time.sleep(60)"
PARENT = """
import os, sys, time
from pathlib import Path
from prosa.child import running
ready = Path(sys.argv[1])
with running([sys.executable, "-c", sys.argv[2], sys.argv[1]], os.environ, ready.exists) as child:
    print(child.pid, flush=True)
    time.sleep(60)
"""


def python(code: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


def ends(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_it_runs_as_long_as_the_block_does(tmp_path: Path):
    ready = tmp_path / "ready"
    with running(python(TOUCHES, ready), os.environ, ready.exists) as child:
        assert Path(f"/proc/{child.pid}").exists() and child.start_seconds > 0
    assert ends(child.pid)


def test_it_is_stopped_when_the_block_fails(tmp_path: Path):
    ready, pid = tmp_path / "ready", 0
    with (
        pytest.raises(RuntimeError, match="ours"),
        running(python(TOUCHES, ready), os.environ, ready.exists) as child,
    ):
        pid = child.pid
        raise RuntimeError("ours")
    assert ends(pid)


def test_one_that_ends_at_its_start_is_told_with_its_last_words():
    failing = python("import sys; sys.exit('o banco não subiu')")
    with pytest.raises(ChildFailed, match="o banco não subiu"), running(failing, os.environ, lambda: False):
        pass


def test_one_that_is_not_ready_in_time_is_stopped(tmp_path: Path):
    started = tmp_path / "started"
    slow = python(TOUCHES, started)
    with pytest.raises(ChildFailed, match="not ready"), running(slow, os.environ, lambda: False, within=1):
        pass


def test_what_it_says_while_it_starts_is_passed_on(tmp_path: Path):
    ready, heard = tmp_path / "ready", bytearray()
    talking = python(f"import sys; print('treinando', file=sys.stderr, flush=True); {TOUCHES}", ready)
    with running(talking, os.environ, lambda: b"treinando" in heard, relay=heard.extend):
        assert b"treinando" in heard


def test_it_ends_with_us_even_when_we_are_killed(tmp_path: Path):
    with subprocess.Popen(python(PARENT, tmp_path / "ready", TOUCHES), stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert ends(child)


def test_a_free_port_can_be_listened_on():
    assert 1024 <= free_port() <= 65535
