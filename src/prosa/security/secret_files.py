"""Secrets in files that only our account reads."""

import fcntl
import os
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)


class SecretsUnusable(RuntimeError):
    """A secret is malformed, or not for us alone; the message says what to do."""


def kept(path: Path, make: Callable[[], str]) -> str:
    """The secret in this file; if there is no file, `make` says what to put there.

    Processes that start at the same time agree: the file appears complete, once, and all read it. Raises
    `SecretsUnusable`.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close_to_others(path.parent, 0o700)
        with _locked(path.parent) as folder:
            if not path.exists():
                _write(path, make())
                os.fsync(folder)  # the name too lasts through a power cut: what a lost key encrypted is lost
        _close_to_others(path, 0o600)
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretsUnusable(f"{path} cannot be used: {error}") from error


@contextmanager
def _locked(folder: Path) -> Generator[int]:
    """One process at a time; gives the folder's descriptor."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _write(path: Path, secret: str) -> None:
    """Write it beside its place and move it there, so that a half-written secret is never read."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(descriptor)
    draft.replace(path)


def _close_to_others(path: Path, mode: int) -> None:
    found = path.stat()
    if found.st_uid != os.geteuid():
        raise SecretsUnusable(f"{path} belongs to another account, uid {found.st_uid}. Run Prosa as that.")
    if stat.S_IMODE(found.st_mode) != mode:
        path.chmod(mode)
        log.warning("a secret had the wrong mode, set it right", path=str(path), mode=oct(found.st_mode))
