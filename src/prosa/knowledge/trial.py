"""The knowledge base as it would be with one more article, or another text of one: nothing of it stays."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.engines.database import Database
from prosa.knowledge.passages import encoded_text
from prosa.knowledge.placing import add_articles, alone, passage_vectors, remove_articles
from prosa.knowledge.rows import Encode, Origin, Row, article_row, encode_rows, silent
from prosa.language.encoders.passages import PassageEncoder
from prosa.packs.content import Article

MOST_ENCODED = 16
"""Passages that are compared with questions by meaning; those beyond, by their words: somebody waits."""


@dataclass(frozen=True, slots=True)
class Within:
    """A search over what one connection sees (`articles.Searched`)."""

    connection: AsyncConnection

    @asynccontextmanager
    async def connect(self) -> AsyncGenerator[AsyncConnection]:
        """The connection, for statements one after the other."""
        yield self.connection


@asynccontextmanager
async def as_if_published(
    database: Database, entry: Article, encode: Encode, load: Callable[[], PassageEncoder]
) -> AsyncGenerator[Within]:
    """The knowledge base with this article in it, while the context is open.

    Nodes that publish wait meanwhile, so nothing slow is done within. Raises `DatabaseAway`.
    """
    row, vectors = article_row(entry), dict[bytes, NDArray[np.float32]]()
    await asyncio.to_thread(encode_rows, [row], encode, vectors, silent)
    async with database.connect() as connection:
        known = await passage_vectors(connection, [row.id])
    encoded = known | await asyncio.to_thread(_encoded, row, known, load)
    async with database.rehearse() as connection:
        await alone(connection)
        await remove_articles(connection, [row.id])
        await add_articles(connection, [row], Origin.DESK, vectors, encoded)
        yield Within(connection)


def _encoded(
    row: Row, known: dict[bytes, NDArray[np.float32]], load: Callable[[], PassageEncoder]
) -> dict[bytes, NDArray[np.float32]]:
    missing = [chunk for chunk in row.chunks if chunk["hash"] not in known][:MOST_ENCODED]
    if not missing:
        return {}
    texts = [encoded_text(row.columns["title"], chunk["heading"], chunk["body"]) for chunk in missing]
    return dict(zip((chunk["hash"] for chunk in missing), load().passages(texts), strict=True))
