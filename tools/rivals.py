"""What `make bench-nlu` measures Prosa beside: installed for that only, and nowhere near the product."""

import shutil
from collections.abc import Mapping

from tools.places import ROOT, TOOLS, VENV
from tools.python import NO_NETWORK, UV, for_uv
from tools.setup import one_at_a_time
from tools.steps import Step, call, fingerprint, run_all
from tools.web import NO_NPM

NODE = TOOLS / "node-nlp"
PYTHON = TOOLS / "bench"
_PACKAGE = ROOT / "bench" / "nlu" / "node-nlp"


def set_up(env: Mapping[str, str]) -> None:
    """Have node-nlp and the other encoder.

    Raises:
        SetupFailed: when one cannot be installed.
    """
    with one_at_a_time():
        run_all([_node_step(env), _python_step(env)])


def _node_step(env: Mapping[str, str]) -> Step:
    """node-nlp with exactly what its lock says."""
    files = [_PACKAGE / name for name in ("package.json", "package-lock.json", ".npmrc")]

    def work() -> None:
        shutil.rmtree(NODE, ignore_errors=True)
        NODE.mkdir(parents=True)
        for file in files:
            shutil.copy(file, NODE)
        call(
            ["npm", "ci", "--no-progress", "--ignore-scripts"], cwd=NODE, log="node-nlp", env=env, hint=NO_NPM
        )

    return Step("node-nlp", "node-nlp", fingerprint(files=files), (NODE / "node_modules",), work)


def _python_step(env: Mapping[str, str]) -> Step:
    """The packages that only the bench needs, in a folder of their own."""
    lock = ROOT / "requirements-bench.lock"

    def work() -> None:
        shutil.rmtree(PYTHON, ignore_errors=True)
        call(
            [
                UV, "pip", "install", "--python", VENV, "--target", PYTHON,
                "--no-deps", "--require-hashes", "--requirement", lock,
            ],
            log="bench", env=for_uv(env), hint=NO_NETWORK,
        )  # fmt: skip

    return Step("bench", "Codificador de comparação", fingerprint(files=[lock]), (PYTHON,), work)
