"""`python3.11 -m tools COMMAND`: what stands behind each `make` target."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence

from tools import checks, rivals, setup, transformers
from tools.places import ROOT, STATIC, TOOLS, VENV, WEB
from tools.steps import SetupFailed


def _check(what: Sequence[checks.Check], *, browser: bool = False) -> int:
    env = setup.set_up()
    if browser:
        setup.set_up_browser(env)
    return 0 if checks.run_checks(what, env) else 1


def _become(program: str, *arguments: str) -> int:
    """Become a program of the environment, so that Ctrl-C and other signals reach it and nobody else."""
    env = setup.set_up()
    if port := env.pop("PORT", ""):
        env["PROSA_PORT"] = port
    path = str(VENV / "bin" / program)
    os.execve(path, [path, *arguments], env)


def _setup() -> int:
    setup.set_up()
    print("Pronto. Agora: make run para servir, make test para verificar, ou .venv/bin/prosa.")
    return 0


def _bench_nlu() -> int:
    """Understanding beside other engines, which are installed for this only."""
    env = setup.set_up()
    rivals.set_up(env)
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(rivals.PYTHON), env.get("PYTHONPATH"))))
    data = env.get("DATA") or str(ROOT.parent / "shared" / "data")
    arguments = ["--data", data, "--only", env.get("ONLY", ""), "--node-nlp", str(rivals.NODE)]
    path = str(VENV / "bin" / "python")
    os.execve(path, [path, str(ROOT / "bench" / "nlu"), *arguments], env)


def _bench_search() -> int:
    """Search: what is found, and how fast in a small and in a large base."""
    env = setup.set_up()
    data = env.get("DATA") or str(ROOT.parent / "shared" / "data")
    path = str(VENV / "bin" / "python")
    arguments = ["--data", data, "--only", env.get("ONLY", "")]
    os.execve(path, [path, str(ROOT / "bench" / "search"), *arguments], env)


def _test_transformers() -> int:
    """What only runs with PyTorch, which is installed for this only."""
    env = setup.set_up()
    transformers.set_up_transformers(env)
    return 0 if checks.run_checks(transformers.TESTS, env) else 1


def _lock() -> int:
    setup.lock()
    return 0


def _clean() -> int:
    for folder in (VENV, TOOLS, STATIC, WEB / "node_modules", ROOT / "bench" / "out", ROOT / "dist"):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


COMMANDS: Mapping[str, Callable[[], int]] = {
    "setup": _setup,
    "run": lambda: _become("prosa", "up"),
    "chat": lambda: _become("prosa", "chat"),
    "bench": lambda: _become("python", str(ROOT / "bench" / "run.py")),
    "bench-nlu": _bench_nlu,
    "bench-search": _bench_search,
    "lint": lambda: _check(checks.LINT),
    "format": lambda: _check(checks.FORMAT),
    "test": lambda: _check([*checks.LINT, *checks.TESTS, *checks.BROWSER], browser=True),
    "e2e": lambda: _check(checks.E2E, browser=True),
    "test-transformers": _test_transformers,
    "lock": _lock,
    "clean": _clean,
}


def main() -> int:
    """Run the command; failures of the set-up are told without a traceback."""
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        print(f"uso: python3.11 -m tools {{{','.join(COMMANDS)}}}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[sys.argv[1]]()
    except SetupFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrompido.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
