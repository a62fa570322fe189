"""CPU time by part of a server: Prosa itself, its PostgreSQL, its Valkey (Linux: /proc)."""

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_ENGINES = {"postgres": "postgres", "valkey-server": "valkey"}


@dataclass(frozen=True, slots=True)
class CpuSeconds:
    """CPU time used so far."""

    prosa: float = 0.0
    postgres: float = 0.0
    valkey: float = 0.0

    def __sub__(self, earlier: "CpuSeconds") -> "CpuSeconds":
        return CpuSeconds(
            self.prosa - earlier.prosa, self.postgres - earlier.postgres, self.valkey - earlier.valkey
        )

    @property
    def total(self) -> float:
        """All parts together."""
        return self.prosa + self.postgres + self.valkey


def cpu_seconds(server: int) -> CpuSeconds:
    """What the process `server` and everything it started have used.

    A process that has ended counts with whoever waited for it, so the sum never falls.
    """
    processes = {process.pid: process for process in _processes()}
    used = {"prosa": 0.0, "postgres": 0.0, "valkey": 0.0}
    for process in processes.values():
        if _descends(process.pid, server, processes):
            used[_ENGINES.get(process.name, "prosa")] += process.seconds
    return CpuSeconds(**used)


@dataclass(frozen=True, slots=True)
class Process:
    """One line of /proc/<pid>/stat, as far as it matters here."""

    pid: int
    parent: int
    name: str
    seconds: float
    """CPU time, with that of children it has waited for."""


def _processes() -> list[Process]:
    found: list[Process] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found.append(parse_stat((folder / "stat").read_text()))
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended while we looked
    return found


def parse_stat(stat: str) -> Process:
    """Reads such a line."""
    # The name stands in brackets and may hold spaces and brackets itself (see proc_pid_stat(5)).
    pid, _, rest = stat.partition(" (")
    name, _, fields = rest.rpartition(") ")
    values = fields.split()
    return Process(int(pid), int(values[1]), name, sum(map(int, values[11:15])) / _TICKS)


def _descends(pid: int, ancestor: int, processes: dict[int, Process]) -> bool:
    while pid in processes:
        if pid == ancestor:
            return True
        pid = processes[pid].parent
    return False
