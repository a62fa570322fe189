"""The environment that child processes get: caches inside the checkout, the machine's own certificates.

Whatever the user has set wins: a warm cache elsewhere, a mirror, a company's certificates.
"""

import ast
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.places import CACHE, VENV

DEFAULTS: Mapping[str, str] = {
    "UV_CACHE_DIR": str(CACHE / "uv"),
    "UV_PYTHON_DOWNLOADS": "never",
    "UV_SYSTEM_CERTS": "1",
    "PIP_CACHE_DIR": str(CACHE / "pip"),
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "npm_config_cache": str(CACHE / "npm"),
    "npm_config_update_notifier": "false",
    "NODE_COMPILE_CACHE": str(CACHE / "node"),
    "XDG_CACHE_HOME": str(CACHE / "xdg"),
    "MPLCONFIGDIR": str(CACHE / "matplotlib"),
    "RUFF_CACHE_DIR": str(CACHE / "ruff"),
    "HYPOTHESIS_STORAGE_DIRECTORY": str(CACHE / "hypothesis"),
    "PYRIGHT_PYTHON_CACHE_DIR": str(CACHE / "pyright"),
    "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
}

SYSTEM_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, Red Hat
    "/etc/ssl/ca-bundle.pem",  # openSUSE
)


def environment(
    given: Mapping[str, str] | None = None, *, first_on_path: Path | None = None
) -> dict[str, str]:
    """The environment for everything that `make` starts.

    Node brings its own list of authorities, so it is told of the machine's: behind a
    company's proxy only that list has the right one.
    """
    given = os.environ if given is None else given
    env = {**DEFAULTS, **given}
    certificates = given.get("SSL_CERT_FILE") or next(filter(os.path.isfile, SYSTEM_CERTIFICATES), None)
    if certificates:
        env.setdefault("NODE_EXTRA_CA_CERTS", certificates)
    # An activated environment of someone else's would be taken for ours.
    env.pop("VIRTUAL_ENV", None)
    on_path = [str(VENV / "bin"), env.get("PATH", os.defpath)]
    if first_on_path is not None:
        on_path.insert(0, str(first_on_path))
    env["PATH"] = os.pathsep.join(on_path)
    return env


def like_pip(pip: list[str], env: Mapping[str, str]) -> dict[str, str]:
    """`env` with the index and certificates from pip's configuration, which uv does not read.

    Only what uv has not been told otherwise. `pip` is the command that runs pip; none, nothing to ask.
    """
    if not pip:
        return dict(env)
    listing = subprocess.run([*pip, "config", "list"], env=env, capture_output=True, text=True, check=False)
    configured: dict[str, str] = {}
    for line in listing.stdout.splitlines():
        name, found, value = line.partition("=")
        if found:
            configured[name.rpartition(".")[2]] = str(ast.literal_eval(value))
    told = dict(env)
    if "index-url" in configured and not env.keys() & {"UV_DEFAULT_INDEX", "UV_INDEX_URL"}:
        told["UV_DEFAULT_INDEX"] = configured["index-url"]
    if "cert" in configured and not env.keys() & {"SSL_CERT_FILE", "SSL_CERT_DIR"}:
        told["SSL_CERT_FILE"] = configured["cert"]
    return told
