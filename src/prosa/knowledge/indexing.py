"""Makes the knowledge base say what a source says: encodes what changed, removes what is gone, at once."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.engines.database import Database
from prosa.knowledge.models import article, product
from prosa.knowledge.placing import add_articles, alone, passage_vectors, remove_articles
from prosa.knowledge.rows import (
    Encode,
    Origin,
    Progress,
    Row,
    article_rows,
    encode_rows,
    product_row,
    silent,
    values_of,
)
from prosa.language.understanding import EntityKind
from prosa.packs.content import Article, Product
from prosa.packs.schema import Pack

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What indexing changed."""

    articles: int
    """Articles of this origin in the knowledge base now."""
    products: int
    written: int
    """Rows that are new or changed, and were encoded."""
    removed: int


@dataclass(frozen=True, slots=True)
class _Source:
    """All rows of these tables that an origin has."""

    origin: Origin
    tables: tuple[Table, ...]
    rows: tuple[Row, ...]


class IndexingFailed(RuntimeError):
    """Other nodes kept changing the knowledge base under us: they serve different packs."""


async def index_pack(
    database: Database, pack: Pack, encode: Encode, progress: Progress = silent
) -> IndexReport:
    """Make the knowledge base say what the pack says, beside what other origins say.

    Searches see all of it or nothing: the change is one transaction, and none is open while texts
    are encoded. Raises `IndexingFailed` when nodes with different packs share the database.
    """
    names = {
        phrase.value: phrase.names for phrase in pack.training.phrases if phrase.kind == EntityKind.PRODUCT
    }
    rows = (
        *article_rows(pack.articles),
        *(product_row(each, names.get(each.id, ())) for each in pack.products),
    )
    return await _index(database, _Source(Origin.PACK, (article, product), rows), encode, progress)


async def index_articles(
    database: Database,
    articles: Sequence[Article],
    encode: Encode,
    *,
    origin: Origin,
    progress: Progress = silent,
) -> IndexReport:
    """Make exactly these the articles of this origin, touching only what changed; drafts are left out.

    As with `index_pack`, searches see the old or the new whole. Raises `IndexingFailed`.
    """
    return await _index(
        database, _Source(origin, (article,), tuple(article_rows(articles))), encode, progress
    )


async def index_products(
    database: Database,
    products: Sequence[Product],
    encode: Encode,
    *,
    origin: Origin,
    progress: Progress = silent,
) -> IndexReport:
    """Make exactly these the products of this origin, as `index_articles` does for articles."""
    rows = tuple(product_row(each, ()) for each in products)
    return await _index(database, _Source(origin, (product,), rows), encode, progress)


async def _index(database: Database, source: _Source, encode: Encode, progress: Progress) -> IndexReport:
    vectors: dict[bytes, NDArray[np.float32]] = {}
    for _ in range(_ATTEMPTS):
        async with database.connect() as connection:
            changed = (await _difference(connection, source)).changed
        await asyncio.to_thread(encode_rows, changed, encode, vectors, progress)
        report = await database.run(lambda connection: _write(connection, source, vectors))
        if report is not None:
            return report
    raise IndexingFailed(
        "the knowledge base keeps changing; do nodes with different packs share this database?"
    )


@dataclass(frozen=True, slots=True)
class _Difference:
    """What has to be done for the tables to hold what a source has."""

    changed: list[Row]
    gone: set[tuple[Table, str]]


async def _difference(connection: AsyncConnection, source: _Source) -> _Difference:
    known: dict[tuple[Table, str], tuple[str, bytes]] = {}
    for table in source.tables:
        for found in await connection.execute(select(table.c.id, table.c.origin, table.c.hash)):
            known[table, found.id] = (found.origin, bytes(found.hash))
    unknown = (source.origin, b"")

    def is_ours(key: tuple[Table, str]) -> bool:
        return source.origin is Origin.DESK or known.get(key, unknown)[0] == source.origin

    rows = {(row.table, row.id): row for row in source.rows if is_ours((row.table, row.id))}
    return _Difference(
        changed=[row for key, row in rows.items() if known.get(key) != (source.origin, row.hash)],
        gone={key for key, (origin, _) in known.items() if origin == source.origin and key not in rows},
    )


async def _write(
    connection: AsyncConnection, source: _Source, vectors: Mapping[bytes, NDArray[np.float32]]
) -> IndexReport | None:
    """Writes all differences; None when another node made differences that have no vectors yet."""
    await alone(connection)
    difference = await _difference(connection, source)
    if any(row.hash not in vectors for row in difference.changed):
        return None
    stale = difference.gone | {(row.table, row.id) for row in difference.changed}
    articles = [row for row in difference.changed if row.table is article]
    rewritten = [id for of, id in stale if of is article]
    encoded = await passage_vectors(connection, rewritten)
    await remove_articles(connection, rewritten)
    await add_articles(connection, articles, source.origin, vectors, encoded)
    gone = [id for of, id in stale if of is product]
    await connection.execute(delete(product).where(product.c.id.in_(gone)))
    products = [row for row in difference.changed if row.table is product]
    if products:
        values = [values_of(row, source.origin, vectors[row.hash]) for row in products]
        await connection.execute(insert(product), values)
    here = {table: await _count(connection, table, source.origin) for table in source.tables}
    return IndexReport(
        articles=here.get(article, 0),
        products=here.get(product, 0),
        written=len(difference.changed),
        removed=len(difference.gone),
    )


async def _count(connection: AsyncConnection, table: Table, origin: Origin) -> int:
    counted = select(func.count()).select_from(table).where(table.c.origin == origin)
    return await connection.scalar(counted) or 0
