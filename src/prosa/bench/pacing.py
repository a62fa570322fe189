"""When messages are sent: fixed before the run, whatever the server does, so that its pauses are not hidden.

A tool that waits for an answer before it sends again asks less of a slow server, and never sees what the
customers of that pause would have felt ("coordinated omission"). Here each message has a due time, and its
latency counts from there.
"""

import asyncio
import random
import threading
import time
from collections.abc import Callable, Sequence


def send_times(rate: float, seconds: float, chance: random.Random) -> list[float]:
    """Due times in seconds from the start, in order: a Poisson process of `rate` a second.

    Independent customers make one: pauses between their messages are exponential, so bursts occur.
    """
    times: list[float] = []
    due = chance.expovariate(rate)
    while due < seconds:
        times.append(due)
        due += chance.expovariate(rate)
    return times


async def pace(times: Sequence[float], began: float, act: Callable[[float], None]) -> None:
    """Calls `act(due)` in the loop at `began` plus each of these times (`time.perf_counter`).

    A thread keeps the time: the loop's own timers are a millisecond coarse, as long as many an answer takes.
    """
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    stop = threading.Event()

    def beat() -> None:
        for due in times:
            wait = began + due - time.perf_counter()
            if (wait > 0 and stop.wait(wait)) or stop.is_set():
                return
            loop.call_soon_threadsafe(act, began + due)
        loop.call_soon_threadsafe(over.set)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        await over.wait()
    finally:
        stop.set()
        thread.join()
