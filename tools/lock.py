"""`make lock`: the ranges of `pyproject.toml` become exact versions with hashes, and no addresses.

Versions already locked stay; `make lock UPGRADE=1` takes the newest.
"""

import os
from collections.abc import Mapping, Sequence

from tools.python import NO_NETWORK, UV, for_uv
from tools.steps import Step, call

COMMAND: Sequence[str] = (
    "pip", "compile", "--quiet",
    "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-emit-index-url", "--no-annotate",
    "--custom-compile-command", "make lock",
)  # fmt: skip
LOCKS: Mapping[str, Sequence[str]] = {
    # Each holds to the versions of the one before it.
    "requirements.lock": ("pyproject.toml",),
    "requirements-dev.lock": (
        "pyproject.toml", "--extra", "onnx", "--group", "dev", "--constraint", "requirements.lock",
    ),
    "requirements-transformers.lock": (
        "pyproject.toml", "--extra", "transformers", "--group", "dev",
        "--constraint", "requirements-dev.lock",
    ),
    "requirements-uv.lock": ("--group", "uv"),
    "requirements-node.lock": ("--group", "node"),
    # Goes beside what is installed already, numpy above all.
    "requirements-bench.lock": ("--group", "bench", "--no-deps"),
}  # fmt: skip


def lock_steps(env: Mapping[str, str]) -> list[Step]:
    """One step a lock file, always done."""
    upgrade = ("--upgrade",) if os.environ.get("UPGRADE") else ()

    def step(lock: str, sources: Sequence[str]) -> Step:
        def work() -> None:
            call(
                [UV, *COMMAND, *upgrade, *sources, "--output-file", lock],
                log="lock", env=for_uv(env), hint=NO_NETWORK,
            )  # fmt: skip

        return Step(lock, lock, None, (), work)

    return [step(lock, sources) for lock, sources in LOCKS.items()]
