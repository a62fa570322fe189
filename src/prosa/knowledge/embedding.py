"""Gives passages the vectors that they do not have yet, beside everything else a node does."""

import asyncio
from collections.abc import Callable
from itertools import groupby
from typing import Any

import structlog
from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.engines.database import Database
from prosa.knowledge.models import article, article_chunk
from prosa.knowledge.passages import encoded_text
from prosa.language.encoders.passages import PassageEncoder

Progress = Callable[[int, int], None]
"""Told how many of how many passages have their vector."""

PAUSE_SECONDS = 2.0
"""Between looks for passages without a vector."""
_ARTICLES = 8
"""Articles that are read at a time."""
_BATCH = 8
"""Passages that are encoded together: more would hold a core longer than others like to wait."""
_LOCK = 0x454D4244  # "EMBD": one node encodes

log = structlog.get_logger()

_WRITE = (
    update(article_chunk)
    .where(
        article_chunk.c.article_id == bindparam("id"),
        article_chunk.c.position == bindparam("place"),
        article_chunk.c.hash == bindparam("of"),
    )
    .values(vector=bindparam("encoded"))
)


def _silent(done: int, of: int) -> None:
    pass


class Embedding:
    """The background job."""

    def __init__(
        self, database: Database, load: Callable[[], PassageEncoder], progress: Progress = _silent
    ) -> None:
        """`load` is called in a thread, when there is something to encode."""
        self._database = database
        self._load = load
        self._progress = progress

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await embed_passages(self._database, self._load, self._progress)
            await asyncio.sleep(PAUSE_SECONDS)


async def embed_passages(
    database: Database, load: Callable[[], PassageEncoder], progress: Progress = _silent
) -> int:
    """Encode all passages without a vector; how many there were.

    The passages of an article get theirs in one transaction, and none is open while they are encoded.
    Does nothing while another node is at it. Raises `DatabaseAway`.
    """
    async with database.connect() as connection:
        if await _waiting(connection) == 0:
            return 0
        if not await connection.scalar(select(func.pg_try_advisory_lock(_LOCK))):
            return 0
        try:
            return await _embed(database, connection, await asyncio.to_thread(load), progress)
        finally:
            await connection.execute(select(func.pg_advisory_unlock(_LOCK)))


async def _waiting(connection: AsyncConnection) -> int:
    counted = text("SELECT count(*) FROM article_chunk WHERE vector IS NULL")
    return await connection.scalar(counted) or 0


async def _embed(
    database: Database, connection: AsyncConnection, encoder: PassageEncoder, progress: Progress
) -> int:
    total = await _waiting(connection)
    log.info("encoding passages", passages=total)
    done = 0
    progress(0, total)
    while rows := await _next(connection):
        for id, group in groupby(rows, key=lambda row: row.article_id):
            chunks = list(group)
            texts = [encoded_text(row.title, row.heading, row.body) for row in chunks]
            vectors: list[Any] = []
            for start in range(0, len(texts), _BATCH):
                vectors.extend(await asyncio.to_thread(encoder.passages, texts[start : start + _BATCH]))
            values = [
                {"id": id, "place": row.position, "of": row.hash, "encoded": vector}
                for row, vector in zip(chunks, vectors, strict=True)
            ]
            async with database.begin() as writing:
                await writing.execute(_WRITE, values)
            done += len(chunks)
            progress(done, max(total, done))
    log.info("passages encoded", passages=done)
    return done


async def _next(connection: AsyncConnection) -> list[Any]:
    """The passages without a vector of a few articles, article by article."""
    waiting = (
        select(article_chunk.c.article_id)
        .where(article_chunk.c.vector.is_(None))
        .distinct()
        .order_by(article_chunk.c.article_id)
        .limit(_ARTICLES)
    )
    found = await connection.execute(
        select(
            article_chunk.c.article_id,
            article_chunk.c.position,
            article_chunk.c.heading,
            article_chunk.c.body,
            article_chunk.c.hash,
            article.c.title,
        )
        .join(article, article.c.id == article_chunk.c.article_id)
        .where(article_chunk.c.article_id.in_(waiting), article_chunk.c.vector.is_(None))
        .order_by(article_chunk.c.article_id, article_chunk.c.position)
    )
    return list(found.all())
