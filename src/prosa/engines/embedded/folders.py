"""Where the embedded engines keep their things, and who may go there."""

import hashlib
import os
import platform
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from prosa.engines.errors import EngineFailed

LONGEST_SOCKET = "postgres/.s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100
"""Bytes. The kernel takes 107; with a few to spare, the rule does not depend on an engine's version."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The places below a data folder that belong to the engines.

    `root` is ours alone (0700), so nobody else gets as far as a socket, a log or a data file; the engines'
    account owns only what lies below, in `state` and `sockets`. Sockets move to a folder of ours in /tmp when
    this place's name is too long for them, or has a comma, where PostgreSQL's clients part hosts.
    """

    home: Path
    root: Path

    @property
    def users_lock(self) -> Path:
        """Shared by every process that uses the engines."""
        return self.home / "engines.lock"

    @property
    def starting_lock(self) -> Path:
        """Held by the process that is starting or stopping them."""
        return self.root / "starting.lock"

    def lock(self, engine: str) -> Path:
        """Held by the engine's process as long as it lives."""
        return self.root / f"{engine}.lock"

    def log(self, engine: str) -> Path:
        """What the engine says."""
        return self.root / f"{engine}.log"

    def make_state(self, engine: str) -> Path:
        """A folder for the engine's account to own."""
        return _private(self.state(engine))

    def state(self, engine: str) -> Path:
        """Where `make_state` makes it."""
        return self.root / engine

    def make_sockets(self, engine: str) -> Path:
        """A folder for the engine's account to own and put its socket in, where only we get to."""
        return _private(_ours(_private(self._sockets)) / engine)

    def sockets(self, engine: str) -> Path:
        """Where `make_sockets` makes it."""
        return self._sockets / engine

    def remove_sockets(self) -> None:
        """Leave nothing behind once the engines are stopped."""
        shutil.rmtree(self._sockets, ignore_errors=True)

    @property
    def _sockets(self) -> Path:
        here = self.root / "run"
        if len(os.fsencode(here / LONGEST_SOCKET)) <= LONGEST_SOCKET_PATH and "," not in str(here):
            return here
        # Not $TMPDIR: whoever shares these engines has to look in the same place.
        return Path("/tmp") / f"prosa-{hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]}"  # noqa: S108


def engine_folders(home: Path) -> Folders:
    """The engines' places below `home`, made if need be. Raises `EngineFailed` if they are not ours."""
    if platform.system() != "Linux":
        raise EngineFailed("Prosa's own engines run on Linux. Set PROSA_DATABASE_URL and PROSA_VALKEY_URL.")
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home = home.resolve()
        return Folders(home, _ours(_private(home / "engines")))
    except OSError as error:
        raise EngineFailed(
            f"The data folder {home} cannot be used ({error.strerror}). Set PROSA_HOME."
        ) from error


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _ours(folder: Path) -> Path:
    """This folder, once it is sure that it is a real one, ours, and closed to others."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise EngineFailed(
            f"{folder} belongs to another account (uid {found.st_uid}). "
            "Run Prosa as that account, or set PROSA_HOME to a folder of your own."
        )
    if stat.S_IMODE(found.st_mode) != 0o700:
        folder.chmod(0o700)
    return folder
