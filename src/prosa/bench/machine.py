"""What a figure was measured on: without it, it means nothing."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """This machine."""

    cpu: str
    cores: int
    """Those that we may use."""
    memory_gb: float
    system: str
    python: str

    def __str__(self) -> str:
        return (
            f"{self.cpu}, {self.cores} núcleos, {self.memory_gb:.0f} GB, {self.system}, Python {self.python}"
        )


def this_machine() -> Machine:
    """Read from the system."""
    return Machine(
        cpu=_cpu(),
        cores=len(os.sched_getaffinity(0)),
        memory_gb=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
    )


def _cpu() -> str:
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return names[0] if names else platform.machine()
