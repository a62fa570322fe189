"""Which system account the embedded engines run as, when we are root."""

import os
import pwd
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from prosa.engines.errors import EngineFailed


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged account. It has a passwd entry, which initdb insists on."""

    uid: int
    gid: int


def engine_account(folder: Path) -> Account | None:
    """Who is to run the engines and own `folder`, which exists; None when that is simply us.

    Only root needs somebody else. The folder remembers who that is by its owner. Raises `EngineFailed`
    when there is no account that root may give the folder to.
    """
    if os.geteuid() != 0:
        return None
    owner = folder.stat()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for account in _unprivileged():
        try:
            os.chown(folder, account.uid, account.gid)
        except OSError:  # not mapped into this container, or no CAP_CHOWN
            continue
        return account
    raise EngineFailed(
        "PostgreSQL does not run as root, and there is no other account here to run it as. "
        "Start Prosa as an ordinary user, or set PROSA_DATABASE_URL and PROSA_VALKEY_URL."
    )


def give(folder: Path, account: Account | None) -> None:
    """Make the engines' account the owner of this folder, if they run as somebody else."""
    if account is not None:
        os.chown(folder, account.uid, account.gid)


def _unprivileged() -> Iterator[Account]:
    entries = sorted(pwd.getpwall(), key=lambda entry: entry.pw_name != "nobody")
    return (Account(entry.pw_uid, entry.pw_gid) for entry in entries if entry.pw_uid != 0)
