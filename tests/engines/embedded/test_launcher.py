"""What the program that becomes an engine may and may not do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from prosa.engines.embedded.child import LAUNCHER

NOBODY = 65534

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down")


def as_nobody(folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-IS", LAUNCHER, "-", f"{NOBODY}:{NOBODY}", str(folder)]
    return subprocess.run(
        [*command, sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that only root may enter, with a program in it."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    (folder / "program").touch(mode=0o755)
    return folder


@pytest.mark.parametrize("ask", ["access", "stat", "open"])
def test_it_reaches_what_lies_in_roots_closed_folders(closed: Path, ask: str):
    """By any system call: PostgreSQL looks for its own files with access(2)."""
    program = (
        f"import os; path = {str(closed / 'program')!r}\n"
        + {
            "access": "assert os.access(path, os.R_OK | os.X_OK)",
            "stat": "os.stat(path)",
            "open": "open(path).read()",
        }[ask]
    )
    done = as_nobody(closed, program)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "deed", ["open(path, 'a')", "os.unlink(path)", "os.chmod(path, 0o777)", "os.setuid(0)"]
)
def test_it_changes_nothing_of_roots_and_does_not_become_root_again(closed: Path, deed: str):
    done = as_nobody(closed, f"import os; path = {str(closed / 'program')!r}; {deed}")
    assert "PermissionError" in done.stderr
    assert (closed / "program").stat().st_mode & 0o777 == 0o755


def test_it_keeps_its_lock_through_the_exec_and_drops_it_with_its_end(tmp_path: Path):
    lock = tmp_path / "lock"
    command = [sys.executable, "-IS", LAUNCHER, str(lock), "-", "/", "/bin/sh", "-c"]
    with subprocess.Popen(
        [*command, "echo up; read line"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"up\n"
        assert subprocess.run([*command, "true"], check=False).returncode == 75
    assert subprocess.run([*command, "true"], check=False).returncode == 0
