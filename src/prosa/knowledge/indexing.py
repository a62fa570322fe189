"""Makes the knowledge base say what a source says: encodes what changed, removes what is gone, at once."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.engines.database import Database
from prosa.knowledge import variants
from prosa.knowledge.models import article, article_chunk, article_passage, product
from prosa.knowledge.passages import passages_of
from prosa.knowledge.terms import stems
from prosa.knowledge.vocabulary import count_words
from prosa.knowledge.words import fold, search_text
from prosa.language.cleaning import clean
from prosa.language.encoders.universal import NAME
from prosa.language.normalise import normalise
from prosa.language.understanding import EntityKind
from prosa.packs.content import Article, Product
from prosa.packs.fingerprint import fingerprint
from prosa.packs.schema import Pack

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Unit vectors of normalised texts, one row each (`language.encoder`). Runs in a thread."""

Progress = Callable[[int, int], None]
"""Told how many of how many texts are encoded. Called from a thread."""

VERSION = 3
"""Raise it when rows are made differently: all of them are then made anew."""

SHORT = 200
"""Characters of an article without a title that is itself what customers ask: it is compared as such."""

_BATCH = 32
_LOCK = 0x4B4E4F57  # "KNOW": one node writes, the others wait and find nothing left to do
_ATTEMPTS = 5


class Origin(StrEnum):
    """Where an entry comes from. Each source changes and removes what is its own."""

    PACK = "pack"
    DESK = "desk"
    """Written or imported while Prosa runs. It goes before an entry of the pack with the same id, which is
    back when the pack is indexed after it was removed."""


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
class _Row:
    """A row to be, and the texts whose vectors it needs."""

    table: Table
    id: str
    hash: bytes
    texts: tuple[str, ...]
    columns: Mapping[str, Any]
    summary: bool = False
    """The first of the texts tells, the others ask."""
    chunks: tuple[Mapping[str, Any], ...] = ()
    """Its passages, without their vectors."""


@dataclass(frozen=True, slots=True)
class _Source:
    """All rows of these tables that an origin has."""

    origin: Origin
    tables: tuple[Table, ...]
    rows: tuple[_Row, ...]


class IndexingFailed(RuntimeError):
    """Other nodes kept changing the knowledge base under us: they serve different packs."""


def _silent(done: int, of: int) -> None:
    pass


async def index_pack(
    database: Database, pack: Pack, encode: Encode, progress: Progress = _silent
) -> IndexReport:
    """Make the knowledge base say what the pack says, beside what other origins say.

    Searches see all of it or nothing: the change is one transaction, and none is open while texts
    are encoded. Raises `IndexingFailed` when nodes with different packs share the database.
    """
    names = {
        phrase.value: phrase.names for phrase in pack.training.phrases if phrase.kind == EntityKind.PRODUCT
    }
    rows = (
        *_article_rows(pack.articles),
        *(_product_row(each, names.get(each.id, ())) for each in pack.products),
    )
    return await _index(database, _Source(Origin.PACK, (article, product), rows), encode, progress)


async def index_articles(
    database: Database,
    articles: Sequence[Article],
    encode: Encode,
    *,
    origin: Origin,
    progress: Progress = _silent,
) -> IndexReport:
    """Make exactly these the articles of this origin, touching only what changed; drafts are left out.

    As with `index_pack`, searches see the old or the new whole. Raises `IndexingFailed`.
    """
    return await _index(
        database, _Source(origin, (article,), tuple(_article_rows(articles))), encode, progress
    )


async def index_products(
    database: Database,
    products: Sequence[Product],
    encode: Encode,
    *,
    origin: Origin,
    progress: Progress = _silent,
) -> IndexReport:
    """Make exactly these the products of this origin, as `index_articles` does for articles."""
    rows = tuple(_product_row(each, ()) for each in products)
    return await _index(database, _Source(origin, (product,), rows), encode, progress)


async def _index(database: Database, source: _Source, encode: Encode, progress: Progress) -> IndexReport:
    vectors: dict[bytes, NDArray[np.float32]] = {}
    for _ in range(_ATTEMPTS):
        async with database.connect() as connection:
            changed = (await _difference(connection, source)).changed
        await asyncio.to_thread(_encode, changed, encode, vectors, progress)
        report = await database.run(lambda connection: _write(connection, source, vectors))
        if report is not None:
            return report
    raise IndexingFailed(
        "the knowledge base keeps changing; do nodes with different packs share this database?"
    )


def _article_rows(entries: Sequence[Article]) -> list[_Row]:
    return [_article_row(each) for each in entries if not each.draft]


def _article_row(entry: Article) -> _Row:
    columns = {name: value for name, value in asdict(entry).items() if name != "draft"}
    asked = tuple(text for text in (entry.title, *entry.questions) if text)
    if not asked and len(entry.body) <= SHORT:
        asked = (entry.body,)
    return _Row(
        table=article,
        id=entry.id,
        hash=_hash(entry),
        texts=((entry.summary,) if entry.summary else ()) + asked,
        summary=bool(entry.summary),
        columns={
            **columns,
            **{name: list(columns[name]) for name in ("tags", "intents", "questions")},
            "headwords": " ".join(stems(" ".join((*asked, *entry.tags)))),
        },
        chunks=tuple(
            {"article_id": entry.id, "position": position, **asdict(passage)}
            for position, passage in enumerate(passages_of(entry))
        ),
    )


