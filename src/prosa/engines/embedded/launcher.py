"""Becomes an engine: takes its lock, steps down from root, and executes it.

    python -IS launcher.py LOCK UID:GID FOLDER COMMAND…     ("-" for no lock, "-" to stay who we are)

Run as a script in a process of its own, never imported by Prosa: changing identity is a matter for a process
with one thread, and the standard library alone starts in some 15 ms.

The lock is a POSIX record lock. It survives the exec, belongs to the engine's own process and not to its
children, and the kernel drops it with the process, however that ends. So whoever asks for the lock's holder
learns the engine's true process id, and a stale pid can not exist.

PostgreSQL refuses to run as root, but the data folder and the virtual environment may lie where only root may
go (/root is 0700). Rather than open folders that are not ours to open, the engine keeps one capability of
root's, as little of it as will do: to read and search anything (CAP_DAC_READ_SEARCH), or, where a container
does not have that one, to pass all permissions (CAP_DAC_OVERRIDE).
"""

import ctypes
import fcntl
import os
import sys
from pathlib import Path
from typing import NoReturn

UNUSABLE = 78  # EX_CONFIG: this account or these capabilities are not to be had here
TAKEN = 75  # EX_TEMPFAIL: somebody holds the lock

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
PR_SET_KEEPCAPS = 8
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
LINUX_CAPABILITY_VERSION_3 = 0x20080522


def main(lock: str, account: str, folder: str, command: list[str]) -> None:
    """Take the lock, go to the folder, become the account, be the command."""
    os.chdir(folder)
    if lock != "-":
        hold(lock)
    if account != "-":
        uid, gid = (int(part) for part in account.split(":"))
        become(uid, gid, needs=command[0])
    os.execv(command[0], command)  # noqa: S606 - to become the engine is what this process is for


def hold(path: str) -> None:
    """Lock the file for as long as this process lives, through the exec."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(TAKEN)
    os.set_inheritable(descriptor, True)


def become(uid: int, gid: int, needs: str) -> None:
    """Be this account for good, able to reach and execute the file `needs`."""
    libc = ctypes.CDLL(None, use_errno=True)
    here = Path.cwd()
    try:
        check(libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
        # initdb and postgres ask access(2) for their own program files, and that leaves the capabilities of
        # ordinary accounts out of account, unless this bit is set. It takes CAP_SETPCAP, so it may fail; then
        # we hear from access() ourselves.
        libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
        for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
            if permitted() >> capability & 1:
                set_capabilities(libc, capability, keep=(CAP_DAC_OVERRIDE,))
                if os.access(needs, os.X_OK) and os.access(here, os.X_OK, effective_ids=True):
                    set_capabilities(libc, capability, keep=())
                    check(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))
                    return
    except OSError as error:
        give_up(f"cannot step down from root to uid {uid}: {error}")
    give_up(f"uid {uid} may not reach {needs} or {here}, and root has no capability to lend")


def give_up(reason: str) -> NoReturn:
    """End, with what the operator can do in the log."""
    advice = "Start Prosa as an ordinary user, or set PROSA_DATABASE_URL and PROSA_VALKEY_URL."
    sys.stderr.write(f"{reason}. {advice}\n")
    sys.exit(UNUSABLE)


def permitted() -> int:
    """The capabilities that this process may still switch on, as a bit set."""
    with Path("/proc/self/status").open() as status:
        return next(int(line.split()[1], 16) for line in status if line.startswith("CapPrm"))


def set_capabilities(libc: ctypes.CDLL, capability: int, keep: tuple[int, ...]) -> None:
    """Switch on `capability`; allow also those to `keep`, if we have them; give up all others."""
    one = 1 << capability
    allowed = (one | sum(1 << other for other in keep)) & permitted() | one
    header = (ctypes.c_uint32 * 2)(LINUX_CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(one, allowed, one, 0, 0, 0)  # effective, permitted, inheritable; high halves
    check(libc.capset(header, data))


def check(result: int) -> None:
    """Raise for a failed call of the C library."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
