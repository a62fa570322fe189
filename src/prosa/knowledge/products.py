"""Finds products in the catalogue: by words, price and stock, by name, and by meaning."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ARRAY, Boolean, Numeric, Text, bindparam, select, text

from prosa.engines.database import Database
from prosa.knowledge import variants
from prosa.knowledge.choosing import Candidate, ProductHits, choose
from prosa.knowledge.models import product
from prosa.knowledge.product_query import ProductQuery
from prosa.knowledge.vectors import MessageVector
from prosa.packs.content import Product

__all__ = ["ProductHits", "Products"]

LOOKED_AT = 60
"""Products with the words that are looked at, of which the best are shown."""

_COLUMNS = tuple(Product.__slots__)
_FIND = text(f"""
    WITH wanted AS MATERIALIZED (
        SELECT term, head, place = min(place) OVER () AS first
        FROM (
            SELECT
                place, to_tsquery('portuguese', word) AS term,
                to_tsquery('portuguese', word || '\\:A') AS head
            FROM unnest(:words) WITH ORDINALITY AS asked (word, place)
        ) AS terms
        WHERE numnode(term) > 0
    ),
    wished AS MATERIALIZED (
        SELECT term FROM (SELECT to_tsquery('portuguese', word) AS term FROM unnest(:wishes) AS word) AS terms
        WHERE numnode(term) > 0
    ),
    fitting AS (
        SELECT *,
            price >= coalesce(:at_least, price) AND price <= coalesce(:at_most, price) AS affordable,
            NOT :available OR availability IN ('in_stock', 'few') AS to_be_had
        FROM product
    ),
    worded AS (
        SELECT id FROM fitting, to_tsquery('portuguese', :any_word) AS any_word
        WHERE search @@ any_word
        ORDER BY
            search @@ to_tsquery('portuguese', :all_words) DESC, (affordable AND to_be_had) DESC,
            price * :direction, ts_rank(search, any_word) DESC, popularity DESC
        LIMIT :looked_at
    ),
    near AS (SELECT id FROM product WHERE :words <> '{{}}' ORDER BY vector <=> :vector LIMIT 24),
    kin AS (
        SELECT id FROM product
        WHERE category IN (SELECT category FROM product WHERE id = ANY(:products))
        ORDER BY popularity DESC LIMIT 24
    ),
    affordable AS (
        SELECT id FROM fitting
        WHERE :words = '{{}}' AND :products = '{{}}' AND affordable AND to_be_had
        ORDER BY price * :direction, popularity DESC LIMIT 24
    )
    SELECT
        {", ".join(f"found.{name}" for name in _COLUMNS)},
        found.affordable, found.to_be_had, 1 - (found.vector <=> :vector) AS closeness,
        found.id = ANY(:products) AS named, kin.id IS NOT NULL AS kin,
        hits.share, hits.has_first,
        (SELECT count(*) FROM wished WHERE found.search @@ term) AS wishes
    FROM (
        SELECT id FROM worded UNION SELECT id FROM near UNION SELECT id FROM kin
        UNION SELECT id FROM affordable UNION SELECT id FROM product WHERE id = ANY(:products)
    ) AS candidate
    JOIN fitting AS found USING (id) LEFT JOIN kin USING (id)
    CROSS JOIN LATERAL (
        SELECT
            coalesce(avg((found.search @@ term)::integer), 0) AS share,
            coalesce(bool_or(found.search @@ head) FILTER (WHERE first), false) AS has_first
        FROM wanted
    ) AS hits
""").bindparams(  # noqa: S608  (only the names of our own columns are put in)
    bindparam("words", type_=ARRAY(Text)),
    bindparam("wishes", type_=ARRAY(Text)),
    bindparam("products", type_=ARRAY(Text)),
    bindparam("available", type_=Boolean),
    bindparam("at_least", type_=Numeric),
    bindparam("at_most", type_=Numeric),
    bindparam("vector", type_=MessageVector()),
)
"""One round trip: what has the words, what is near in meaning, what was named and its kin."""

_DIRECTIONS = {"cheapest": 1, "dearest": -1, "popular": 0, None: 0}


class Products:
    """The catalogue, as the database has it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, query: ProductQuery, vector: NDArray[np.float32], limit: int = 6) -> ProductHits:
        """What the query asks for; when nothing is named, what sells best. Raises `DatabaseAway`.

        `vector` is the message's `Understanding.vector`.
        """
        if not query.names_something:
            return ProductHits("popular", await self.popular(limit))
        asked: dict[str, Any] = {
            "words": list(query.words),
            "wishes": list(query.wishes),
            "products": list(query.products),
            "at_least": query.at_least,
            "at_most": query.at_most,
            "available": query.available,
            "any_word": " | ".join(query.words),
            "all_words": " & ".join(query.words),
            "direction": _DIRECTIONS[query.order],
            "vector": vector,
            "looked_at": LOOKED_AT,
        }
        async with self._database.connect() as connection:
            rows = await connection.execute(_FIND, asked)
        return choose([_candidate(row) for row in rows], query, limit)

    async def popular(self, limit: int = 6) -> tuple[Product, ...]:
        """What sells best and can be had now."""
        chosen = (
            select(*(product.c[name] for name in _COLUMNS))
            .where(product.c.availability != "out_of_stock")
            .order_by(product.c.popularity.desc(), product.c.id)
            .limit(limit)
        )
        return await self._read(chosen)

    async def get(self, ids: Sequence[str]) -> tuple[Product, ...]:
        """The products with these ids that there are, in the order of the ids."""
        chosen = select(*(product.c[name] for name in _COLUMNS)).where(product.c.id.in_(ids))
        found = {each.id: each for each in await self._read(chosen)}
        return tuple(found[id] for id in dict.fromkeys(ids) if id in found)

    async def _read(self, statement: Any) -> tuple[Product, ...]:
        async with self._database.connect() as connection:
            return tuple(_product(row) for row in await connection.execute(statement))


def _candidate(row: Any) -> Candidate:
    return Candidate(
        product=_product(row),
        share=float(row.share),
        has_first=row.has_first,
        wishes=row.wishes,
        closeness=row.closeness,
        affordable=row.affordable,
        to_be_had=row.to_be_had,
        named=row.named,
        kin=row.kin,
    )


def _product(row: Any) -> Product:
    columns: dict[str, Any] = {name: getattr(row, name) for name in _COLUMNS}
    columns |= {name: tuple(columns[name]) for name in ("features", "aliases")}
    columns["variants"] = variants.from_json(row.variants)
    return Product(**columns)