def _product_row(entry: Product, names: tuple[str, ...]) -> _Row:
    """`names` are what else customers call it, by the pack's synonyms.

    The first word of a name says what the thing is: a "suporte de tv" is no TV.
    """
    called = tuple(dict.fromkeys((entry.name, *entry.aliases, *names)))
    columns = asdict(entry)
    return _Row(
        table=product,
        id=entry.id,
        hash=_hash(entry, names),
        texts=(". ".join((entry.name, entry.category_name, *entry.aliases[:4])),),
        columns={
            **columns,
            **{name: list(columns[name]) for name in ("features", "aliases")},
            "variants": variants.as_json(entry.variants),
            "heads": " ".join(dict.fromkeys(fold(name).partition(" ")[0] for name in called)),
            "headline": search_text((entry.category_name, entry.brand, *called)),
            "content": search_text((*entry.features, entry.description)),
        },
    )


def _hash(entry: Article | Product, names: tuple[str, ...] = ()) -> bytes:
    return bytes.fromhex(fingerprint(VERSION, NAME, entry, names))


@dataclass(frozen=True, slots=True)
class _Difference:
    """What has to be done for the tables to hold what a source has."""

    changed: list[_Row]
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


def _encode(
    rows: Sequence[_Row], encode: Encode, vectors: dict[bytes, NDArray[np.float32]], progress: Progress
) -> None:
    """Adds the vectors of these rows, by hash."""
    missing = [row for row in rows if row.hash not in vectors]
    texts = [normalise(clean(text).text) for row in missing for text in row.texts]
    encoded: list[NDArray[np.float32]] = []
    for start in range(0, len(texts), _BATCH):
        encoded.append(encode(texts[start : start + _BATCH]))
        progress(min(start + _BATCH, len(texts)), len(texts))
    matrix = np.concatenate(encoded) if encoded else np.zeros((0, 0), np.float32)
    start = 0
    for row in missing:
        vectors[row.hash] = matrix[start : start + len(row.texts)]
        start += len(row.texts)


async def _write(
    connection: AsyncConnection, source: _Source, vectors: Mapping[bytes, NDArray[np.float32]]
) -> IndexReport | None:
    """Writes all differences; None when another node made differences that have no vectors yet."""
    await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    difference = await _difference(connection, source)
    if any(row.hash not in vectors for row in difference.changed):
        return None
    stale = difference.gone | {(row.table, row.id) for row in difference.changed}
    articles = [row for row in difference.changed if row.table is article]
    rewritten = [id for of, id in stale if of is article]
    encoded = await _passage_vectors(connection, rewritten)
    await count_words(connection, rewritten, -1)
    for table in source.tables:
        await connection.execute(delete(table).where(table.c.id.in_([id for of, id in stale if of is table])))
        fresh = [row for row in difference.changed if row.table is table]
        if fresh:
            values = [_values(row, source.origin, vectors[row.hash]) for row in fresh]
            await connection.execute(insert(table), values)
    passages = [passage for row in articles for passage in _passages(row, vectors[row.hash])]
    if passages:
        await connection.execute(insert(article_passage), passages)
    chunks = [{**chunk, "vector": encoded.get(chunk["hash"])} for row in articles for chunk in row.chunks]
    if chunks:
        await connection.execute(insert(article_chunk), chunks)
    await count_words(connection, [row.id for row in articles], 1)
    here = {table: await _count(connection, table, source.origin) for table in source.tables}
    return IndexReport(
        articles=here.get(article, 0),
        products=here.get(product, 0),
        written=len(difference.changed),
        removed=len(difference.gone),
    )


async def _passage_vectors(connection: AsyncConnection, ids: Sequence[str]) -> dict[bytes, Any]:
    """The vectors that these articles' passages have, by hash: what stays the same is not encoded again."""
    known = select(article_chunk.c.hash, article_chunk.c.vector).where(
        article_chunk.c.article_id.in_(ids), article_chunk.c.vector.is_not(None)
    )
    return {bytes(row.hash): row.vector for row in await connection.execute(known)}


async def _count(connection: AsyncConnection, table: Table, origin: Origin) -> int:
    counted = select(func.count()).select_from(table).where(table.c.origin == origin)
    return await connection.scalar(counted) or 0


def _values(row: _Row, origin: Origin, vectors: NDArray[np.float32]) -> dict[str, Any]:
    own = {} if row.table is article else {"vector": vectors[0]}
    return {**row.columns, **own, "origin": origin, "hash": row.hash}


def _passages(row: _Row, vectors: NDArray[np.float32]) -> list[dict[str, Any]]:
    return [
        {
            "article_id": row.id,
            "position": position,
            "summary": row.summary and position == 0,
            "vector": vector,
        }
        for position, vector in enumerate(vectors)
    ]
