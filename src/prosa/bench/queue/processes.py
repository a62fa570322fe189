"""The play's hold on its nodes: processes that are asked, answer, and may be killed at any moment."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from datetime import datetime
from itertools import count

from prosa.bench.queue.orders import ASKED, READY, SERVE, TOLD, Asked, Order, Serve, Told

START_SECONDS = 60.0


class Died(Exception):
    """The process was gone before it answered: what was asked may have happened or not."""


class Broken(Exception):
    """Something happened that must not."""


class NodeProcess:
    """One node."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._numbers = count()
        self._waiting: dict[int, asyncio.Future[Told]] = {}
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls, serve: Serve) -> "NodeProcess":
        """Returns once it takes orders. Raises `Died` when it does not come up."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "prosa.bench.queue.node", stdin=PIPE, stdout=PIPE, limit=2**20
        )
        if process.stdin is None or process.stdout is None:
            raise Died
        process.stdin.write(SERVE.dump_json(serve) + b"\n")
        async with asyncio.timeout(START_SECONDS):
            if await process.stdout.readline() != READY:
                raise Died
        return cls(process)

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    async def ask(self, order: Order, now: datetime) -> Told:
        """Has it do something at this time of the play. Raises `Died`, and `Broken` when it fails."""
        number = next(self._numbers)
        waiting = self._waiting[number] = asyncio.get_running_loop().create_future()
        if self._listening.done() or self._process.stdin is None:
            del self._waiting[number]
            raise Died
        self._process.stdin.write(ASKED.dump_json(Asked(number, now, order)) + b"\n")
        told = await waiting
        if told.failed is not None:
            raise Broken(f"a node could not {order.do}: {told.failed}")
        return told

    async def kill(self) -> None:
        """As a power cut would: nothing is put away. Returns when it is gone."""
        self._process.kill()
        await self._process.wait()
        await self._listening

    async def close(self) -> None:
        """Lets it end, if it has not."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
        await self._listening

    async def _listen(self) -> None:
        if self._process.stdout is None:
            return
        with suppress(ConnectionError):
            while line := await self._process.stdout.readline():
                told = TOLD.validate_json(line)
                self._waiting.pop(told.number).set_result(told)
        for waiting in self._waiting.values():
            waiting.set_exception(Died())
        self._waiting.clear()
