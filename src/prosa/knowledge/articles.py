"""Finds the article that answers a message: by meaning, by words, and by the intent it names."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.knowledge.candidates import Asked, candidates
from prosa.knowledge.lexical import Found, Term, find, share, terms_of
from prosa.knowledge.models import article, article_chunk
from prosa.knowledge.questions import Questions
from prosa.knowledge.scoring import NOT_NEAR, Evidence, score
from prosa.knowledge.terms import asked
from prosa.knowledge.vocabulary import Vocabulary, look_up
from prosa.packs.content import EVERYBODY, Article

__all__ = ["ArticleHit", "Articles", "Candidate"]

MOST_CHARS = 2000
"""Of a message; words beyond are not looked for."""


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that may answer."""

    id: str
    title: str
    summary: str
    """Answers on its own: what is sent in chat."""
    score: float
    """Calibrated probability, 0 to 1, that this is the article a person would have picked."""
    passage: str = ""
    """Its passage that fits the message best, in Markdown."""
    heading: str = ""
    """The headings that the passage stands under, below the title: "Prazos › Sul e Sudeste"."""
    questions: tuple[str, ...] = ()
    """What the article answers, as customers put it."""
    link: str | None = None
    """Where it is read in full; None: at the company's `article_link`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that was looked at, by its best passage."""

    id: str
    title: str
    summary: str
    position: int
    """Of the passage in the article."""
    evidence: Evidence
    headed: bool
    """It has a title or questions that the message was compared with."""
    near: bool
    """The passage was compared with the question by the passage encoder."""

    @property
    def score(self) -> float:
        """As of `ArticleHit`."""
        return score(self.evidence, headed=self.headed, near=self.near)


class Searched(Protocol):
    """What the search reads from: the database, or what a transaction sees of it (`knowledge.trial`)."""

    def connect(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection to read with."""
        ...


class Articles:
    """The knowledge base's articles, as the database has them."""

    def __init__(
        self,
        database: Searched,
        questions: Questions | None = None,
        synonyms: Mapping[str, Sequence[str]] | None = None,
        zone: ZoneInfo | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`synonyms` are by stem (`synonyms.by_stem`); days begin in `zone`, São Paulo's without it."""
        self._database = database
        self._questions = questions
        self._synonyms = synonyms or {}
        self._zone = zone or ZoneInfo("America/Sao_Paulo")
        self._clock = clock

    def over(self, other: Searched) -> "Articles":
        """The same search over something else."""
        return Articles(other, self._questions, self._synonyms, self._zone, self._clock)

    async def find(
        self,
        text: str,
        vector: NDArray[np.float32],
        intent: str | None = None,
        limit: int = 3,
        audience: str = EVERYBODY,
    ) -> list[ArticleHit]:
        """The articles that fit the message best, best first, each with the passage that does.

        `vector` is the message's `Understanding.vector`; `intent` is given when it is sure.
        Raises `DatabaseAway`.
        """
        weighed = await self.weigh(text, vector, intent, audience)
        best = sorted(weighed, key=lambda each: (-each.score, each.id))[:limit]
        passages = await self._passages(best)
        return [
            ArticleHit(
                each.id, each.title, each.summary, each.score, *passages.get(each.id, ("", "", (), None))
            )
            for each in best
        ]

    async def weigh(
        self, text: str, vector: NDArray[np.float32], intent: str | None = None, audience: str = EVERYBODY
    ) -> list[Candidate]:
        """All candidates with what speaks for them, in no order: what `find` scores and `evaluation` fits."""
        words = asked(text[:MOST_CHARS])
        question, vocabulary = await asyncio.gather(self._question(text), self._look_up(words))
        terms = terms_of(words, vocabulary, self._synonyms)
        sought = Asked(vector, question, terms, intent, self._today(), audience)
        async with self._database.connect() as connection:
            rows = await candidates(connection, sought, vocabulary)
        return await asyncio.to_thread(_weighed, rows, terms, intent)

    async def get(self, id: str) -> ArticleHit | None:
        """The article that a rule names; None when there is no such article any more, or not today."""
        read = await self.read(id)
        if read is None:
            return None
        return ArticleHit(read.id, read.title, read.summary, 1.0, questions=read.questions, link=read.link)

    async def read(self, id: str) -> Article | None:
        """The whole article, if everybody may read it today."""
        columns = [article.c[name] for name in Article.__slots__ if name != "draft"]
        today = self._today()
        statement = select(*columns).where(
            article.c.id == id,
            article.c.audience == EVERYBODY,
            article.c.valid_from.is_(None) | (article.c.valid_from <= today),
            article.c.valid_until.is_(None) | (article.c.valid_until >= today),
        )
        async with self._database.connect() as connection:
            row = (await connection.execute(statement)).mappings().one_or_none()
        if row is None:
            return None
        lists: dict[str, Any] = {name: tuple(row[name]) for name in ("tags", "intents", "questions")}
        return Article(**{**row, **lists})

    async def _question(self, text: str) -> NDArray[np.float32] | None:
        return await self._questions.vector(text) if self._questions and text.strip() else None

    async def _look_up(self, words: Sequence[str]) -> Vocabulary:
        async with self._database.connect() as connection:
            return await look_up(connection, words)

    async def _passages(
        self, best: Sequence[Candidate]
    ) -> dict[str, tuple[str, str, tuple[str, ...], str | None]]:
        """Body and heading of these passages, and the articles' questions and links, by article."""
        if not best:
            return {}
        chunk = article_chunk.c
        statement = (
            select(chunk.article_id, chunk.body, chunk.heading, article.c.questions, article.c.link)
            .join(article, article.c.id == chunk.article_id)
            .where(tuple_(chunk.article_id, chunk.position).in_([(each.id, each.position) for each in best]))
        )
        async with self._database.connect() as connection:
            rows = await connection.execute(statement)
            return {row.article_id: (row.body, row.heading, tuple(row.questions), row.link) for row in rows}

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


def _weighed(rows: Sequence[Row[Any]], terms: Sequence[Term], intent: str | None) -> list[Candidate]:
    found = iter(find(terms, [passage for row in rows for passage in row.terms or ()]))
    return [_candidate(row, [next(found) for _ in row.terms or ()], terms, intent) for row in rows]


def _candidate(row: Any, found: Sequence[Found], terms: Sequence[Term], intent: str | None) -> Candidate:
    """The article by its best passage; one without any by its head alone."""
    meant = intent is not None and intent in row.intents
    headed = row.asked is not None
    headwords = share(terms, row.headwords.split())
    candidates = [
        Candidate(
            id=row.id,
            title=row.title,
            summary=row.summary,
            position=position,
            evidence=Evidence(
                asked=row.asked or 0.0,
                told=row.told or 0.0,
                near=0.0 if closeness is None else closeness - NOT_NEAR,
                whole=words.whole,
                sentence=words.sentence,
                headwords=headwords,
                main=meant and intent == row.intents[0],
                unmeant=intent is not None and not meant,
            ),
            headed=headed,
            near=closeness is not None,
        )
        for position, closeness, words in zip(row.positions, row.closeness, found, strict=True)
    ]
    return max(candidates, key=lambda each: (each.score, -each.position))
