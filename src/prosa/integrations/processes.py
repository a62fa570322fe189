"""Keeps a pack's own service running beside Prosa, for as long as Prosa runs and no longer."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import structlog

READY_SECONDS = 30.0
"""Longest that a service may take to print its port."""
STOP_SECONDS = 3.0
"""Time to end by itself once its standard input is closed; then it is told, then killed."""
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before each new start of a service that died, the last one from then on."""
SETTLED_SECONDS = 60.0
"""After running so long, a service that dies is started again without a pause for its earlier deaths."""

log = structlog.get_logger()


class ServiceProcess:
    """One command of a pack. Started again when it dies, with growing pauses.

    The process holds the end of a pipe as its standard input. However Prosa ends, `kill -9` included, that
    closes, which is what `--exit-with-parent` of a service waits for.
    """

    def __init__(self, name: str, command: Sequence[str], folder: Path, environ: Mapping[str, str]) -> None:
        self._name = name
        self._arguments = [sys.executable if word == "python" else word for word in command]
        self._folder = folder
        self._environ = dict(environ)
        self._url: str | None = None
        self._answered = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.pid: int | None = None

    @property
    def url(self) -> str | None:
        """Where the service listens; None while it does not."""
        return self._url

    async def start(self) -> None:
        """Start the service, and wait until it is ready or has failed once. Never raises."""
        self._task = asyncio.create_task(self._keep_running(), name=f"service {self._name}")
        await self._answered.wait()

    async def stop(self) -> None:
        """End the service and wait for it."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _keep_running(self) -> None:
        deaths = 0
        clock = asyncio.get_running_loop().time
        while True:
            started = clock()
            await self._run_once()
            deaths = 1 if clock() - started > SETTLED_SECONDS else deaths + 1
            pause = PAUSES[min(deaths, len(PAUSES)) - 1]
            log.warning("a service of the pack ended and is started again", service=self._name, pause=pause)
            await asyncio.sleep(pause)

    async def _run_once(self) -> None:
        """One life of the service, from its start to its end."""
        try:
            process = await self._spawn()
        except OSError as error:
            log.error("a service of the pack cannot be started", service=self._name, error=error.strerror)
            self._answered.set()
            return
        self.pid = process.pid
        try:
            self._url = await self._read_address(process)
            self._answered.set()
            if self._url is not None:
                await self._drain(process)
        finally:
            self._url = None
            self.pid = None
            self._answered.set()
            ending = asyncio.ensure_future(_end(process))
            try:
                await asyncio.shield(ending)
            except asyncio.CancelledError:
                await ending
                raise

    async def _spawn(self) -> asyncio.subprocess.Process:
        """The process. Nobody who is cancelled while it is being started leaves it behind."""
        spawning = asyncio.ensure_future(
            asyncio.create_subprocess_exec(
                *self._arguments,
                cwd=self._folder,
                env=self._environ,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # What it writes here may name customers: none of our business, and not for our logs.
                stderr=asyncio.subprocess.DEVNULL,
                # Ctrl-C at the terminal goes to Prosa, which ends the service when nobody needs it any more.
                start_new_session=True,
            )
        )
        try:
            return await asyncio.shield(spawning)
        except asyncio.CancelledError:
            with contextlib.suppress(OSError):
                await _end(await spawning)
            raise

    async def _read_address(self, process: asyncio.subprocess.Process) -> str | None:
        assert process.stdout is not None
        try:
            line = await asyncio.wait_for(process.stdout.readline(), READY_SECONDS)
            said: object = json.loads(line)
            port = cast(dict[str, object], said).get("port") if isinstance(said, dict) else None
        except (TimeoutError, ValueError):
            port = None
        if not isinstance(port, int) or not 0 < port < 65536:
            log.error("a service of the pack did not print its port as JSON in time", service=self._name)
            return None
        return f"http://127.0.0.1:{port}"

    async def _drain(self, process: asyncio.subprocess.Process) -> None:
        """Reads what else it prints, so that a full pipe never stops it, until it ends."""
        assert process.stdout is not None
        while await process.stdout.read(65536):
            pass
        await process.wait()


async def _end(process: asyncio.subprocess.Process) -> None:
    """Close its standard input; then ask, then force it to end."""
    if process.stdin is not None:
        process.stdin.close()
    for force in (process.terminate, process.kill, None):
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
            return
        except TimeoutError:
            if force is not None:
                with contextlib.suppress(ProcessLookupError):
                    force()


def service_environ(environ: Mapping[str, str], *expected: str | None) -> dict[str, str]:
    """The environment of a service: ours without our secrets, but with the `expected` token and secret."""
    return {
        name: value for name, value in environ.items() if not name.startswith("PROSA_") or name in expected
    }


def current_environ() -> dict[str, str]:
    """A copy of this process's environment."""
    return dict(os.environ)
