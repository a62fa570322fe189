"""Lets many coroutines share a model: their messages meet in small batches on a bounded set of threads."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from prosa.language.gathering import ENOUGH, WINDOW, Gathering
from prosa.language.understanding import Cues, Understander, Understanding

MAX_BATCH = 32
QUEUE_LIMIT = 1024

Observer = Callable[[int, float], None]
"""Called after each batch with its size and the seconds it took."""


class Overloaded(Exception):
    """More messages are waiting to be understood than this node is willing to queue."""


class Closed(Exception):
    """The batcher has been closed and takes no more messages."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    text: str
    cues: Cues
    answer: asyncio.Future[Understanding]


class Batcher:
    """An asyncio front for an `Understander`. Create and use it within one running event loop.

    A message that finds an idle thread starts at the next turn of the loop, together with all that arrived
    in the same turn; those that come while every thread is busy form the next batch. Only while messages come
    quickly do they wait a moment for company (`Gathering`), for together they cost less.
    """

    def __init__(
        self,
        model: Understander,
        *,
        threads: int = 1,
        max_batch: int = MAX_BATCH,
        queue_limit: int = QUEUE_LIMIT,
        window: float = WINDOW,
        on_batch: Observer = lambda size, seconds: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._threads = threads
        self._max_batch = max_batch
        self._queue_limit = queue_limit
        self._on_batch = on_batch
        self._executor = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="understand")
        self._waiting: deque[_Waiting] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._gathering = Gathering(min(ENOUGH, max_batch, queue_limit), window)
        self._clock = clock
        self._under_way = 0
        self._wake_scheduled = False
        self._timer: asyncio.TimerHandle | None = None
        self._closed = False

    @property
    def model(self) -> Understander:
        """The model that the next batch will use."""
        return self._model

    async def understand(self, text: str, cues: Cues) -> Understanding:
        """What the model understands of one message. Raises `Overloaded` at once when the queue is full."""
        if self._closed:
            raise Closed
        if len(self._waiting) >= self._queue_limit:
            raise Overloaded(f"{len(self._waiting)} messages are waiting")
        loop = asyncio.get_running_loop()
        waiting = _Waiting(text, cues, loop.create_future())
        self._waiting.append(waiting)
        self._under_way += 1
        self._gathering.arrived(self._clock(), self._under_way)
        if not self._wake_scheduled:
            self._wake_scheduled = True
            loop.call_soon(self._woken)
        try:
            return await waiting.answer
        finally:
            # Here, not where the batch ends: before this caller can ask again, and when it gives up.
            self._under_way -= 1

    def swap(self, model: Understander) -> None:
        """Uses another model from the next batch on; those under way finish with the one they began with."""
        self._model = model

    async def close(self) -> None:
        """Takes no more messages, answers those that are waiting, and ends the threads."""
        self._closed = True
        while self._waiting or self._running:
            self._start_batches()
            if self._running:
                await asyncio.wait(self._running)
        self._executor.shutdown(wait=False)

    def _woken(self) -> None:
        self._wake_scheduled = False
        self._start_batches()

    def _start_batches(self, due: float = 0.0) -> None:
        """`due` is what a timer was set to: loops round, so one may come before the clock says so."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting and len(self._running) < self._threads:
            now = max(due, self._clock())
            start = self._gathering.start_at(now, len(self._waiting), self._under_way)
            if start > now and not self._closed:
                loop = asyncio.get_running_loop()
                self._timer = loop.call_later(start - now, self._start_batches, start)
                return
            self._start_batch(now)

    def _start_batch(self, now: float) -> None:
        size = min(self._max_batch, len(self._waiting))
        batch = [self._waiting.popleft() for _ in range(size)]
        # Those who gave up while they waited cost nothing.
        batch = [waiting for waiting in batch if not waiting.answer.done()]
        if batch:
            self._gathering.started(now)
            task = asyncio.create_task(self._run(batch, self._model))
            self._running.add(task)
            task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._start_batches()

    async def _run(self, batch: list[_Waiting], model: Understander) -> None:
        started = time.perf_counter()
        try:
            answers = await self._ask(batch, model)
        except Exception as error:  # noqa: BLE001  whatever it is belongs to whoever awaits the answer
            if len(batch) == 1:
                _fail(batch[0], error)
            else:
                # One message that the model cannot take must not fail its neighbours.
                for waiting in batch:
                    await self._run([waiting], model)
            return
        for waiting, answer in answers:
            if not waiting.answer.done():
                waiting.answer.set_result(answer)
        self._on_batch(len(batch), time.perf_counter() - started)

    async def _ask(self, batch: list[_Waiting], model: Understander) -> list[tuple[_Waiting, Understanding]]:
        texts = [waiting.text for waiting in batch]
        cues = [waiting.cues for waiting in batch]
        loop = asyncio.get_running_loop()
        answers = await loop.run_in_executor(self._executor, model.understand, texts, cues)
        return list(zip(batch, answers, strict=True))


def _fail(waiting: _Waiting, error: Exception) -> None:
    if not waiting.answer.done():
        waiting.answer.set_exception(error)
