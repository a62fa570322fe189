"""Makes what is published searchable.

Publishing marks the index as behind in its own transaction; whichever node sees the mark, or that a new day
has come, brings it in line. So a node that dies in between costs nothing but time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

import structlog
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway
from prosa.library.models import index_mark

LOOK_SECONDS = 5.0
"""How often a node looks for what others have published, and for a new day."""
_LOCK = 0x494E4458  # "INDX": one node brings an index in line at a time

log = structlog.get_logger()

Entry = TypeVar("Entry")
Given_contra = TypeVar("Given_contra", contravariant=True)


class Subject(StrEnum):
    """What is indexed."""

    ARTICLES = "articles"
    PRODUCTS = "products"


class Index(Protocol[Given_contra]):
    """What is searched (`knowledge.indexing`)."""

    def replace(self, entries: Sequence[Given_contra], /) -> Awaitable[object]:
        """What does not come from the pack is exactly this."""
        ...


async def mark(connection: AsyncConnection, subject: Subject) -> None:
    """Marks an index as behind, in the caller's transaction."""
    row = upsert(index_mark).values(subject=subject.value, wanted=1, done=0)
    await connection.execute(
        row.on_conflict_do_update(
            index_elements=[index_mark.c.subject], set_={"wanted": index_mark.c.wanted + 1}
        )
    )


class Publisher(Generic[Entry]):
    """Keeps an index in line. `run` it for as long as the node lives."""

    def __init__(
        self,
        database: Database,
        subject: Subject,
        published: Callable[[AsyncConnection, date], Awaitable[Sequence[Entry]]],
        index: Index[Entry],
        zone: tzinfo,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`published` reads what is to be found on a day; `zone` says when a day begins."""
        self._database = database
        self._subject = subject
        self._published = published
        self._index = index
        self._zone = zone
        self._clock = clock
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something was published on this node: look at once."""
        self._woken.set()

    async def run(self) -> None:
        """Looks every few seconds, and when it is woken. Runs until cancelled."""
        while True:
            self._woken.clear()
            try:
                await self.sync()
            except DatabaseAway:
                log.warning("cannot bring the index in line", subject=self._subject.value)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_SECONDS)

    async def behind(self) -> bool:
        """Whether something was published, or became valid or invalid, that search does not know of."""
        marked = select(index_mark).where(index_mark.c.subject == self._subject.value)
        async with self._database.connect() as connection:
            row = (await connection.execute(marked)).one_or_none()
        return row is not None and (row.wanted != row.done or row.day != self.today())

    async def sync(self) -> bool:
        """Brings the index in line, unless another node is at it; whether it did."""
        if not await self.behind():
            return False
        key = {"lock": _LOCK, "subject": self._subject.value}
        # Held by a connection, not by a transaction, which must not stay open while texts are encoded.
        async with self._database.connect() as turn:
            if not (await turn.execute(_TRY, key)).scalar():
                return False
            try:
                await self._replace()
            finally:
                await turn.execute(_RELEASE, key)
        return True

    async def _replace(self) -> None:
        day, mine = self.today(), index_mark.c.subject == self._subject.value
        async with self._database.connect() as connection:
            # Read before the entries: what is published from here on counts as not indexed.
            wanted = (await connection.execute(select(index_mark.c.wanted).where(mine))).scalar() or 0
            entries = await self._published(connection, day)
        await self._index.replace(entries)
        async with self._database.begin() as connection:
            await connection.execute(index_mark.update().where(mine).values(done=wanted, day=day))
        log.info("the index is in line", subject=self._subject.value, entries=len(entries))

    def today(self) -> date:
        """The day, where the company is."""
        return self._clock().astimezone(self._zone).date()


_TRY = text("SELECT pg_try_advisory_lock(:lock, hashtext(:subject))")
_RELEASE = text("SELECT pg_advisory_unlock(:lock, hashtext(:subject))")
