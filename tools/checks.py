"""The checks behind `make lint`, `make test` and `make e2e`, from the quickest to the longest."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.places import CACHE, ROOT, WEB


@dataclass(frozen=True, slots=True)
class Check:
    """A command that passes or fails; its output goes to the reader as it comes."""

    title: str
    command: tuple[str, ...]
    folder: Path = ROOT


BIOME = ("web/node_modules/.bin/biome", "check", "--config-path=web")
"""For the JavaScript outside the applications: what the browser tests do, and what unpacks the browser."""

LINT = (
    Check("Python: regras", ("ruff", "check", "--output-format", "concise", ".")),
    Check("Python: formato", ("ruff", "format", "--check", ".")),
    Check("Python: camadas", ("lint-imports", "--no-logo", "--cache-dir", str(CACHE / "layers"))),
    Check("Web: regras e formato", ("npm", "run", "--silent", "lint"), WEB),
    Check("Roteiros: regras e formato", (*BIOME, "--error-on-warnings", "tests", "tools")),
    Check("Web: tipos", ("npm", "run", "--silent", "typecheck"), WEB),
    Check("Python: tipos", ("pyright", "--warnings")),
)
TESTS = (
    Check("Web: testes", ("npm", "run", "--silent", "test"), WEB),
    # Two workers, each with databases of its own; a file stays with one worker and so shares what it starts.
    # Files come in the order of their collection: tests/conftest.py puts long ones first.
    Check(
        "Python: testes",
        ("pytest", "-m", "not e2e", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"),
    ),
)
# Two at a time: a scenario waits as often as it works. Whoever is free takes what is left.
_SCENARIOS = ("-n", "2", "--dist", "worksteal", "tests/e2e")
BROWSER = (Check("Navegador", ("pytest", "-m", "e2e and not long", *_SCENARIOS)),)
E2E = (Check("Navegador", ("pytest", "-m", "e2e", *_SCENARIOS)),)
FORMAT = (
    Check("Python: regras", ("ruff", "check", "--fix", ".")),
    Check("Python: formato", ("ruff", "format", ".")),
    Check("Web", ("npm", "run", "--silent", "format"), WEB),
    Check("Roteiros", (*BIOME, "--write", "tests", "tools")),
)


def run_checks(checks: Sequence[Check], env: Mapping[str, str]) -> bool:
    """Run all of them, also after one has failed, and print what came of each. True when all passed."""
    results: list[tuple[Check, bool, float]] = []
    for number, check in enumerate(checks, start=1):
        print(f"\n── [{number}/{len(checks)}] {check.title} · {' '.join(check.command)}", flush=True)
        start = time.monotonic()
        code = subprocess.run(
            check.command, cwd=check.folder, env=env, stdin=subprocess.DEVNULL, check=False
        ).returncode
        results.append((check, code == 0, time.monotonic() - start))
    print()
    for check, passed, seconds in results:
        print(f"{'ok' if passed else 'FALHOU':8}{check.title:28}{seconds:5.0f} s")
    failed = sum(not passed for _, passed, _ in results)
    print(f"\n{len(results) - failed} passed, {failed} failed", flush=True)
    sys.stdout.flush()
    return failed == 0
