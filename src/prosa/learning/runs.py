"""Trainings that the console starts: `prosa train` in a process of its own, so that no turn waits for it."""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import orjson
import structlog

from prosa.child import prosa_command
from prosa.conversations.events import AgentId
from prosa.learning.training import AlreadyTraining

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes of a line that the child writes at most: its result names every message that is won or lost."""

log = structlog.get_logger()


class RunState(StrEnum):
    """How far a training is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Run:
    """A training that this node was asked for."""

    started_at: datetime
    state: RunState = RunState.RUNNING
    step: str = ""
    progress: float = 0.0
    """Share of the work that is done, 0 to 1."""
    ended_at: datetime | None = None
    result: Mapping[str, object] | None = None
    """What `prosa train --json` says at its end."""
    problem: str | None = None
    """For people: why it failed."""


class Runs:
    """The trainings of this node; the last one is remembered."""

    def __init__(self, arguments: tuple[str, ...], env: Mapping[str, str]) -> None:
        """`arguments` and `env` (on top of ours) tell `prosa train` which pack to train, and where."""
        self._arguments = arguments
        self._env = env
        self._last: Run | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def last(self) -> Run | None:
        """The training that was started last, running or not."""
        return self._last

    def start(self, *, even_if_worse: bool, by: AgentId) -> Run:
        """Starts one, in the name of `by`. Raises `AlreadyTraining` while one runs."""
        if self._task is not None and not self._task.done():
            raise AlreadyTraining
        self._last = Run(datetime.now(UTC))
        self._task = asyncio.create_task(self._run(self._last, even_if_worse, by))
        return self._last

    async def close(self) -> None:
        """Ends the training that runs, if any."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, run: Run, even_if_worse: bool, by: AgentId) -> None:
        yes = ("--yes",) if even_if_worse else ()
        command = prosa_command("train", "--json", "--by", str(by), *yes, *self._arguments)
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                env={**os.environ, **self._env},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=LONGEST_LINE,
            )
            try:
                await _follow(process, run)
            finally:
                if process.returncode is None:
                    process.terminate()
                    await process.wait()
        except Exception:
            log.exception("a training could not be run")
        run.ended_at = datetime.now(UTC)
        if run.result is None:
            run.state = RunState.FAILED
            run.problem = run.problem or "O treino não chegou ao fim. Veja o registro do servidor."
        else:
            run.state, run.progress = RunState.DONE, 1.0


async def _follow(process: asyncio.subprocess.Process, run: Run) -> None:
    assert process.stdout is not None
    async for line in process.stdout:
        try:
            told = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue  # a library that writes where it should not
        if "step" in told:
            run.step, run.progress = told["step"], told["done"]
        elif "result" in told:
            run.result = told["result"]
        elif "problem" in told:
            run.problem = told["problem"]
    if await process.wait() and run.problem is None:
        log.error("a training failed", status=process.returncode)
