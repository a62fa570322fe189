"""How well and how fast the knowledge base answers: `python -m prosa.knowledge.evaluation [PACK] [--fit]`.

Reads `evaluation/articles.jsonl` (a message, its intent, the articles a person would give) and
`evaluation/out_of_scope.jsonl` of a pack, in a private database of its own.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import orjson

from prosa.engines.database import Database
from prosa.engines.opening import open_engines
from prosa.engines.schema import upgrade
from prosa.knowledge.articles import Articles, Candidate
from prosa.knowledge.embedding import embed_passages
from prosa.knowledge.indexing import index_pack
from prosa.knowledge.product_query import parse_product_query
from prosa.knowledge.products import Products
from prosa.knowledge.questions import Questions
from prosa.knowledge.scoring import Evidence
from prosa.knowledge.synonyms import synonyms_of
from prosa.language.cleaning import clean
from prosa.language.encoders.passages import shared_passage_encoder
from prosa.language.encoders.universal import UniversalEncoder, shared_encoder
from prosa.language.normalise import normalise
from prosa.packs.loader import load_pack
from prosa.settings import Settings

SURE = 0.5
"""Score from which an article counts as an answer."""
ROUNDS = 300
"""Searches that are timed."""


@dataclass(frozen=True, slots=True)
class Question:
    """A message, and what would answer it: nothing, when it is out of scope."""

    text: str
    intent: str | None
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A question and its candidates, best first."""

    question: Question
    candidates: tuple[Candidate, ...]

    def right_within(self, places: int) -> bool:
        """Whether one of the first candidates is right."""
        return any(each.id in self.question.articles for each in self.candidates[:places])

    @property
    def answered(self) -> bool:
        """Whether the best candidate is sure enough to be shown."""
        return bool(self.candidates) and self.candidates[0].score >= SURE


def read_questions(folder: Path) -> tuple[list[Question], list[Question]]:
    """The pack's questions with an answer, and those without."""
    answerable = [
        Question(line["text"], line["intent"], frozenset(line["articles"]))
        for line in _lines(folder / "evaluation" / "articles.jsonl")
    ]
    strange = [
        Question(line["text"], None, frozenset())
        for line in _lines(folder / "evaluation" / "out_of_scope.jsonl")
    ]
    return answerable, strange


def _lines(path: Path) -> list[dict[str, str]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]


async def rank(articles: Articles, encoder: UniversalEncoder, question: Question, sure: bool) -> Ranked:
    """The question's candidates; `sure` says whether its intent is known."""
    vector = encoder.encode([normalise(clean(question.text).text)])[0]
    weighed = await articles.weigh(question.text, vector, question.intent if sure else None)
    return Ranked(question, tuple(sorted(weighed, key=lambda each: (-each.score, each.id))))


def fit(ranked: Sequence[Ranked]) -> list[float]:
    """The constant of `scoring.score` and its weights, in the order of `Evidence`'s fields."""
    from sklearn.linear_model import LogisticRegression

    rows = [
        (astuple(candidate.evidence), candidate.id in each.question.articles)
        for each in ranked
        for candidate in each.candidates
    ]
    features = np.array([values for values, _ in rows], dtype=float)
    model: Any = LogisticRegression(C=10, max_iter=10_000)
    model.fit(features, np.array([right for _, right in rows]))
    return [float(model.intercept_[0]), *(float(weight) for weight in model.coef_[0])]


async def _milliseconds(search: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Median and 95th percentile of one search after another."""
    taken: list[float] = []
    for _ in range(ROUNDS):
        started = perf_counter()
        await search()
        taken.append((perf_counter() - started) * 1000)
    return float(np.percentile(taken, 50)), float(np.percentile(taken, 95))


async def _evaluate(folder: Path, fitting: bool, encoded: bool) -> None:
    pack, encoder = load_pack(folder), shared_encoder()
    answerable, strange = read_questions(folder)
    with tempfile.TemporaryDirectory() as home:
        async with open_engines(Settings(home=Path(home), database_url=None, valkey_url=None)) as engines:
            database = Database(engines.database_url)
            await upgrade(database)
            await index_pack(database, pack, encoder.encode)
            questions = Questions()
            if encoded:
                await embed_passages(database, shared_passage_encoder)
                await questions.ready()
            articles = Articles(database, questions if encoded else None, synonyms_of(pack))
            products = Products(database)
            known = [await rank(articles, encoder, question, sure=True) for question in answerable]
            unsure = [await rank(articles, encoder, question, sure=False) for question in answerable]
            odd = [await rank(articles, encoder, question, sure=False) for question in strange]
            text = answerable[0].text
            vector = encoder.encode([normalise(text)])[0]
            query = parse_product_query("fone bluetooth até 200 reais")
            article_times = await _milliseconds(lambda: articles.find(text, vector, answerable[0].intent))
            product_times = await _milliseconds(lambda: products.find(query, vector))
            await database.close()
    _say("messages", "first right", "in first 3", f"answered (>= {SURE})", "of those right")
    for name, ranked in (("intent sure", known), ("intent unsure", unsure)):
        answered = [each for each in ranked if each.answered]
        right = sum(each.right_within(1) for each in answered) / max(1, len(answered))
        first, three = (np.mean([each.right_within(places) for each in ranked]) for places in (1, 3))
        _say(f"{name} ({len(ranked)})", *(f"{100 * share:.0f} %" for share in (first, three)),
             f"{100 * len(answered) / len(ranked):.0f} %", f"{100 * right:.0f} %")  # fmt: skip
    wrongly = 100 * sum(each.answered for each in odd) / len(odd)
    _say(f"out of scope ({len(odd)})", "", "", f"{wrongly:.0f} %", "0 %")
    _say("")
    _say("one search", "p50", "p95")
    for name, times in (("articles", article_times), ("products", product_times)):
        _say(name, *(f"{time:.1f} ms" for time in times))
    if fitting:
        constant, *weights = fit([*known, *unsure, *odd])
        _say("")
        for name, weight in zip(
            ("constant", *(each.name for each in fields(Evidence))), (constant, *weights), strict=True
        ):
            _say(name, f"{weight:.2f}")


def _say(first: str, *others: str) -> None:
    sys.stdout.write(first.ljust(24) + "".join(other.ljust(18) for other in others).rstrip() + "\n")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path, nargs="?", default=Settings().pack_folder())
    parser.add_argument(
        "--fit", action="store_true", help="also print the weights that fit these messages best"
    )
    parser.add_argument(
        "--without-passages", action="store_true", help="as while the passages have no vectors yet"
    )
    options = parser.parse_args()
    asyncio.run(_evaluate(options.pack, options.fit, not options.without_passages))


if __name__ == "__main__":
    main()
