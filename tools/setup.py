"""`make setup`: everything between a fresh clone and a checkout that runs."""

import fcntl
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from tools.chromium import chromium_step
from tools.lock import lock_steps
from tools.node import OWN_BIN, installed_version, node_step
from tools.places import ROOT, TOOLS
from tools.python import packages_step, uv_step, venv_step
from tools.steps import run_all
from tools.surroundings import environment
from tools.web import build_step, npm_packages_step


def set_up() -> dict[str, str]:
    """Bring the checkout up to date and return the environment to run things in.

    Raises:
        SetupFailed: when a step could not be done.
    """
    with one_at_a_time():
        env = environment()
        steps = [uv_step(env), venv_step(env), packages_step(env)]
        node = installed_version(env)
        if node is None:
            steps.append(own := node_step(env))
            node = own.depends
            env = environment(first_on_path=OWN_BIN)
        run_all([*steps, npm_packages_step(env, node), build_step(env, node)])
    return env


def set_up_browser(env: Mapping[str, str]) -> None:
    """Have a browser for the end-to-end tests where they look for it: `.tools/chromium/chromium`."""
    with one_at_a_time():
        run_all([chromium_step(env)])


def lock() -> None:
    """Write the locks anew from `pyproject.toml`."""
    with one_at_a_time():
        env = environment()
        run_all([uv_step(env), *lock_steps(env)])


@contextmanager
def one_at_a_time() -> Generator[None]:
    """Two `make` in one checkout take turns; the lock goes with the process that holds it."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Outro make está preparando {ROOT}; esperando …", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
