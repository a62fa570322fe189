"""Starts the embedded engines, keeps them running, and stops them when their last user leaves."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from prosa.engines.embedded.folders import engine_folders
from prosa.engines.embedded.postgres import PostgresServer
from prosa.engines.embedded.tenancy import Tenancy
from prosa.engines.embedded.valkey import ValkeyServer
from prosa.engines.errors import EngineFailed

log = structlog.get_logger(__name__)

WATCH_SECONDS = 0.25
LONGEST_PAUSE = 10.0
"""Seconds between attempts to restart an engine that keeps ending: 0.25, doubled up to this."""


@dataclass(frozen=True, slots=True)
class EmbeddedUrls:
    """Where the engines that were asked for are; None for the others."""

    database: str | None
    valkey: str | None


class EmbeddedEngines:
    """The engines of one data folder, as this process uses them. Its methods block.

    All processes of a data folder share the engines: the first starts them, any of them restarts one that
    died, the last to leave stops them. Should all be killed, the engines run on, and the next start adopts
    them.
    """

    def __init__(
        self,
        home: Path,
        *,
        database: bool = True,
        valkey: bool = True,
        durable: bool = True,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        folders = self._folders = engine_folders(home)
        self._tenancy = Tenancy(folders.users_lock, folders.starting_lock)
        self._given_up = threading.Event()
        self._postgres = PostgresServer(folders, self._given_up, durable=durable)
        self._valkey = ValkeyServer(folders, self._given_up)
        self._wanted: tuple[PostgresServer | ValkeyServer, ...] = (
            *([self._postgres] if database else ()),
            *([self._valkey] if valkey else ()),
        )
        self._progress = progress
        self.urls = EmbeddedUrls(
            database=self._postgres.url if database else None, valkey=self._valkey.url if valkey else None
        )

    def start(self) -> None:
        """Become a user of the engines and start those that do not run. Raises `EngineFailed`."""
        try:
            with self._tenancy.alone():
                self._tenancy.join()
                self._start_missing()
        except BaseException:
            self.stop()
            raise

    def give_up(self) -> None:
        """Let a start that is under way in another thread fail, rather than wait for its engines."""
        self._given_up.set()

    def revive(self) -> None:
        """Start what has died since. Raises `EngineFailed`."""
        with self._tenancy.alone():
            if self._tenancy.joined:
                self._start_missing()

    def missing(self) -> list[str]:
        """Names of the engines that ought to run and do not."""
        return [engine.name for engine in self._wanted if engine.process.pid() is None]

    def stop(self) -> None:
        """Leave. Without other users, this stops whatever runs in the data folder."""
        with self._tenancy.alone():
            if self._tenancy.leave():
                self._stop_all()

    def stop_if_unused(self) -> bool:
        """Stop engines that a killed process left running; False when somebody uses them."""
        with self._tenancy.alone():
            self._tenancy.join()
            unused = self._tenancy.leave()
            if unused:
                self._stop_all()
            return unused

    def _stop_all(self) -> None:
        _at_once(self._valkey.stop, self._postgres.stop)
        self._folders.remove_sockets()

    def _start_missing(self) -> None:
        for engine in self._wanted:
            if engine.process.pid() is None:
                self._progress(f"Starting {engine.name}")
        try:
            _at_once(*(engine.start for engine in self._wanted))
        except OSError as error:  # root without root's powers, a full disk
            raise EngineFailed(
                f"The engines cannot use their folder: {error}. Start Prosa as an ordinary user, "
                "or set PROSA_DATABASE_URL and PROSA_VALKEY_URL."
            ) from error


def _at_once(*work: Callable[[], None]) -> None:
    """Do all of it, each in a thread; raise what the first of them raised, after all have ended."""
    with ThreadPoolExecutor(max(1, len(work))) as threads:
        for done in [threads.submit(part) for part in work]:
            done.result()


@asynccontextmanager
async def embedded_engines(
    home: Path, *, database: bool, valkey: bool, progress: Callable[[str], None]
) -> AsyncGenerator[EmbeddedUrls]:
    """The engines that are asked for, running while the context is open and restarted if they die."""
    if not (database or valkey):
        yield EmbeddedUrls(None, None)
        return
    engines = EmbeddedEngines(home, database=database, valkey=valkey, progress=progress)
    try:
        await _to_the_end(engines.start, engines.give_up)
        watching = asyncio.create_task(_keep_running(engines), name="engines")
        try:
            yield engines.urls
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
    finally:
        await _to_the_end(engines.stop)


async def _keep_running(engines: EmbeddedEngines) -> None:
    """Restart engines that end, more and more slowly while they keep ending."""
    pause = WATCH_SECONDS
    while True:
        await asyncio.sleep(pause)
        try:
            missing = engines.missing()
            if not missing:
                pause = WATCH_SECONDS
                continue
            log.warning("an embedded engine ended, starting it again", engines=missing)
            await _to_the_end(engines.revive, engines.give_up)
            log.info("embedded engines run again", engines=missing)
        except (EngineFailed, OSError) as error:
            log.error("an embedded engine does not start", error=str(error))
        pause = min(pause * 2, LONGEST_PAUSE)


async def _to_the_end(work: Callable[[], None], give_up: Callable[[], None] = lambda: None) -> None:
    """Run blocking work in a thread; when cancelled, ask it to give up and wait until it has ended.

    A start that nobody waits for would leave engines behind.
    """
    doing = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(doing)
    except asyncio.CancelledError:
        give_up()
        await asyncio.wait({doing})
        if error := doing.exception():
            log.info("cancelled work ended with an error", error=str(error))
        raise
