"""Puts articles where they are searched, and takes them away: within a transaction of the caller's."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.knowledge.models import article, article_chunk, article_passage
from prosa.knowledge.rows import Origin, Row, passage_rows, values_of
from prosa.knowledge.vocabulary import count_words

_LOCK = 0x4B4E4F57  # "KNOW": one node writes, the others wait and find nothing left to do


async def alone(connection: AsyncConnection) -> None:
    """Waits until nobody else writes, and lets nobody until the transaction ends."""
    await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


async def passage_vectors(connection: AsyncConnection, ids: Sequence[str]) -> dict[bytes, Any]:
    """The vectors that these articles' passages have, by hash: what stays the same is not encoded again."""
    known = select(article_chunk.c.hash, article_chunk.c.vector).where(
        article_chunk.c.article_id.in_(ids), article_chunk.c.vector.is_not(None)
    )
    return {bytes(row.hash): row.vector for row in await connection.execute(known)}


async def remove_articles(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """Takes these away, with their passages and the words that are counted of them."""
    await count_words(connection, ids, -1)
    await connection.execute(delete(article).where(article.c.id.in_(ids)))


async def add_articles(
    connection: AsyncConnection,
    rows: Sequence[Row],
    origin: Origin,
    vectors: Mapping[bytes, NDArray[np.float32]],
    encoded: Mapping[bytes, Any],
) -> None:
    """Adds articles of which there are none by these ids.

    `vectors` are those of each row's texts, by its hash; `encoded` those of passages, by theirs, as far as
    they are known.
    """
    if not rows:
        return
    await connection.execute(insert(article), [values_of(row, origin, vectors[row.hash]) for row in rows])
    passages = [passage for row in rows for passage in passage_rows(row, vectors[row.hash])]
    if passages:
        await connection.execute(insert(article_passage), passages)
    chunks = [{**chunk, "vector": encoded.get(chunk["hash"])} for row in rows for chunk in row.chunks]
    if chunks:
        await connection.execute(insert(article_chunk), chunks)
    await count_words(connection, [row.id for row in rows], 1)
