"""Rows of articles and their versions. Transactions belong to the caller."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId
from prosa.library.articles import Action, Article, Author, Change, NoSuchArticle, NoSuchVersion, Version
from prosa.library.content import Content
from prosa.library.models import article, change, imported, version
from prosa.library.publishing import Subject, mark
from prosa.people import audit
from prosa.people.models import agent

_CONTENT = tuple(field.name for field in fields(Content))
_LISTS = ("tags", "intents", "questions")


def articles() -> Select[Any]:
    """Rows of articles, each with its newest version, its author's name, and the source it came from."""
    source = (
        select(func.min(imported.c.source)).where(imported.c.article_id == article.c.id).scalar_subquery()
    )
    return (
        select(article.c.id, article.c.published, version, agent.c.name, source.label("source"))
        .join_from(
            article,
            version,
            and_(version.c.article_id == article.c.id, version.c.number == article.c.version),
        )
        .outerjoin(agent, agent.c.id == version.c.by)
    )


def versions(id: str) -> Select[Any]:
    """Rows of all versions of an article, with their authors' names."""
    return (
        select(version, agent.c.name)
        .outerjoin(agent, agent.c.id == version.c.by)
        .where(version.c.article_id == id)
    )


def article_of(row: Any) -> Article:
    """An article from a row of `articles`."""
    return Article(row.id, version_of(row), row.published, row.source)


def version_of(row: Any) -> Version:
    """A version from a row of `versions`."""
    return Version(row.number, content_of(row), row.at, _agent(row.by), row.name)


def content_of(row: Any) -> Content:
    """What a row of a version says."""
    known: dict[str, Any] = {name: getattr(row, name) for name in _CONTENT}
    known |= {name: tuple(known[name]) for name in _LISTS}
    return Content(**known)


async def read(connection: AsyncConnection, id: str) -> Article:
    """One article. Raises `NoSuchArticle`."""
    row = (await connection.execute(articles().where(article.c.id == id))).one_or_none()
    if row is None:
        raise NoSuchArticle
    return article_of(row)


async def lock(connection: AsyncConnection, id: str) -> None:
    """Keeps others from changing the article until this transaction ends. Raises `NoSuchArticle`."""
    locked = select(article.c.id).where(article.c.id == id).with_for_update()
    if (await connection.execute(locked)).one_or_none() is None:
        raise NoSuchArticle


async def read_version(connection: AsyncConnection, id: str, number: int) -> Version:
    """One version. Raises `NoSuchVersion`."""
    row = (await connection.execute(versions(id).where(version.c.number == number))).one_or_none()
    if row is None:
        raise NoSuchVersion
    return version_of(row)


async def create(connection: AsyncConnection, id: str, content: Content, at: datetime, by: Author) -> bool:
    """Writes a new article with its first version; False when there is one with this id."""
    row = upsert(article).values(id=id, version=1, created_at=at).on_conflict_do_nothing()
    if (await connection.execute(row.returning(article.c.id))).one_or_none() is None:
        return False
    await _write(connection, id, 1, content, at, by)
    return True


async def add_version(
    connection: AsyncConnection, id: str, number: int, content: Content, at: datetime, by: Author
) -> None:
    """Writes the article's next version."""
    await _write(connection, id, number, content, at, by)
    await connection.execute(update(article).where(article.c.id == id).values(version=number))


async def publish(connection: AsyncConnection, id: str, number: int | None) -> None:
    """Publishes a version, or none, and marks the index as behind: both are committed, or neither."""
    await connection.execute(update(article).where(article.c.id == id).values(published=number))
    await mark(connection, Subject.ARTICLES)


async def note(
    connection: AsyncConnection, id: str, action: Action, number: int, at: datetime, by: Author
) -> None:
    """Writes down who did what; in the audit log, too, but for imports, which note themselves as a whole."""
    await connection.execute(
        insert(change).values(
            article_id=id, action=action.value, version=number, at=at, by=by.agent, source=by.source
        )
    )
    if by.source in (None, "cli") and action is not Action.SAVED:
        await audit.record(connection, by.agent, f"article.{action.value}", id, {"version": number})


async def changes(connection: AsyncConnection, id: str, before: int | None, limit: int) -> Sequence[Change]:
    """What was done to an article, the latest first."""
    statement = (
        select(change, agent.c.name)
        .outerjoin(agent, agent.c.id == change.c.by)
        .where(change.c.article_id == id)
        .order_by(change.c.number.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(change.c.number < before)
    return [
        Change(row.number, Action(row.action), row.version, row.at, _agent(row.by), row.name, row.source)
        for row in await connection.execute(statement)
    ]


async def _write(
    connection: AsyncConnection, id: str, number: int, content: Content, at: datetime, by: Author
) -> None:
    columns = {**asdict(content), **{name: list(getattr(content, name)) for name in _LISTS}}
    await connection.execute(
        insert(version).values(**columns, article_id=id, number=number, at=at, by=by.agent)
    )


def _agent(id: Any) -> AgentId | None:
    return None if id is None else AgentId(id)
