"""How well the search finds passages of which nothing is known but their text."""

import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field, ValidationError

from prosa.engines.database import Database
from prosa.engines.opening import open_engines
from prosa.engines.schema import upgrade
from prosa.knowledge.articles import Articles, Candidate
from prosa.knowledge.embedding import embed_passages
from prosa.knowledge.indexing import Origin, index_articles
from prosa.knowledge.questions import Questions
from prosa.language.cleaning import clean
from prosa.language.encoders.passages import shared_passage_encoder
from prosa.language.encoders.universal import UniversalEncoder, shared_encoder
from prosa.language.normalise import normalise
from prosa.packs.content import Article
from prosa.settings import Settings

Result = TypeVar("Result")

DEPTH = 10
"""Places that are looked at."""
MOST_CHARS = 100_000
"""Of a context, and of a question."""

Progress = Callable[[str, float], None]
"""Told what is being done, and which share of all is done."""


class PairsUnreadable(ValueError):
    """Not lines of {"question", "context"}; the message says in Portuguese what is wrong where."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, and the passage that answers it."""

    question: str
    context: str


@dataclass(frozen=True, slots=True)
class Searched:
    """A question and what came of it."""

    pair: Pair
    place: int | None
    """Where among the found its passage came: 0 is first, None not among them."""
    first: str
    """The passage that came first."""
    score: float
    """What its probability was said to be."""
    milliseconds: float


def read_questions_and_contexts(path: Path) -> list[Pair]:
    """The pairs of a file. Raises `PairsUnreadable`."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise PairsUnreadable(f"{path} não pode ser lido: {error.strerror}.") from error
    pairs = [_pair(line, f"{path}, linha {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not pairs:
        raise PairsUnreadable(f"{path} não tem nenhuma pergunta.")
    return pairs


def _pair(line: bytes, where: str) -> Pair:
    try:
        found = _Line.model_validate_json(line)
    except ValidationError as error:
        if any(each["type"] == "json_invalid" for each in error.errors()):
            raise PairsUnreadable(f"{where}: isto não é JSON.") from error
        raise PairsUnreadable(f'{where}: faltam os textos "question" e "context".') from error
    return Pair(found.question[:MOST_CHARS], found.context[:MOST_CHARS])


class _Line(BaseModel):
    question: Annotated[str, Field(pattern=r"\S")]
    context: Annotated[str, Field(pattern=r"\S")]


async def search_all(pairs: Sequence[Pair], progress: Progress) -> list[Searched]:
    """Index the distinct contexts in a private database, and look for each question's."""

    async def ask(find: Ask) -> list[Searched]:
        found: list[Searched] = []
        await find(pairs[0].question)  # the first search of a process also plans its statements
        for number, pair in enumerate(pairs):
            began = time.perf_counter()
            ranked = await find(pair.question)
            milliseconds = (time.perf_counter() - began) * 1000
            found.append(_searched(pair, ranked, milliseconds))
            if number % 20 == 0:
                progress(f"{number} de {len(pairs)} perguntas", 0.6 + 0.4 * number / len(pairs))
        return found

    return await with_contexts([pair.context for pair in pairs], ask, progress)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A context that was found, with what spoke for it."""

    context: str
    candidate: Candidate


Ask = Callable[[str], Awaitable[list[Ranked]]]
"""All that was found for a question, best first."""


async def with_contexts(
    contexts: Sequence[str], work: Callable[[Ask], Awaitable[Result]], progress: Progress
) -> Result:
    """Do `work` with a search over these contexts, each once: real engines, the whole way of a search."""
    distinct = list(dict.fromkeys(contexts))
    entries = [Article(f"c{number:07}", "", "", text) for number, text in enumerate(distinct)]
    with tempfile.TemporaryDirectory() as home:
        async with open_engines(Settings(home=Path(home), database_url=None, valkey_url=None)) as engines:
            database, questions, encoder = Database(engines.database_url), Questions(), shared_encoder()
            try:
                await upgrade(database)
                progress(f"{len(distinct)} passagens", 0.05)
                await index_articles(database, entries, encoder.encode, origin=Origin.DESK)
                await embed_passages(
                    database,
                    shared_passage_encoder,
                    lambda done, of: progress(f"{done} de {of} passagens", 0.1 + 0.5 * done / max(of, 1)),
                )
                await questions.ready()
                articles = Articles(database, questions)

                async def ask(question: str) -> list[Ranked]:
                    weighed = await articles.weigh(question, vector_of(encoder, question))
                    weighed.sort(key=lambda each: (-each.score, each.id))
                    return [Ranked(distinct[int(each.id[1:])], each) for each in weighed]

                return await work(ask)
            finally:
                questions.close()
                await database.close()


def vector_of(encoder: UniversalEncoder, text: str) -> NDArray[np.float32]:
    """The vector that understanding this message would carry."""
    return encoder.encode([normalise(clean(text).text)])[0]


def _searched(pair: Pair, ranked: Sequence[Ranked], milliseconds: float) -> Searched:
    contexts = [each.context for each in ranked[:DEPTH]]
    return Searched(
        pair=pair,
        place=contexts.index(pair.context) if pair.context in contexts else None,
        first=contexts[0] if contexts else "",
        score=ranked[0].candidate.score if ranked else 0.0,
        milliseconds=milliseconds,
    )
