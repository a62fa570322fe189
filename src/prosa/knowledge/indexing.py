"""Brings the knowledge base in line with a pack: encodes what changed, removes what is gone, all at once."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.engines.database import Database
from prosa.knowledge.models import article, article_passage, product
from prosa.knowledge.words import fold, search_text
from prosa.language.cleaning import clean
from prosa.language.encoders.universal import NAME
from prosa.language.normalise import normalise
from prosa.language.understanding import EntityKind
from prosa.packs.fingerprint import fingerprint
from prosa.packs.schema import Article, Pack, Product

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Unit vectors of normalised texts, one row each (`language.encoder`). Runs in a thread."""

VERSION = 1
"""Raise it when rows are made differently: all of them are then made anew."""

_BATCH = 32
_LOCK = 0x4B4E4F57  # "KNOW": one node writes, the others wait and find nothing left to do
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What indexing changed."""

    articles: int
    """Articles in the knowledge base now."""
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


class IndexingFailed(RuntimeError):
    """Other nodes kept changing the knowledge base under us: they serve different packs."""


async def index_pack(database: Database, pack: Pack, encode: Encode) -> IndexReport:
    """Make the knowledge base say what the pack says.

    Searches see all of it or nothing: the change is one transaction, and none is open while texts
    are encoded.     Raises `IndexingFailed` when nodes with different packs share the database.
    """
    names = {
        phrase.value: phrase.names for phrase in pack.training.phrases if phrase.kind == EntityKind.PRODUCT
    }
    rows = [_article_row(each) for each in pack.articles]
    rows += [_product_row(each, names.get(each.id, ())) for each in pack.products]
    vectors: dict[bytes, NDArray[np.float32]] = {}
    for _ in range(_ATTEMPTS):
        async with database.connect() as connection:
            known = await _known(connection)
        await asyncio.to_thread(_encode, [row for row in rows if _changed(row, known)], encode, vectors)
        report = await database.run(lambda connection: _write(connection, rows, vectors))
        if report is not None:
            return report
    raise IndexingFailed(
        "the knowledge base keeps changing; do nodes with different packs share this database?"
    )


def _article_row(entry: Article) -> _Row:
    columns = asdict(entry)
    return _Row(
        table=article,
        id=entry.id,
        hash=_hash(entry),
        texts=(entry.summary, entry.title, *entry.questions),
        columns={
            **columns,
            **{name: list(columns[name]) for name in ("tags", "intents", "questions")},
            "headline": search_text((entry.title, *entry.questions, *entry.tags)),
            "content": search_text((entry.summary, entry.body)),
        },
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
            "heads": " ".join(dict.fromkeys(fold(name).partition(" ")[0] for name in called)),
            "headline": search_text((entry.category_name, entry.brand, *called)),
            "content": search_text((*entry.features, entry.description)),
        },
    )


def _hash(entry: Article | Product, names: tuple[str, ...] = ()) -> bytes:
    return bytes.fromhex(fingerprint(VERSION, NAME, entry, names))


def _changed(row: _Row, known: Mapping[tuple[Table, str], bytes]) -> bool:
    return known.get((row.table, row.id)) != row.hash


async def _known(connection: AsyncConnection) -> dict[tuple[Table, str], bytes]:
    known: dict[tuple[Table, str], bytes] = {}
    for table in (article, product):
        for found in await connection.execute(select(table.c.id, table.c.hash)):
            known[table, found.id] = bytes(found.hash)
    return known


def _encode(rows: Sequence[_Row], encode: Encode, vectors: dict[bytes, NDArray[np.float32]]) -> None:
    """Adds the vectors of these rows, by hash."""
    missing = [row for row in rows if row.hash not in vectors]
    texts = [normalise(clean(text).text) for row in missing for text in row.texts]
    encoded = [encode(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
    matrix = np.concatenate(encoded) if encoded else np.zeros((0, 0), np.float32)
    start = 0
    for row in missing:
        vectors[row.hash] = matrix[start : start + len(row.texts)]
        start += len(row.texts)


async def _write(
    connection: AsyncConnection, rows: Sequence[_Row], vectors: Mapping[bytes, NDArray[np.float32]]
) -> IndexReport | None:
    """Writes all differences; None when another node made differences that have no vectors yet."""
    await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    known = await _known(connection)
    changed = [row for row in rows if _changed(row, known)]
    if any(row.hash not in vectors for row in changed):
        return None
    wanted = {(row.table, row.id) for row in rows}
    gone = known.keys() - wanted
    for table in (article, product):
        stale = [id for of, id in gone | {(row.table, row.id) for row in changed} if of is table]
        await connection.execute(delete(table).where(table.c.id.in_(stale)))
        fresh = [row for row in changed if row.table is table]
        if fresh:
            await connection.execute(insert(table), [_values(row, vectors[row.hash]) for row in fresh])
    passages = [
        passage for row in changed if row.table is article for passage in _passages(row, vectors[row.hash])
    ]
    if passages:
        await connection.execute(insert(article_passage), passages)
    return IndexReport(
        articles=sum(row.table is article for row in rows),
        products=sum(row.table is product for row in rows),
        written=len(changed),
        removed=len(gone),
    )


def _values(row: _Row, vectors: NDArray[np.float32]) -> dict[str, Any]:
    own = {} if row.table is article else {"vector": vectors[0]}
    return {**row.columns, **own, "hash": row.hash}


def _passages(row: _Row, vectors: NDArray[np.float32]) -> list[dict[str, Any]]:
    return [
        {"article_id": row.id, "position": position, "summary": position == 0, "vector": vector}
        for position, vector in enumerate(vectors)
    ]
