"""Makes what is published searchable.

The index holds the published articles that are valid today, and no others. Publishing marks it as behind in
its own transaction; whichever node sees the mark, or the first hour of a new day, brings it in line. So a
node that dies in between costs nothing but time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Protocol

import structlog
from sqlalchemy import and_, func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway
from prosa.library import store
from prosa.library.content import Content
from prosa.library.models import article, index_mark, version
from prosa.packs.schema import Article

LOOK_SECONDS = 5.0
"""How often a node looks for what others have published, and for a new day."""
_LOCK = 0x494E444558  # "INDEX": one node brings the index in line at a time

log = structlog.get_logger()


class Index(Protocol):
    """What is searched (`knowledge.indexing`)."""

    def replace(self, articles: Sequence[Article]) -> Awaitable[object]:
        """The articles that were not written in the pack are exactly these."""
        ...


class Publisher:
    """Keeps the index in line. `run` it for as long as the node lives."""

    def __init__(
        self,
        database: Database,
        index: Index,
        zone: tzinfo,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`zone` says when a day begins."""
        self._database = database
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
                log.warning("cannot bring the articles' index in line")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_SECONDS)

    async def behind(self) -> bool:
        """Whether something was published, or became valid or invalid, that search does not know of."""
        async with self._database.connect() as connection:
            row = (await connection.execute(select(index_mark))).one_or_none()
        return row is not None and (row.wanted != row.done or row.day != self.today())

    async def sync(self) -> bool:
        """Brings the index in line, unless another node is at it; whether anything was to be done."""
        if not await self.behind():
            return False
        # Held by a connection, not by a transaction, which must not stay open while texts are encoded.
        async with self._database.connect() as turn:
            if not (await turn.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK})).scalar():
                return False
            try:
                await self._replace()
            finally:
                await turn.execute(select(func.pg_advisory_unlock(_LOCK)))
        return True

    async def _replace(self) -> None:
        day = self.today()
        async with self._database.connect() as connection:
            # Read before the articles: what is published from here on counts as not indexed.
            wanted = (await connection.execute(select(index_mark.c.wanted))).scalar() or 0
            rows = (await connection.execute(_PUBLISHED)).all()
        found = [(row.id, store.content_of(row._mapping), row.at) for row in rows]
        articles = [
            indexed(id, content, at.astimezone(self._zone).date())
            for id, content, at in found
            if content.is_for_the_bot(day)
        ]
        await self._index.replace(articles)
        async with self._database.begin() as connection:
            row = upsert(index_mark).values(only=True, wanted=wanted, done=wanted, day=day)
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=[index_mark.c.only], set_={"done": wanted, "day": day}
                )
            )
        log.info("articles of the library are searchable", articles=len(articles))

    def today(self) -> date:
        """The day, where the company is."""
        return self._clock().astimezone(self._zone).date()


_PUBLISHED = (
    select(version)
    .add_columns(article.c.id)
    .join(article, and_(article.c.id == version.c.article_id, article.c.published == version.c.number))
    .order_by(article.c.id)
)
_INDEXED = frozenset(field.name for field in fields(Article))


def indexed(id: str, content: Content, updated: date) -> Article:
    """An article as search takes it."""
    known: dict[str, Any] = {
        field.name: getattr(content, field.name) for field in fields(Content) if field.name in _INDEXED
    }
    return Article(**{**known, "id": id, "updated": updated})
