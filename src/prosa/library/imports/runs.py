"""Imports that are started over the API: they run beside the node's turns, and say how far they are.

A run is a row, so every node knows of it. A node that dies leaves one that does not say it is alive any more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import insert, literal, select, tuple_, update

from prosa.conversations.errors import Conflict, NotFoundError, ProsaError
from prosa.engines.database import Database
from prosa.engines.errors import EnginesError
from prosa.handoff.paging import Cursor
from prosa.library.articles import Author
from prosa.library.imports.importing import Report
from prosa.library.imports.items import Progress
from prosa.library.models import import_run as table

AT_ONCE = 2
"""Imports that a node runs at a time."""
TOLD_EVERY = 1.0
"""Seconds between two writes of how far a run is."""
DEAD_AFTER = timedelta(minutes=2)
"""Silence after which a run is taken for one that ended with its node."""
REPORTED = 1000
"""Lines of each kind that a report keeps."""

log = structlog.get_logger()

Work = Callable[[Progress], Awaitable[Report]]


class NoSuchImport(NotFoundError):
    """There is no import with this id."""

    code = "no_such_import"
    says = "Esta importação não existe."


class TooManyImports(Conflict):
    """As many imports run as may."""

    code = "too_many_imports"
    says = "Já há importações em andamento. Espere uma terminar."


class State(StrEnum):
    """How far an import is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """An import that was asked for."""

    id: UUID
    kind: str
    """`articles` or `products`."""
    source: str
    """The address, or the file's name."""
    dry_run: bool
    state: State
    step: str
    """What it is at."""
    seen: int
    total: int | None
    started_at: datetime
    ended_at: datetime | None
    by: UUID | None
    report: dict[str, Any] | None
    problem: str | None
    """For people: why it failed."""


@dataclass(frozen=True, slots=True)
class RunPage:
    """A part of the list."""

    runs: tuple[Run, ...]
    after: str | None


@dataclass(slots=True)
class _Told:
    """What a run last said of itself."""

    step: str = ""
    seen: int = 0
    total: int | None = None


class Runs:
    """Imports, this node's and others'."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, kind: str, source: str, work: Work, by: Author, *, dry_run: bool) -> Run:
        """Starts one on this node. Raises `TooManyImports`."""
        if len(self._tasks) >= AT_ONCE:
            raise TooManyImports
        run = Run(
            id=uuid4(),
            kind=kind,
            source=source,
            dry_run=dry_run,
            state=State.RUNNING,
            step="",
            seen=0,
            total=None,
            started_at=self._clock(),
            ended_at=None,
            by=by.agent,
            report=None,
            problem=None,
        )
        async with self._database.begin() as connection:
            await connection.execute(insert(table).values({**asdict(run), "alive_at": run.started_at}))
        task = asyncio.create_task(self._run(run, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return run

    async def get(self, id: UUID) -> Run:
        """How far an import is. Raises `NoSuchImport`."""
        async with self._database.connect() as connection:
            row = (await connection.execute(select(table).where(table.c.id == id))).one_or_none()
        if row is None:
            raise NoSuchImport
        return self._run_of(row)

    async def page(self, after: str | None = None, limit: int = 20) -> RunPage:
        """The imports, the latest first. Raises `BadCursor`."""
        statement = select(table).order_by(table.c.started_at.desc(), table.c.id.desc())
        if after is not None:
            cursor = Cursor.read(after)
            before = tuple_(literal(cursor.at), literal(cursor.id))
            statement = statement.where(tuple_(table.c.started_at, table.c.id) < before)
        async with self._database.connect() as connection:
            rows = (await connection.execute(statement.limit(limit + 1))).all()
        runs = tuple(self._run_of(row) for row in rows[:limit])
        more = len(rows) > limit
        return RunPage(runs, str(Cursor(runs[-1].started_at, runs[-1].id)) if more else None)

    async def close(self) -> None:
        """Ends the imports of this node."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, run: Run, work: Work) -> None:
        told = _Told()

        def tell(step: str, done: int, total: int | None) -> None:
            told.step, told.seen, told.total = step[:200], done, total

        telling = asyncio.create_task(self._keep_telling(run.id, told))
        ended: dict[str, Any] = {"state": State.FAILED.value}
        try:
            report = await work(tell)
            ended = {"state": State.DONE.value, "report": report_json(report)}
        except ProsaError as error:
            ended["problem"] = error.message
        except asyncio.CancelledError:
            ended["problem"] = "O servidor foi desligado antes do fim. Comece de novo: o que entrou fica."
            raise
        except EnginesError:
            ended["problem"] = "O banco de dados não respondeu. Comece de novo: o que entrou fica."
        except Exception:
            log.exception("an import failed")
            ended["problem"] = "A importação não chegou ao fim. Veja o registro do servidor."
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
            await self._end(run.id, told, ended)

    async def _keep_telling(self, id: UUID, told: _Told) -> None:
        while True:
            await asyncio.sleep(TOLD_EVERY)
            try:
                await self._write(id, told, {})
            except EnginesError:
                log.warning("cannot write how far an import is")

    async def _end(self, id: UUID, told: _Told, ended: dict[str, Any]) -> None:
        try:
            await self._write(id, told, {**ended, "ended_at": self._clock()})
        except EnginesError:
            log.warning("cannot write that an import has ended")

    async def _write(self, id: UUID, told: _Told, more: dict[str, Any]) -> None:
        values = {**asdict(told), **more, "alive_at": self._clock()}
        async with self._database.begin() as connection:
            await connection.execute(update(table).where(table.c.id == id).values(values))

    def _run_of(self, row: Any) -> Run:
        known: dict[str, Any] = {name: getattr(row, name) for name in Run.__slots__}
        known["state"] = State(row.state)
        run = Run(**known)
        if run.state is State.RUNNING and self._clock() - row.alive_at > DEAD_AFTER:
            lost = "O servidor que importava parou. Comece de novo: o que entrou fica."
            return replace(run, state=State.FAILED, problem=lost)
        return run


def report_json(report: Report, most: int = REPORTED) -> dict[str, Any]:
    """A report as JSON, with at most so many lines of each kind, and how many there are of each."""
    lists = ("new", "changed", "missing", "broken")
    return {
        "source": report.source,
        "dry_run": report.dry_run,
        "counts": {
            **{name: len(getattr(report, name)) for name in lists},
            "unchanged": report.unchanged,
            "removed": report.removed,
        },
        **{name: [asdict(each) for each in getattr(report, name)[:most]] for name in lists},
    }
