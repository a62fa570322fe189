import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    status: int
    out: str
    err: str


class Prosa(Protocol):
    def __call__(self, *arguments: str, said: str = "", env: Mapping[str, str] | None = None) -> Ended: ...


@pytest.fixture
def prosa(tmp_path: Path) -> Prosa:
    """Runs `prosa …` as a person would, with a data folder of the test's own."""

    def run(*arguments: str, said: str = "", env: Mapping[str, str] | None = None) -> Ended:
        ended = subprocess.run(
            [sys.executable, "-m", "prosa.cli", *arguments],
            input=said,
            env={**os.environ, "PROSA_HOME": str(tmp_path / "home"), "COLUMNS": "200", **(env or {})},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run
