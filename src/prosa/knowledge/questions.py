"""The vectors of questions: encoded in threads of their own, never waited for while nothing is loaded."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import structlog
from numpy.typing import NDArray
from prometheus_client import Counter

from prosa.language.encoders.passages import PassageEncoder, shared_passage_encoder

THREADS = 2
KEPT = 2048
"""Questions whose vectors are remembered: 3 MB."""
MOST_WAITING = 32
"""Questions in the queue beyond which the next is searched for without its vector: half a second."""
MOST_CHARS = 600
"""Of a question: longer ones would take longer than anybody waits."""

log = structlog.get_logger()
unencoded = Counter("prosa_questions_unencoded", "Searches without the question's vector", ["why"])


class Questions:
    """Turns questions into vectors. One a process."""

    def __init__(self, load: Callable[[], PassageEncoder] = shared_passage_encoder) -> None:
        self._load = load
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="questions")
        self._encoder: PassageEncoder | None = None
        self._loading: asyncio.Task[None] | None = None
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._waiting = 0

    async def vector(self, text: str) -> NDArray[np.float32] | None:
        """The question's vector; None when it cannot be had in time, and other signs have to do."""
        asked = " ".join(text[:MOST_CHARS].split())
        if (known := self._kept.get(asked)) is not None:
            self._kept.move_to_end(asked)
            return known
        if self._encoder is None:
            self._begin()
            unencoded.labels("loading").inc()
            return None
        if self._waiting >= MOST_WAITING:
            unencoded.labels("busy").inc()
            return None
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            encoded = (await loop.run_in_executor(self._threads, self._encoder.questions, [asked]))[0]
        finally:
            self._waiting -= 1
        self._kept[asked] = encoded
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return encoded

    async def ready(self) -> None:
        """Load the encoder now, and come back when it is loaded."""
        while self._encoder is None:
            await asyncio.shield(self._begin())

    def _begin(self) -> asyncio.Task[None]:
        if self._loading is None or self._loading.done():
            self._loading = asyncio.create_task(self._load_it(), name="passage encoder")
        return self._loading

    async def _load_it(self) -> None:
        self._encoder = await asyncio.get_running_loop().run_in_executor(self._threads, self._load)
        log.info("passage encoder loaded")

    def close(self) -> None:
        """Let go of the threads; what is being encoded is finished."""
        self._threads.shutdown(wait=False, cancel_futures=True)
