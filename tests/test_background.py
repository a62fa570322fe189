"""A node's background jobs do not die unheard."""

import asyncio

from structlog.testing import capture_logs

from prosa import background


async def until(condition) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0)


async def test_a_job_that_fails_is_started_again_and_counted():
    starts = 0

    async def job() -> None:
        nonlocal starts
        starts += 1
        if starts < 4:
            raise ValueError("out of order")
        await asyncio.Event().wait()

    counted = background.failures.labels("a job")
    before = counted._value.get()
    with capture_logs() as lines:
        task = asyncio.create_task(background.keep_running("a job", job, pauses=(0, 0.01)))
        await until(lambda: starts == 4)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert counted._value.get() - before == 3
    assert [(line["event"], line["job"]) for line in lines] == [
        ("a background job failed, it starts again", "a job")
    ] * 3


async def test_a_job_that_just_ends_is_started_again_too():
    starts = 0

    async def job() -> None:
        nonlocal starts
        starts += 1
        if starts == 2:
            await asyncio.Event().wait()

    task = asyncio.create_task(background.keep_running("a job", job, pauses=(0,)))
    await until(lambda: starts == 2)
    task.cancel()
    assert isinstance((await asyncio.gather(task, return_exceptions=True))[0], asyncio.CancelledError)


async def test_jobs_end_with_the_node_also_those_that_wait_to_be_started_again():
    ended = asyncio.Event()

    async def failing() -> None:
        raise ValueError("out of order")

    async def going_on() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with background.running({"failing": failing, "going on": going_on}):
        await asyncio.sleep(0.01)
    assert ended.is_set()
    assert not [task for task in asyncio.all_tasks() if task.get_name() in ("failing", "going on")]
