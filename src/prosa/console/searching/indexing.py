"""Fills the search: a reader of the log, like every screen, that remembers how far it has read.

It begins with the oldest event there is, so conversations of before there was a search are found as well, and
goes back a little at each look: events become visible after the moment they are dated, and clocks differ.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, literal, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.console.searching.models import search_entry, search_position
from prosa.console.searching.words import Words, texts_of
from prosa.conversations.models import event
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway
from prosa.security.encryption import Undecipherable

LOOK_SECONDS = 3.0
OVERLAP = timedelta(minutes=1)
"""How far each look goes back: longer than a commit takes, and than clocks of nodes differ."""
SLICE = timedelta(hours=1)
"""How much of the log a statement looks at first: all of a long history would be sorted for each page."""
PAGE = 200
SEARCH_LOCK = 0x534541524348  # "SEARCH": one node reads at a time, and nobody is erased meanwhile
_KINDS = ("message", "note", "rating", "system")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where an event stands among all."""

    at: datetime
    conversation: UUID
    offset: int


class Indexer:
    """Reads the log for the search. `run` it for as long as the node lives."""

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        words: Words,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._sealer = sealer
        self._words = words
        self._clock = clock
        self._read: set[_Place] = set()
        """What lies within the overlap and need not be read again."""

    async def run(self) -> None:
        """Looks every few seconds. Runs until cancelled."""
        while True:
            try:
                await self.index()
            except DatabaseAway:
                log.warning("cannot read the log for the search")
            await asyncio.sleep(LOOK_SECONDS)

    async def index(self) -> int:
        """Reads on to the end of the log; how many events were read. 0 while another node reads."""
        began = self._clock()
        after: _Place | None = None
        read, stretch = 0, SLICE
        while True:
            async with self._database.begin() as connection:
                if not await _alone(connection):
                    return read
                position = await _position(connection)
                if position is None and (position := await _oldest(connection)) is None:
                    return read
                after = after or _Place(position - OVERLAP, UUID(int=0), -1)
                until = after.at + stretch if after.at + stretch < began else None
                page = await _page(connection, after, until)
                places = [_Place(row.at, row.conversation_id, row.offset) for row in page]
                fresh = [row for row, place in zip(page, places, strict=True) if place not in self._read]
                # Opening and hashing takes a moment in which nobody else should wait.
                entries = await asyncio.to_thread(self._entries, fresh)
                if entries:
                    await connection.execute(upsert(search_entry).on_conflict_do_nothing(), entries)
                following = _following(places, until)
                await _move(connection, max(position, following.at if following else began))
            read += len(fresh)
            self._read = {place for place in (*self._read, *places) if place.at > began - 2 * OVERLAP}
            if following is None:
                return read
            # Over a time in which nothing was said, in ever longer steps.
            after, stretch = following, SLICE if page else stretch * 2

    def _entries(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        found = ((row, self._hashes(row)) for row in rows)
        return [
            {"conversation_id": row.conversation_id, "offset": row.offset, "words": words}
            for row, words in found
            if words
        ]

    def _hashes(self, row: Any) -> list[int]:
        try:
            data = self._sealer.open(row.kind, row.data_sealed, row.conversation_id, row.offset)
        except Undecipherable as error:
            # One event without its key must not keep all later ones from being found.
            log.warning("an event does not open for the search", reason=str(error))
            return []
        return self._words.of(texts_of(data))


async def _page(connection: AsyncConnection, after: _Place, until: datetime | None) -> Sequence[Any]:
    """The next events before a moment that hold words, in order."""
    place = tuple_(event.c.at, event.c.conversation_id, event.c.offset)
    statement = (
        select(event.c.at, event.c.conversation_id, event.c.offset, event.c.kind, event.c.data_sealed)
        # By itself: the index on `at` does not know the row comparison.
        .where(event.c.at >= after.at, event.c.kind.in_(_KINDS))
        .where(place > tuple_(literal(after.at), literal(after.conversation), literal(after.offset)))
        .order_by(event.c.at, event.c.conversation_id, event.c.offset)
        .limit(PAGE)
    )
    if until is not None:
        statement = statement.where(event.c.at < until)
    return (await connection.execute(statement)).all()


def _following(page: Sequence[_Place], until: datetime | None) -> _Place | None:
    """Where to read on after a page; None at the end of the log."""
    if len(page) == PAGE:
        return page[-1]
    return None if until is None else _Place(until, UUID(int=0), -1)


async def _alone(connection: AsyncConnection) -> bool:
    """Whether this transaction is the only one that reads for the search."""
    lock = text("SELECT pg_try_advisory_xact_lock(:lock)")
    return bool((await connection.execute(lock, {"lock": SEARCH_LOCK})).scalar())


async def _position(connection: AsyncConnection) -> datetime | None:
    return (await connection.execute(select(search_position.c.at))).scalar()


async def _oldest(connection: AsyncConnection) -> datetime | None:
    return (await connection.execute(select(func.min(event.c.at)))).scalar()


async def _move(connection: AsyncConnection, at: datetime) -> None:
    moved = upsert(search_position).values(only=True, at=at)
    await connection.execute(
        moved.on_conflict_do_update(index_elements=[search_position.c.only], set_={"at": moved.excluded.at})
    )
