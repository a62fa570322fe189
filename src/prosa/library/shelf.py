"""The list of all articles: those written here and, beside them, those of the pack."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from prosa.engines.database import Database
from prosa.library import store
from prosa.library.articles import Article, NoSuchArticle, Origin, Status
from prosa.library.content import Content
from prosa.library.models import article, imported, version
from prosa.packs.content import Article as PackArticle


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles to show."""

    status: Status | None = None
    origin: Origin | None = None
    audience: str | None = None
    language: str | None = None
    tag: str | None = None
    source: str | None = None
    title: str | None = None
    """Part of the title, in whatever case."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the list."""

    id: str
    origin: Origin
    status: Status
    content: Content
    article: Article | None
    """What is known of one that is not the pack's."""
    overrides: bool
    """It takes the place of the pack's article of the same id, once it is published."""
    searched: bool
    """Whether the bot may answer with it today."""
    updated: date | None = None
    """When the pack says that somebody last checked it."""


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """A part of the list, by id."""

    entries: tuple[Entry, ...]
    after: str | None
    """Id of the last one; None when there are no more."""


class Shelf:
    """All articles."""

    def __init__(self, database: Database, pack: Sequence[PackArticle], today: Callable[[], date]) -> None:
        self._database = database
        self._pack = {each.id: each for each in sorted(pack, key=lambda each: each.id)}
        self._today = today

    @property
    def pack(self) -> Mapping[str, PackArticle]:
        """The pack's articles, by id."""
        return self._pack

    async def page(self, shown: Filter, after: str | None = None, limit: int = 50) -> ShelfPage:
        """At most `limit` articles with ids behind `after`, in order of id."""
        ours = await self._ours(shown, after, limit + 1)
        theirs = [each for each in self._pack.values() if _fits(each, shown) and each.id > (after or "")]
        written = await self._written(theirs[: limit + 1 + len(ours)])
        entries = ours + [self._of_pack(each) for each in theirs if each.id not in written]
        entries.sort(key=lambda each: each.id)
        return ShelfPage(tuple(entries[:limit]), entries[limit - 1].id if len(entries) > limit else None)

    async def get(self, id: str) -> Entry:
        """One article: the one written here, else the pack's. Raises `NoSuchArticle`."""
        async with self._database.connect() as connection:
            try:
                return await self._of_desk(await store.read(connection, id))
            except NoSuchArticle:
                if id not in self._pack:
                    raise
        return self._of_pack(self._pack[id])

    async def _ours(self, shown: Filter, after: str | None, limit: int) -> list[Entry]:
        if shown.origin is Origin.PACK:
            return []
        statement = store.articles().where(*_conditions(shown)).order_by(article.c.id).limit(limit)
        if after is not None:
            statement = statement.where(article.c.id > after)
        async with self._database.connect() as connection:
            rows = (await connection.execute(statement)).all()
        return [await self._of_desk(store.article_of(row)) for row in rows]

    async def _written(self, theirs: Sequence[PackArticle]) -> set[str]:
        """Ids of the pack's articles in whose place there is one written here."""
        if not theirs:
            return set()
        async with self._database.connect() as connection:
            found = select(article.c.id).where(article.c.id.in_([each.id for each in theirs]))
            return set((await connection.execute(found)).scalars())

    async def _of_desk(self, found: Article) -> Entry:
        published = found.newest.content
        if found.published is not None and found.published != found.newest.number:
            async with self._database.connect() as connection:
                published = (await store.read_version(connection, found.id, found.published)).content
        return Entry(
            id=found.id,
            origin=Origin.DESK,
            status=found.status,
            content=found.newest.content,
            article=found,
            overrides=found.id in self._pack,
            searched=found.published is not None and published.is_for_the_bot(self._today()),
        )

    def _of_pack(self, each: PackArticle) -> Entry:
        content = _content(each)
        searched = not each.draft and content.is_for_the_bot(self._today())
        return Entry(
            id=each.id,
            origin=Origin.PACK,
            status=_status(each),
            content=content,
            article=None,
            overrides=False,
            searched=searched,
            updated=each.updated,
        )


def _conditions(shown: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shown.status is not None:
        published = article.c.published.is_not(None)
        conditions.append(published if shown.status is Status.PUBLISHED else ~published)
    if shown.audience is not None:
        conditions.append(version.c.audience == shown.audience)
    if shown.language is not None:
        conditions.append(func.lower(version.c.language) == shown.language.lower())
    if shown.tag is not None:
        conditions.append(version.c.tags.contains([shown.tag]))
    if shown.source is not None:
        of_source = select(imported.c.article_id).where(imported.c.source == shown.source)
        conditions.append(article.c.id.in_(of_source))
    if shown.title is not None:
        title, id = func.lower(version.c.title), article.c.id
        wanted = shown.title.lower()
        conditions.append(or_(title.contains(wanted, autoescape=True), id.contains(wanted, autoescape=True)))
    return conditions


def _content(each: PackArticle) -> Content:
    return Content(
        title=each.title,
        summary=each.summary,
        body=each.body,
        audience=each.audience,
        language=each.language,
        valid_from=each.valid_from,
        valid_until=each.valid_until,
        tags=each.tags,
        intents=each.intents,
        questions=each.questions,
    )


def _fits(each: PackArticle, shown: Filter) -> bool:
    return (
        shown.origin is not Origin.DESK
        and shown.status in (None, _status(each))
        and shown.source is None
        and shown.audience in (None, each.audience)
        and (shown.language is None or shown.language.lower() == each.language.lower())
        and (shown.tag is None or shown.tag in each.tags)
        and (
            shown.title is None or any(shown.title.lower() in text for text in (each.title.lower(), each.id))
        )
    )


def _status(each: PackArticle) -> Status:
    return Status.DRAFT if each.draft else Status.PUBLISHED
