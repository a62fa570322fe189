"""Entries of the knowledge base as the rows that are searched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table

from prosa.knowledge import variants
from prosa.knowledge.models import article, product
from prosa.knowledge.passages import passages_of
from prosa.knowledge.terms import stems
from prosa.knowledge.words import fold, search_text
from prosa.language.cleaning import clean
from prosa.language.encoders.universal import NAME
from prosa.language.normalise import normalise
from prosa.packs.content import Article, Product
from prosa.packs.fingerprint import fingerprint

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Unit vectors of normalised texts, one row each (`language.encoder`). Runs in a thread."""

Progress = Callable[[int, int], None]
"""Told how many of how many texts are encoded. Called from a thread."""

VERSION = 3
"""Raise it when rows are made differently: all of them are then made anew."""

SHORT = 200
"""Characters of an article without a title that is itself what customers ask: it is compared as such."""

_BATCH = 32


class Origin(StrEnum):
    """Where an entry comes from. Each source changes and removes what is its own."""

    PACK = "pack"
    DESK = "desk"
    """Written or imported while Prosa runs. It goes before an entry of the pack with the same id, which is
    back when the pack is indexed after it was removed."""


def silent(done: int, of: int) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True, slots=True)
class Row:
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


def article_rows(entries: Sequence[Article]) -> list[Row]:
    """One for each that is no draft."""
    return [article_row(each) for each in entries if not each.draft]


def article_row(entry: Article) -> Row:
    """An article, compared by its title, its questions and its summary, and read by its passages."""
    columns = {name: value for name, value in asdict(entry).items() if name != "draft"}
    asked = tuple(text for text in (entry.title, *entry.questions) if text)
    if not asked and len(entry.body) <= SHORT:
        asked = (entry.body,)
    return Row(
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


def product_row(entry: Product, names: tuple[str, ...]) -> Row:
    """`names` are what else customers call it, by the pack's synonyms.

    The first word of a name says what the thing is: a "suporte de tv" is no TV.
    """
    called = tuple(dict.fromkeys((entry.name, *entry.aliases, *names)))
    columns = asdict(entry)
    return Row(
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


def encode_rows(
    rows: Sequence[Row], encode: Encode, vectors: dict[bytes, NDArray[np.float32]], progress: Progress
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


def values_of(row: Row, origin: Origin, vectors: NDArray[np.float32]) -> dict[str, Any]:
    """The row of its table; `vectors` are those of its texts."""
    own = {} if row.table is article else {"vector": vectors[0]}
    return {**row.columns, **own, "origin": origin, "hash": row.hash}


def passage_rows(row: Row, vectors: NDArray[np.float32]) -> list[dict[str, Any]]:
    """The rows of `article_passage`: what a message is compared with."""
    return [
        {
            "article_id": row.id,
            "position": position,
            "summary": row.summary and position == 0,
            "vector": vector,
        }
        for position, vector in enumerate(vectors)
    ]
