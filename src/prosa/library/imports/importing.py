"""Imports a source: reads it, compares it with what was imported before, and changes what differs."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict, ProsaError
from prosa.engines.database import Database
from prosa.library import store
from prosa.library.articles import Author
from prosa.library.authoring import Authoring, checked
from prosa.library.imports.items import MAX_ITEMS, Broken, Found, Item, Progress, Source, SourceUnusable
from prosa.library.imports.planning import Known, Plan, plan
from prosa.library.models import imported
from prosa.people import audit

_BATCH = 25
"""Articles written in one transaction."""
_LOCK = 0x494D5054  # "IMPT": one import of a source at a time


Entry = TypeVar("Entry")


class AlreadyImporting(Conflict):
    """Somebody imports this source right now."""

    code = "already_importing"
    says = "Esta fonte já está sendo importada. Espere terminar e tente de novo."


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to import."""

    dry_run: bool = False
    """Says what would change, and changes nothing."""
    publish: bool = False
    """Publishes what is new or changed; otherwise these are drafts."""
    remove_missing: bool = False
    """Unpublishes what the source does not have any more."""


@dataclass(frozen=True, slots=True)
class Line:
    """An item in a report."""

    item: str
    title: str
    article: str | None
    """Id of its article; None for one that is not made yet."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import changed, or would change."""

    source: str
    dry_run: bool
    """Nothing was changed."""
    new: tuple[Line, ...]
    changed: tuple[Line, ...]
    unchanged: int
    missing: tuple[Line, ...]
    removed: int
    """Of the missing ones, those that were unpublished now."""
    broken: tuple[Broken, ...]


Agree = Callable[[Report], bool]
"""Whether what would change may be changed."""


class Importer:
    """Imports sources."""

    def __init__(self, database: Database, authoring: Authoring) -> None:
        self._database = database
        self._authoring = authoring

    async def run(
        self,
        source: Source,
        wishes: Wishes,
        by: Author,
        tell: Progress = lambda step, done, total: None,
        agree: Agree = lambda report: True,
    ) -> Report:
        """Imports a source, if `agree` (called in a thread) does with what would change.

        Running it again changes nothing.

        Articles are written in transactions of some dozens: an import that is cut short has some of them,
        and the next one does the rest. Raises `SourceUnusable`, `AlreadyImporting`, `DatabaseAway`.
        """
        async with alone(self._database, source.key):
            items = await _gathered(source, tell)
            known = await self.known(source.key)
            made = plan(items, known, complete=source.complete)
            articles: dict[str, str] = {item: each.article for item, each in known.items()}
            would = _report(source.key, made, articles)
            if wishes.dry_run or not await asyncio.to_thread(agree, would):
                return would
            articles |= await self._apply(source.key, made, known, wishes, by, tell)
            removed = 0
            if wishes.remove_missing:
                removed = await self._withdraw(source.key, made.missing, known, by)
        return replace(_report(source.key, made, articles), dry_run=False, removed=removed)

    async def known(self, source: str) -> dict[str, Known]:
        """What was imported of a source before, by item."""
        async with self._database.connect() as connection:
            rows = await connection.execute(select(imported).where(imported.c.source == source))
            return {row.item: Known(bytes(row.hash), row.article_id, row.gone) for row in rows}

    async def _apply(
        self,
        source: str,
        made: Plan,
        known: Mapping[str, Known],
        wishes: Wishes,
        by: Author,
        tell: Progress,
    ) -> dict[str, str]:
        """Writes what is new or changed; gives the articles' ids by item."""
        author = Author(by.agent, source)
        work, articles = [*made.new, *made.changed], dict[str, str]()
        for batch in _batches(work):
            async with self._database.begin() as connection:
                for each in batch:
                    articles[each.item] = await self._write(connection, source, each, known, wishes, author)
                if len(articles) == len(work):
                    detail = {"new": len(made.new), "changed": len(made.changed), "published": wishes.publish}
                    await audit.record(connection, by.agent, "articles.imported", source, detail)
            tell("gravando", len(articles), len(work))
            if wishes.publish:
                self._authoring.announce()
        return articles

    async def _write(
        self,
        connection: AsyncConnection,
        source: str,
        each: Found,
        known: Mapping[str, Known],
        wishes: Wishes,
        by: Author,
    ) -> str:
        content = checked(each.content)
        before = known.get(each.item)
        if before is None:
            id, number = await self._authoring.create_in(connection, content, by, like=each.name), 1
        else:
            id = before.article
            await store.lock(connection, id)
            now = await store.read(connection, id)
            number = now.newest.number
            if now.newest.content != content:
                number = await self._authoring.save_in(connection, now, content, by)
        if wishes.publish:
            await self._authoring.publish_in(connection, id, number, by)
        row = upsert(imported).values(
            source=source, item=each.item, hash=each.hash, article_id=id, gone=False
        )
        await connection.execute(
            row.on_conflict_do_update(
                index_elements=[imported.c.source, imported.c.item],
                set_={"hash": row.excluded.hash, "gone": False},
            )
        )
        return id

    async def _withdraw(
        self, source: str, missing: Sequence[str], known: Mapping[str, Known], by: Author
    ) -> int:
        """Unpublishes the articles of these items; how many there were."""
        author = Author(by.agent, source)
        for batch in _batches(missing):
            async with self._database.begin() as connection:
                for item in batch:
                    id = known[item].article
                    await store.lock(connection, id)
                    await self._authoring.unpublish_in(connection, await store.read(connection, id), author)
                    gone = update(imported).where(imported.c.source == source, imported.c.item == item)
                    await connection.execute(gone.values(gone=True))
                detail = {"articles": len(batch)}
                await audit.record(connection, by.agent, "articles.withdrawn", source, detail)
        if missing:
            self._authoring.announce()
        return len(missing)


@asynccontextmanager
async def alone(database: Database, source: str) -> AsyncGenerator[None]:
    """Nobody else imports this source meanwhile. Raises `AlreadyImporting`."""
    key = {"lock": _LOCK, "source": source}
    async with database.connect() as turn:
        if not (await turn.execute(_TRY, key)).scalar():
            raise AlreadyImporting
        try:
            yield
        finally:
            await turn.execute(_RELEASE, key)


async def _gathered(source: Source, tell: Progress) -> list[Item]:
    items: list[Item] = []
    async for each in source.items(tell):
        items.append(_usable(each))
        if len(items) > MAX_ITEMS:
            raise SourceUnusable(f"A fonte tem mais de {MAX_ITEMS} artigos. Importe-a em partes.")
    return items


def _usable(each: Item) -> Item:
    """An article that could not be stored is broken."""
    if isinstance(each, Found):
        try:
            checked(each.content)
        except ProsaError as error:
            return Broken(each.item, error.message)
    return each


def _batches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    for start in range(0, len(entries), _BATCH):
        yield entries[start : start + _BATCH]


def _report(source: str, made: Plan, articles: Mapping[str, str]) -> Report:
    """What a plan would change."""
    return Report(
        source=source,
        dry_run=True,
        new=tuple(_line(each, articles) for each in made.new),
        changed=tuple(_line(each, articles) for each in made.changed),
        unchanged=len(made.unchanged),
        missing=tuple(Line(item, item, articles[item]) for item in made.missing),
        removed=0,
        broken=tuple(made.broken),
    )


def _line(each: Found, articles: Mapping[str, str]) -> Line:
    return Line(each.item, each.content.title, articles.get(each.item))


_TRY = text("SELECT pg_try_advisory_lock(:lock, hashtext(:source))")
_RELEASE = text("SELECT pg_advisory_unlock(:lock, hashtext(:source))")
