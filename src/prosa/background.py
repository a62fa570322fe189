"""A node's background jobs: each runs for as long as the node does, and none dies unheard."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import structlog
from prometheus_client import Counter

PAUSES = (0.2, 1.0, 5.0, 15.0, 30.0)
"""Seconds before a job that failed starts again, the last one from then on."""
SETTLED_SECONDS = 60.0
"""After running so long, a job that fails starts again as after its first failure."""

failures = Counter("prosa_background_failures", "Background jobs that failed and were started again", ["job"])

log = structlog.get_logger()

Job = Callable[[], Awaitable[None]]
"""Runs until cancelled. It can be started again after it failed."""


@asynccontextmanager
async def running(jobs: Mapping[str, Job]) -> AsyncGenerator[None]:
    """The jobs, by name, run while the context is open."""
    tasks = [asyncio.create_task(keep_running(name, job), name=name) for name, job in jobs.items()]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def keep_running(name: str, job: Job, pauses: tuple[float, ...] = PAUSES) -> None:
    """Runs the job; should it fail, or end, says so and starts it again after a while. Until cancelled."""
    clock = asyncio.get_running_loop().time
    fell = 0
    while True:
        began = clock()
        try:
            await job()
            log.error("a background job ended, it starts again", job=name)
        except Exception:
            log.exception("a background job failed, it starts again", job=name)
        failures.labels(name).inc()
        fell = 1 if clock() - began > SETTLED_SECONDS else fell + 1
        await asyncio.sleep(pauses[min(fell, len(pauses)) - 1])
