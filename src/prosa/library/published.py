"""The published articles, as search takes them."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, tzinfo
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.library import store
from prosa.library.content import Content
from prosa.library.models import article, version
from prosa.packs.content import Article

_PUBLISHED = (
    select(version)
    .join(article, and_(article.c.id == version.c.article_id, article.c.published == version.c.number))
    .order_by(article.c.id)
)
_TAKEN = tuple({field.name for field in fields(Content)} & {field.name for field in fields(Article)})


async def articles_for_the_bot(connection: AsyncConnection, day: date, zone: tzinfo) -> Sequence[Article]:
    """All published articles that the bot may answer with on this day."""
    rows = (await connection.execute(_PUBLISHED)).all()
    found = [(row, store.content_of(row)) for row in rows]
    return [_taken(row, content, zone) for row, content in found if content.is_for_the_bot(day)]


def entry_of(id: str, content: Content) -> Article:
    """An article as search would take it if it were published."""
    known: dict[str, Any] = {name: getattr(content, name) for name in _TAKEN}
    return Article(id=id, **known)


def _taken(row: Any, content: Content, zone: tzinfo) -> Article:
    return replace(entry_of(row.article_id, content), updated=row.at.astimezone(zone).date())
