"""The environment of `make test-transformers`: PyTorch and its company, gigabytes that `.venv` is spared."""

import sys
from collections.abc import Mapping
from pathlib import Path

from tools.checks import Check
from tools.places import ROOT, TOOLS
from tools.python import NO_NETWORK, UV, for_uv
from tools.setup import one_at_a_time
from tools.steps import Step, call, fingerprint, run_all

FOLDER = TOOLS / "transformers"
LOCK = ROOT / "requirements-transformers.lock"
TESTS = (
    Check(
        "Python: transformers",
        (str(FOLDER / "bin" / "python"), "-m", "pytest", "tests/language/encoders", "tests/encoding"),
    ),
)


def set_up_transformers(env: Mapping[str, str]) -> None:
    """Have that environment, with exactly what its lock says.

    Raises:
        SetupFailed: when it could not be made.
    """
    with one_at_a_time():
        run_all([_packages_step(env)])


def _packages_step(env: Mapping[str, str]) -> Step:
    def work() -> None:
        told = for_uv(env)
        make = [UV, "venv", "--quiet", "--clear", "--python", sys.executable, FOLDER]
        call(make, log="torch-venv", env=env)
        call(
            [UV, "pip", "sync", "--python", FOLDER, "--require-hashes", LOCK],
            log="torch", env=told, hint=NO_NETWORK,
        )  # fmt: skip
        install = [UV, "pip", "install", "--python", FOLDER, "--no-deps", "--no-build-isolation"]
        call([*install, "--editable", ROOT], log="torch-prosa", env=told)

    depends = fingerprint(sys.version, files=(LOCK, ROOT / "pyproject.toml"))
    made: tuple[Path, ...] = (FOLDER / "bin" / "prosa",)
    return Step("transformers", "PyTorch e transformers (alguns GB)", depends, made, work)
