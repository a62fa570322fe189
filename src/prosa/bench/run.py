"""One run: customers come, talk at a fixed rate, fall silent, and what was measured is handed back."""

import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from prosa.bench.cpu import CpuSeconds, cpu_seconds
from prosa.bench.crowd import Crowd, Progress
from prosa.bench.figures import Figures, figures
from prosa.bench.load import HUSH_SECONDS, Span, flat_out, steady
from prosa.bench.servers import Server
from prosa.bench.trace import Said

WARM_UP_SECONDS = 5.0
"""The first seconds at full rate, in which caches fill. Their messages are counted, their latency is not."""

Stage = Callable[[str], Progress]
"""Told which stage begins, and gives where to report its progress."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask of a server."""

    sockets: int
    rate: float
    """Messages a second."""
    seconds: float
    seed: int = 1
    """The same seed sends the same messages at the same times."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run gave."""

    figures: Figures
    span: Span
    said: list[Said] = field(repr=False)
    """Every message, those of the warm-up too."""
    connect_seconds: float
    """Until all sockets were open."""
    open_sockets: int
    """At the end."""
    still_waiting: int
    """Customers without an answer half a minute after the last message."""
    troubles: dict[str, int]
    sizes: dict[str, tuple[int, int]]
    """Of each type of frame: how many came, and their mean size in bytes."""
    server_cpu: CpuSeconds | None
    """During the whole talk, warm-up included. None for a server that is not our own."""
    tool_cpu: float

    def cpu_ms_per_message(self) -> CpuSeconds | None:
        """Milliseconds of CPU that one message cost the server."""
        used, count = self.server_cpu, max(len(self.said), 1) / 1000
        return used and CpuSeconds(used.prosa / count, used.postgres / count, used.valkey / count)

    def tool_ms_per_message(self) -> float:
        """Milliseconds of CPU that one message cost this tool, on the same machine."""
        return self.tool_cpu * 1000 / max(len(self.said), 1)


async def measure(server: Server, plan: Plan, stage: Stage) -> Measured:
    """Runs the plan. Raises `ConnectionError` when nobody gets in."""

    async def talk(crowd: Crowd, chance: random.Random) -> Span:
        await steady(crowd, plan.rate, WARM_UP_SECONDS, chance, stage("Aquecendo"))
        return await steady(crowd, plan.rate, plan.seconds, chance, stage("Medindo"))

    return await _run(server, plan.sockets, plan.seed, stage, talk)


async def measure_flat_out(server: Server, at_once: int, seconds: float, stage: Stage) -> Measured:
    """As many messages as the server answers, `at_once` of them under way. Raises `ConnectionError`."""

    async def talk(crowd: Crowd, chance: random.Random) -> Span:
        return await flat_out(crowd, at_once, seconds, chance, stage("Medindo o máximo"))

    return await _run(server, at_once, 1, stage, talk)


_Talk = Callable[[Crowd, random.Random], Awaitable[Span]]


async def _run(server: Server, sockets: int, seed: int, stage: Stage, talk: _Talk) -> Measured:
    chance = random.Random(seed)  # noqa: S311 - to repeat a run, not to keep a secret
    crowd = Crowd(server.url, chance)
    try:
        began = time.perf_counter()
        await crowd.come(sockets, stage("Abrindo conversas"))
        connect_seconds = time.perf_counter() - began
        cpu, own_cpu = _cpu(server), time.process_time()
        span = await talk(crowd, chance)
        waiting = await crowd.hush(HUSH_SECONDS, stage("Esperando as últimas respostas"))
        await crowd.whole()
        used = None if cpu is None else (_cpu(server) or cpu) - cpu
        return Measured(
            figures=figures(crowd.said, span),
            span=span,
            said=crowd.said,
            connect_seconds=connect_seconds,
            open_sockets=crowd.size,
            still_waiting=waiting,
            troubles=dict(crowd.troubles),
            sizes={kind: (count, round(size / count)) for kind, (count, size) in crowd.sizes.items()},
            server_cpu=used,
            tool_cpu=time.process_time() - own_cpu,
        )
    finally:
        await crowd.leave()


def _cpu(server: Server) -> CpuSeconds | None:
    return None if server.pid is None else cpu_seconds(server.pid)
