"""Finds the article that answers a message: by meaning, by words, and by the intent it names."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ARRAY, Row, Text, bindparam, select, text

from prosa.engines.database import Database
from prosa.knowledge.models import article
from prosa.knowledge.scoring import Evidence, score
from prosa.knowledge.vectors import MessageVector
from prosa.knowledge.words import content_words
from prosa.packs.schema import Article

NEAREST = 24
"""Passages looked at by meaning, and articles by words and by intent."""

_FIND = text("""
    WITH terms AS MATERIALIZED (
        SELECT term, 1 - ln(1 + count(article.id)) / ln((SELECT count(*) + 2.0 FROM article)) AS rarity
        FROM (
            SELECT DISTINCT to_tsquery('portuguese', word) AS term FROM unnest(:words) AS word
        ) AS queries LEFT JOIN article ON article.search @@ term
        WHERE numnode(term) > 0
        GROUP BY term
    ),
    near AS (SELECT article_id AS id FROM article_passage ORDER BY vector <=> :vector LIMIT :nearest),
    worded AS (
        SELECT id FROM article, to_tsquery('portuguese', :query) AS query
        WHERE search @@ query
        ORDER BY ts_rank_cd(search, query, 1) DESC, id LIMIT :nearest
    ),
    meant AS (SELECT id FROM article WHERE intents @> :intents AND :intents <> '{}' LIMIT :nearest)
    SELECT
        article.id, article.title, article.summary, article.intents,
        passages.asked, passages.told, hits.words, hits.headwords
    FROM (SELECT id FROM near UNION SELECT id FROM worded UNION SELECT id FROM meant) AS candidate
    JOIN article USING (id)
    CROSS JOIN LATERAL (
        SELECT
            max(1 - (vector <=> :vector)) FILTER (WHERE NOT summary) AS asked,
            max(1 - (vector <=> :vector)) FILTER (WHERE summary) AS told
        FROM article_passage WHERE article_id = article.id
    ) AS passages
    CROSS JOIN LATERAL (
        SELECT
            coalesce(sum(rarity), 0) AS words,
            coalesce(sum(rarity) FILTER (WHERE ts_filter(article.search, '{a}') @@ term), 0) AS headwords
        FROM terms WHERE article.search @@ term
    ) AS hits
""").bindparams(
    bindparam("words", type_=ARRAY(Text)),
    bindparam("intents", type_=ARRAY(Text)),
    bindparam("vector", type_=MessageVector()),
)
"""One round trip: candidates by meaning, by words and by intent, each with all its evidence.

Closeness is the greatest 1 - distance and not 1 - the smallest distance: PostgreSQL would look for that in
the vector index, which holds the nearest passages of all articles and not of this one.
"""


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that may answer."""

    id: str
    title: str
    summary: str
    """Answers on its own: what is sent in chat."""
    score: float
    """Calibrated probability, 0 to 1, that this is the article a person would have picked."""


class Articles:
    """The knowledge base's articles, as the database has them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self, text: str, vector: NDArray[np.float32], intent: str | None = None, limit: int = 3
    ) -> list[ArticleHit]:
        """The articles that fit the message best, best first.

        `vector` is the message's `Understanding.vector`; `intent` is given when it is sure.
        Raises `DatabaseAway`.
        """
        weighed = await self.weigh(text, vector, intent)
        hits = [ArticleHit(row.id, row.title, row.summary, score(evidence)) for row, evidence in weighed]
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]

    async def weigh(
        self, text: str, vector: NDArray[np.float32], intent: str | None = None
    ) -> list[tuple[Row[Any], Evidence]]:
        """All candidates with what speaks for them, in no order: what `find` scores and `evaluation` fits."""
        words = content_words(text)
        asked = {
            "words": list(words),
            "query": " | ".join(words),
            "vector": vector,
            "intents": [intent] if intent is not None else [],
            "nearest": NEAREST,
        }
        async with self._database.connect() as connection:
            rows = (await connection.execute(_FIND, asked)).all()
        return [(row, _evidence(row, intent)) for row in rows]

    async def get(self, id: str) -> ArticleHit | None:
        """The article that a rule names; None when there is no such article any more."""
        read = await self.read(id)
        return ArticleHit(read.id, read.title, read.summary, 1.0) if read is not None else None

    async def read(self, id: str) -> Article | None:
        """The whole article."""
        columns = (article.c[name] for name in Article.__slots__ if name != "draft")
        async with self._database.connect() as connection:
            found = await connection.execute(select(*columns).where(article.c.id == id))
            row = found.mappings().one_or_none()
        if row is None:
            return None
        lists: dict[str, Any] = {name: tuple(row[name]) for name in ("tags", "intents", "questions")}
        return Article(**{**row, **lists})


def _evidence(row: Any, intent: str | None) -> Evidence:
    meant = intent is not None and intent in row.intents
    return Evidence(
        asked=row.asked,
        told=row.told,
        words=float(row.words),
        headwords=float(row.headwords),
        main=meant and intent == row.intents[0],
        unmeant=intent is not None and not meant,
    )
