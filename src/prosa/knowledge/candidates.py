"""The articles that a question may mean, each with all that the database can say for it: one round trip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ARRAY, Date, Float, Text, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.knowledge.lexical import Term
from prosa.knowledge.vectors import MessageVector, QuestionVector
from prosa.knowledge.vocabulary import Vocabulary
from prosa.packs.content import EVERYBODY

NEAREST = 32
"""Passages looked at by each of the ways to find one, and articles by intent. Written into the statement:
of a limit that it does not know PostgreSQL thinks the worst."""
PER_ARTICLE = 6
"""Passages of one article that are looked at."""
MOST_MATCHES = 1500
"""Passages that are looked at for one word, and for the rarest words together three times as many."""


_VALID = """
    article.audience = :audience
    AND coalesce(article.valid_from <= :today, true) AND coalesce(article.valid_until >= :today, true)
"""
_NEAR = f"""
    near AS MATERIALIZED (
        SELECT chunk.article_id, chunk.position
        FROM article_chunk AS chunk JOIN article ON article.id = chunk.article_id
        WHERE {_VALID}
        ORDER BY chunk.vector <=> :question LIMIT {NEAREST}
    ),
"""  # noqa: S608  (only text of ours is put in)
_NOT_NEAR = "near AS (SELECT article_id, position FROM article_chunk WHERE false),"


def _statement(near: str, closeness: str, *, encoded: bool) -> Any:
    parameters: list[Any] = [
        bindparam("vector", type_=MessageVector()),
        bindparam("queries", type_=ARRAY(Text)),
        bindparam("weights", type_=ARRAY(Float)),
        bindparam("intents", type_=ARRAY(Text)),
        bindparam("today", type_=Date),
    ]
    if encoded:
        parameters.append(bindparam("question", type_=QuestionVector()))
    return text(f"""
    WITH {near}
    alike AS MATERIALIZED (
        SELECT passage.article_id
        FROM article_passage AS passage JOIN article ON article.id = passage.article_id
        WHERE {_VALID}
        ORDER BY passage.vector <=> :vector LIMIT {NEAREST}
    ),
    matches AS MATERIALIZED (
        SELECT hit.article_id, hit.position, sum(term.weight) AS weight
        FROM unnest(:queries, :weights) AS term (query, weight)
        CROSS JOIN LATERAL (
            SELECT article_id, position FROM article_chunk
            WHERE words @@ term.query::tsquery LIMIT {MOST_MATCHES}
        ) AS hit
        GROUP BY 1, 2 ORDER BY weight DESC, 1, 2 LIMIT {8 * NEAREST}
    ),
    worded AS MATERIALIZED (
        SELECT matches.article_id, matches.position
        FROM matches JOIN article ON article.id = matches.article_id
        WHERE {_VALID}
        ORDER BY matches.weight DESC, 1, 2 LIMIT {NEAREST}
    ),
    meant AS (
        SELECT id FROM article
        WHERE intents @> :intents AND :intents <> '{{}}' AND {_VALID} LIMIT {NEAREST}
    ),
    candidate AS MATERIALIZED (
        SELECT article_id AS id FROM near UNION SELECT article_id FROM alike
        UNION SELECT article_id FROM worded UNION SELECT id FROM meant
    )
    SELECT
        article.id, article.title, article.summary, article.intents, article.headwords,
        told.asked, told.told, passages.positions, passages.terms, passages.closeness
    FROM candidate JOIN article USING (id)
    CROSS JOIN LATERAL (
        SELECT
            max(1 - (vector <=> :vector)) FILTER (WHERE NOT summary) AS asked,
            max(1 - (vector <=> :vector)) FILTER (WHERE summary) AS told
        FROM article_passage WHERE article_id = article.id
    ) AS told
    CROSS JOIN LATERAL (
        SELECT
            array_agg(position) AS positions, array_agg(terms) AS terms, array_agg(closeness) AS closeness
        FROM (
            SELECT position, terms, closeness FROM (
                SELECT chunk.position, chunk.terms, {closeness} AS closeness, worded.position AS hit
                FROM article_chunk AS chunk LEFT JOIN worded USING (article_id, position)
                WHERE chunk.article_id = article.id
            ) AS each
            ORDER BY hit IS NULL, closeness DESC NULLS LAST, position LIMIT {PER_ARTICLE}
        ) AS best
    ) AS passages
    """).bindparams(*parameters)  # noqa: S608  (only text of ours is put in)


_WITH_VECTOR = _statement(_NEAR, "1 - (chunk.vector <=> :question)", encoded=True)
_WITHOUT = _statement(_NOT_NEAR, "NULL::float8", encoded=False)
"""Closeness is 1 - distance and ordered by itself: an ordering by the distance PostgreSQL would look for in
the vector index, which holds the nearest passages of all articles and not of this one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and for whom articles are looked for."""

    vector: NDArray[np.float32]
    """The sentence encoder's (`Understanding.vector`)."""
    question: NDArray[np.float32] | None
    """The passage encoder's, once there is one."""
    terms: tuple[Term, ...]
    intent: str | None
    today: date
    audience: str = EVERYBODY


async def candidates(connection: AsyncConnection, asked: Asked, vocabulary: Vocabulary) -> Sequence[Any]:
    """The rows, in no order."""
    queries = _queries(asked.terms, vocabulary)
    values: dict[str, Any] = {
        "vector": asked.vector,
        "queries": [query for query, _ in queries],
        "weights": [weight for _, weight in queries],
        "intents": [asked.intent] if asked.intent is not None else [],
        "today": asked.today,
        "audience": asked.audience,
    }
    if asked.question is None:
        return (await connection.execute(_WITHOUT, values)).all()
    return (await connection.execute(_WITH_VECTOR, {**values, "question": asked.question})).all()


def _queries(terms: Sequence[Term], vocabulary: Vocabulary) -> list[tuple[str, float]]:
    """What is asked of the index of words, rarest first, and no more than can be answered in time.

    A word that many passages have says little about which; it is counted later, for those that are found.
    Where all words are such, those that have the rarest ones together are looked for.
    """
    forms = [
        (form, term.weight * worth, vocabulary.counts.get(form, MOST_MATCHES))
        for term in terms
        for form, worth in term.forms.items()
        if form in vocabulary.counts or worth < 1
    ]
    forms.sort(key=lambda form: (form[2], form[0]))
    chosen: list[tuple[str, float]] = []
    room = 3 * MOST_MATCHES
    for form, weight, count in forms:
        if chosen and (count > MOST_MATCHES or count > room):
            break
        chosen.append((form, weight))
        room -= min(count, MOST_MATCHES)
    if forms and forms[0][2] > MOST_MATCHES:
        for number in range(2, min(4, len(forms)) + 1):
            together = forms[:number]
            chosen.append((" & ".join(form for form, _, _ in together), sum(w for _, w, _ in together)))
    return chosen
