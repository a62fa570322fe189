"""How well and how fast articles are found: `make bench-search`.

    .venv/bin/python bench/search [--data FOLDER] [--only found,faq,speed] [--sizes 10000,200000]

`found`: FaQuAD's questions and passages. `faq`: one example of each intent of a bot is its FAQ, the other
examples are asked. `speed`: a base of made-up Portuguese; its vectors lie around 200 real ones, for encoding
200,000 passages would take hours. Writes bench/out/search.json.
"""

import argparse
import asyncio
import random as plain_random
import tempfile
import time
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
import orjson
from crowd import fill, make_crowd
from sqlalchemy import text

from prosa.bench.machine import this_machine
from prosa.cli.evaluation.retrieval import retrieval_record
from prosa.engines.database import Database
from prosa.engines.opening import open_engines
from prosa.engines.schema import upgrade
from prosa.knowledge.articles import Articles
from prosa.knowledge.questions import Questions
from prosa.knowledge.retrieval import Pair, read_questions_and_contexts, search_all, vector_of
from prosa.knowledge.vectors import QuestionVector
from prosa.language.encoders.universal import shared_encoder
from prosa.settings import Settings

OUT = Path(__file__).parents[1] / "out"
SEARCHES = 300
EXACT = 60
"""Questions whose nearest passages are also looked for one by one."""
TOP = 10
DRAWS = 3
BOTS = ("bot_nilo.tsv", "bot_boilerplate.tsv")
FIGURES = ("r_at_1", "r_at_3", "r_at_5", "mrr_at_10", "ms_p50", "ms_p95")
Figures = dict[str, Any]


def main() -> None:
    """Measure what was asked for, print and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--only", default="found,faq,speed")
    parser.add_argument("--sizes", default="10000,200000")
    options = parser.parse_args()
    parts = set((options.only or "found,faq,speed").split(","))
    results: Figures = {"machine": str(this_machine())}
    if options.data is not None and "found" in parts:
        pairs = read_questions_and_contexts(options.data / "faquad_dev.jsonl")
        results["found"] = _shown("FaQuAD", _measured(pairs))
    if options.data is not None and "faq" in parts:
        results["faq"] = _faq(options.data)
    if "speed" in parts:
        results["speed"] = [asyncio.run(_speed(int(size))) for size in options.sizes.split(",")]
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "search.json").write_bytes(orjson.dumps(results, option=orjson.OPT_INDENT_2))
    print(f"{results['machine']}\n{OUT / 'search.json'}")


def _measured(pairs: list[Pair]) -> Figures:
    record = retrieval_record(asyncio.run(search_all(pairs, lambda what, share: None)))
    return {name: record[name] for name in (*FIGURES, "count", "passages")}


def _faq(data: Path) -> Figures:
    bots: dict[str, Figures] = {}
    for bot in BOTS:
        draws = [_measured(_one_each(data / bot, seed)) for seed in range(DRAWS)]
        bots[bot] = _shown(bot, {name: fmean(draw[name] for draw in draws) for name in FIGURES})
    return _shown("FAQ, mean", {name: fmean(bot[name] for bot in bots.values()) for name in FIGURES}) | bots


def _one_each(path: Path, seed: int) -> list[Pair]:
    """A random example of each intent answers for it, the others ask."""
    rows = {
        cells[0].strip().lower(): (cells[0], cells[1])
        for line in path.read_text("utf-8").splitlines()[1:]
        if len(cells := line.split("\t")) > 1
    }
    random = plain_random.Random(seed)  # noqa: S311  (a draw, no secret)
    intents: dict[str, list[str]] = {}
    for said, intent in rows.values():
        intents.setdefault(intent, []).append(said)
    pairs: list[Pair] = []
    for examples in intents.values():
        answer = random.choice(examples)
        pairs += [Pair(said, answer) for said in examples if said != answer]
        pairs += [Pair(answer, answer)] if len(examples) == 1 else []
    return pairs


async def _speed(size: int) -> Figures:
    random = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as home:
        async with open_engines(Settings(home=Path(home), database_url=None, valkey_url=None)) as engines:
            database, questions, encoder = Database(engines.database_url), Questions(), shared_encoder()
            try:
                await upgrade(database)
                crowd = make_crowd(random)
                began = time.perf_counter()
                await fill(database, crowd, random, size)
                seconds = time.perf_counter() - began
                await questions.ready()
                articles = Articles(database, questions)
                times: list[float] = []
                for number in range(SEARCHES + 20):
                    asked = crowd.sentence(random, int(random.integers(2, 6)))
                    began = time.perf_counter()
                    await articles.find(asked, vector_of(encoder, asked))
                    if number >= 20:
                        times.append((time.perf_counter() - began) * 1000)
                recall = await _recall(database, questions, crowd.sentence, random)
            finally:
                questions.close()
                await database.close()
    p50, p95 = (float(value) for value in np.percentile(times, (50, 95)))
    figures = {"passages": size, "ms_p50": p50, "ms_p95": p95, "hnsw_recall": recall, "fill_seconds": seconds}
    return _shown(f"{size} passages", figures)


async def _recall(database: Database, questions: Questions, sentence: Any, random: Any) -> float:
    """Share of the truly nearest passages that the index finds, over questions that nobody asked yet."""
    nearest = text(
        f"SELECT article_id, position FROM article_chunk ORDER BY vector <=> :question LIMIT {TOP}"  # noqa: S608
    )
    shares: list[float] = []
    for _ in range(EXACT):
        vector = await questions.vector(sentence(random, 4))
        asked = {"question": QuestionVector().bind_processor(database.engine.dialect)(vector)}
        async with database.begin() as connection:
            found = {tuple(row) for row in await connection.execute(nearest, asked)}
            await connection.execute(text("SET LOCAL enable_indexscan = off"))
            exact = {tuple(row) for row in await connection.execute(nearest, asked)}
        shares.append(len(found & exact) / TOP)
    return fmean(shares)


def _shown(name: str, figures: Figures) -> Figures:
    parts = (f"{key} {value:.3f}" if value < 2 else f"{key} {value:.1f}" for key, value in figures.items())
    print(f"{name}: {', '.join(parts)}", flush=True)
    return figures


if __name__ == "__main__":
    main()
