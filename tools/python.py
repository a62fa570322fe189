"""The Python side of the set-up: uv, then `.venv` with exactly what the lock says."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.places import ROOT, TOOLS, VENV
from tools.steps import SetupFailed, Step, call, fingerprint
from tools.surroundings import like_pip

UV_FOLDER = TOOLS / "uv"
UV = UV_FOLDER / "bin" / "uv"
NO_NETWORK = (
    "Se for falta de acesso ao índice de pacotes: confira a rede e a configuração do pip"
    " (índice, certificado, proxy)."
)
NO_PIP = (
    "Este Python não traz o pip (módulo ensurepip). No Debian/Ubuntu: apt install python3.11-venv."
    " Depois, rode de novo."
)


def uv_step(env: Mapping[str, str]) -> Step:
    """uv, pinned and inside the checkout, so that every machine installs with the same one."""
    lock = ROOT / "requirements-uv.lock"

    def work() -> None:
        pip = _a_pip(env)
        call(
            [*pip, "install", "--quiet", "--upgrade", "--target", UV_FOLDER, "--require-hashes", "-r", lock],
            log="uv", env=env, hint=NO_NETWORK,
        )  # fmt: skip

    return Step("uv", "Instalador uv", _of_this_python(lock), (UV,), work)


def venv_step(env: Mapping[str, str]) -> Step:
    """An empty `.venv` of this Python. Its scripts know where it is, so a moved checkout gets a new one."""

    def work() -> None:
        call([UV, "venv", "--quiet", "--clear", "--python", sys.executable, VENV], log="venv", env=env)

    return Step("venv", "Ambiente Python", _of_this_python(), (VENV / "bin" / "python",), work)


def packages_step(env: Mapping[str, str]) -> Step:
    """In `.venv` the locked packages, nothing else, and Prosa itself, editable."""
    lock = ROOT / "requirements-dev.lock"

    def work() -> None:
        told = for_uv(env)
        # With this set, every start would compile anew what is not compiled here, once.
        compiled = ["--compile-bytecode"] if env.get("PYTHONDONTWRITEBYTECODE") else []
        call(
            [UV, "pip", "sync", "--python", VENV, "--require-hashes", *compiled, lock],
            log="python", env=told, hint=NO_NETWORK,
        )  # fmt: skip
        call(
            [UV, "pip", "install", "--python", VENV, "--no-deps", "--no-build-isolation", "--editable", ROOT],
            log="prosa", env=told,
        )  # fmt: skip

    depends = _of_this_python(lock, ROOT / "pyproject.toml")
    return Step("python", "Dependências de Python", depends, (VENV / "bin" / "prosa",), work)


def for_uv(env: Mapping[str, str]) -> Mapping[str, str]:
    """`env` with what uv must be told to reach the index that pip reaches."""
    return like_pip(_pip_if_any(env), env)


def _of_this_python(*files: Path) -> str:
    return fingerprint(sys.version, os.path.realpath(sys.executable), files=files)


def _a_pip(env: Mapping[str, str]) -> list[str]:
    """A command that runs pip: this Python's own or, where a distribution leaves it out, one made for us.

    Raises:
        SetupFailed: when neither exists.
    """
    if pip := _pip_if_any(env):
        return pip
    maker = TOOLS / "pip"
    try:
        call([sys.executable, "-m", "venv", "--clear", maker], log="pip", env=env)
    except SetupFailed as failure:
        raise SetupFailed(f"{failure}\n  {NO_PIP}") from failure
    return [str(maker / "bin" / "python"), "-m", "pip"]


def _pip_if_any(env: Mapping[str, str]) -> list[str]:
    """The command of a pip that is already there, or nothing."""
    for python in (str(TOOLS / "pip" / "bin" / "python"), sys.executable):
        command = [python, "-m", "pip"]
        try:
            if (
                subprocess.run([*command, "--version"], env=env, capture_output=True, check=False).returncode
                == 0
            ):
                return command
        except FileNotFoundError:
            continue
    return []
