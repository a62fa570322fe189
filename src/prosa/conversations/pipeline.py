"""A customer's message becomes an answer: the stages, in order."""

import time
from collections.abc import Awaitable, Callable

from prosa.conversations.stages.decide import decide
from prosa.conversations.stages.preprocess import preprocess
from prosa.conversations.stages.recall import recall
from prosa.conversations.stages.record import record
from prosa.conversations.stages.reply import reply
from prosa.conversations.stages.understand import understand
from prosa.conversations.turn import Parts, Turn

Stage = Callable[[Turn, Parts], Awaitable[Turn]]

STAGES: tuple[Stage, ...] = (preprocess, understand, recall, decide, reply, record)


async def run(turn: Turn, parts: Parts) -> Turn:
    """Takes one customer message through all stages. Raises `Superseded` when another turn was faster."""
    for stage in STAGES:
        began = time.perf_counter()
        turn = await stage(turn, parts)
        parts.clock.observe(stage.__name__, time.perf_counter() - began)
    return turn
