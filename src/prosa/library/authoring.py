"""Writing articles: every save is a version, and one of them, or none, is published.

Each step is one transaction on the locked article, with a note of who took it. Publishing also marks the
index as behind, in the same transaction; `publishing.Publisher` brings it in line.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_hex

from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Invalid
from prosa.engines.database import Database
from prosa.library import store
from prosa.library.articles import (
    Action,
    Article,
    Author,
    Change,
    ChangedMeanwhile,
    IdTaken,
    NoSuchArticle,
    ReadOnly,
    Version,
)
from prosa.library.comparing import Difference, compare
from prosa.library.content import Content, id_from
from prosa.library.markdown import short_answer
from prosa.library.models import version as version_table

_NUMBERED = 10
"""Articles of the same title that are told apart by a number behind their ids; further ones by chance."""


class NothingToSay(Invalid):
    """Neither a summary nor a text that one could be made of."""

    code = "nothing_to_say"
    says = "Escreva o texto do artigo ou um resumo: não há o que responder ao cliente."


class EndsBeforeItBegins(Invalid):
    """Valid until a day before it is valid from."""

    code = "ends_before_it_begins"
    says = "O fim da validade vem antes do começo."


def checked(content: Content) -> Content:
    """The content as it is stored, with a summary. Raises `NothingToSay`, `EndsBeforeItBegins`."""
    if content.valid_from and content.valid_until and content.valid_until < content.valid_from:
        raise EndsBeforeItBegins
    summary = content.summary.strip() or short_answer(content.body)
    if not summary:
        raise NothingToSay
    return replace(content, summary=summary)


class Authoring:
    """Creates, saves, publishes, withdraws and rolls back articles."""

    def __init__(
        self,
        database: Database,
        pack_ids: Collection[str] = (),
        published: Callable[[], None] = lambda: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`published` hears, after the commit, that the index is behind."""
        self._database = database
        self._pack_ids = frozenset(pack_ids)
        self._published = published
        self._clock = clock

    async def create(self, content: Content, by: Author, id: str | None = None) -> Article:
        """A new draft. Without an id, one is made of the title.

        With the id of an article of the pack, it takes that one's place once it is published.
        Raises `IdTaken`, `NothingToSay`, `EndsBeforeItBegins`.
        """
        content = checked(content)
        async with self._database.begin() as connection:
            id = await self.create_in(connection, content, by, id)
            return await store.read(connection, id)

    async def create_in(
        self,
        connection: AsyncConnection,
        content: Content,
        by: Author,
        id: str | None = None,
        *,
        like: str = "",
    ) -> str:
        """The same in the caller's transaction, with content that was checked; gives the id.

        Without an id, one is made of `like`, or of the title.
        """
        now = self._clock()
        for candidate in [id] if id is not None else self._ids_for(like or content.title):
            if await store.create(connection, candidate, content, now, by):
                await store.note(connection, candidate, Action.CREATED, 1, now, by)
                return candidate
        raise IdTaken

    async def save(self, id: str, content: Content, based_on: int, by: Author) -> Article:
        """A new version. What is published stays as it is.

        Saving what the newest version says changes nothing. Raises `ChangedMeanwhile` when that is not the
        one this save began from, `NoSuchArticle`, `NothingToSay`, `EndsBeforeItBegins`.
        """
        content = checked(content)
        async with self._database.begin() as connection:
            now = await self._locked(connection, id)
            if now.newest.content != content:
                if now.newest.number != based_on:
                    raise ChangedMeanwhile(now.newest.number, based_on)
                await self.save_in(connection, now, content, by)
            return await store.read(connection, id)

    async def save_in(self, connection: AsyncConnection, now: Article, content: Content, by: Author) -> int:
        """The same for an article that is locked in the caller's transaction; gives the version's number."""
        at, number = self._clock(), now.newest.number + 1
        await store.add_version(connection, now.id, number, content, at, by)
        await store.note(connection, now.id, Action.SAVED, number, at, by)
        return number

    async def publish(self, id: str, by: Author, number: int | None = None) -> Article:
        """Publishes a version, the newest unless told otherwise. Publishing it again changes nothing.

        Raises `NoSuchArticle`, `NoSuchVersion`.
        """
        async with self._database.begin() as connection:
            now = await self._locked(connection, id)
            chosen = number if number is not None else now.newest.number
            await store.read_version(connection, id, chosen)
            if now.published != chosen:
                await self.publish_in(connection, id, chosen, by)
            article = await store.read(connection, id)
        self._published()
        return article

    async def publish_in(self, connection: AsyncConnection, id: str, number: int, by: Author) -> None:
        """The same in the caller's transaction, who calls `announce` after it."""
        await store.publish(connection, id, number)
        await store.note(connection, id, Action.PUBLISHED, number, self._clock(), by)

    async def unpublish(self, id: str, by: Author) -> Article:
        """Takes an article out of search; the pack's of the same id is found again. `NoSuchArticle`."""
        async with self._database.begin() as connection:
            now = await self._locked(connection, id)
            await self.unpublish_in(connection, now, by)
            article = await store.read(connection, id)
        self._published()
        return article

    async def unpublish_in(self, connection: AsyncConnection, now: Article, by: Author) -> None:
        """The same for an article that is locked in the caller's transaction."""
        if now.published is not None:
            await store.publish(connection, now.id, None)
            await store.note(connection, now.id, Action.UNPUBLISHED, now.published, self._clock(), by)

    async def roll_back(self, id: str, to: int, based_on: int, by: Author) -> Article:
        """A new version that says what an older one said; published if any version is.

        Raises `NoSuchArticle`, `NoSuchVersion`, `ChangedMeanwhile`.
        """
        async with self._database.begin() as connection:
            now = await self._locked(connection, id)
            older = await store.read_version(connection, id, to)
            if now.newest.content != older.content:
                if now.newest.number != based_on:
                    raise ChangedMeanwhile(now.newest.number, based_on)
                at, number = self._clock(), now.newest.number + 1
                await store.add_version(connection, id, number, older.content, at, by)
                await store.note(connection, id, Action.ROLLED_BACK, number, at, by)
                now = await store.read(connection, id)
            if now.published is not None and now.published != now.newest.number:
                await self.publish_in(connection, id, now.newest.number, by)
            article = await store.read(connection, id)
        self._published()
        return article

    async def get(self, id: str) -> Article:
        """One article as it was last saved. Raises `NoSuchArticle`."""
        async with self._database.connect() as connection:
            return await store.read(connection, id)

    async def version(self, id: str, number: int) -> Version:
        """One version. Raises `NoSuchVersion`."""
        async with self._database.connect() as connection:
            return await store.read_version(connection, id, number)

    async def versions(self, id: str, before: int | None = None, limit: int = 50) -> list[Version]:
        """The versions with a smaller number than `before`, newest first. Raises `NoSuchArticle`."""
        statement = store.versions(id).order_by(version_table.c.number.desc()).limit(limit)
        if before is not None:
            statement = statement.where(version_table.c.number < before)
        async with self._database.connect() as connection:
            await store.read(connection, id)
            return [store.version_of(row) for row in await connection.execute(statement)]

    async def changes(self, id: str, before: int | None = None, limit: int = 50) -> list[Change]:
        """Who did what to an article, the latest first. Raises `NoSuchArticle`."""
        async with self._database.connect() as connection:
            await store.read(connection, id)
            return list(await store.changes(connection, id, before, limit))

    async def difference(self, id: str, before: int, after: int) -> Difference:
        """What differs between two versions. Raises `NoSuchVersion`."""
        async with self._database.connect() as connection:
            first = await store.read_version(connection, id, before)
            second = await store.read_version(connection, id, after)
        return compare(first.content, second.content)

    def announce(self) -> None:
        """Says that something was published in a transaction of the caller's, which is committed now."""
        self._published()

    async def _locked(self, connection: AsyncConnection, id: str) -> Article:
        """The article, locked. Raises `ReadOnly` for one of the pack, and `NoSuchArticle`."""
        try:
            await store.lock(connection, id)
        except NoSuchArticle:
            if id in self._pack_ids:
                raise ReadOnly from None
            raise
        return await store.read(connection, id)

    def _ids_for(self, title: str) -> list[str]:
        """Ids for a new article of this title. None takes the place of an article of the pack by chance."""
        base = id_from(title)
        numbered = [base, *(f"{base}-{number}" for number in range(2, _NUMBERED)), f"{base}-{token_hex(3)}"]
        return [id for id in numbered if id not in self._pack_ids]
