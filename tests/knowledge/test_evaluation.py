"""The sample shop's knowledge base answers as well as it did when its weights were fitted."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from prosa.engines.database import Database
from prosa.knowledge.articles import Articles
from prosa.knowledge.evaluation import Ranked, fit, rank, read_questions
from prosa.knowledge.indexing import index_pack
from prosa.language.encoders.universal import shared_encoder
from prosa.packs.schema import Pack


@pytest.fixture
async def shop(database: Database, pack: Pack, encode: Callable[[Sequence[str]], Any]) -> Articles:
    await index_pack(database, pack, encode)
    return Articles(database)


def share(ranked: list[Ranked], right: Callable[[Ranked], bool]) -> float:
    return sum(right(each) for each in ranked) / len(ranked)


async def test_messages_find_the_article_a_person_would_give(shop: Articles, pack: Pack):
    answerable, strange = read_questions(pack.folder)
    encoder = shared_encoder()
    sure = [await rank(shop, encoder, question, sure=True) for question in answerable]
    unsure = [await rank(shop, encoder, question, sure=False) for question in answerable]
    odd = [await rank(shop, encoder, question, sure=False) for question in strange]

    assert len(answerable) >= 100
    assert share(sure, lambda each: each.right_within(1)) >= 0.88
    assert share(sure, lambda each: each.right_within(3)) >= 0.95
    assert share(unsure, lambda each: each.right_within(1)) >= 0.74
    answered = [each for each in (*sure, *unsure) if each.answered]
    assert share(answered, lambda each: each.right_within(1)) >= 0.92
    assert share(odd, lambda each: each.answered) <= 0.06


async def test_fitting_gives_a_weight_for_every_sign(shop: Articles, pack: Pack):
    answerable, _ = read_questions(pack.folder)
    ranked = [await rank(shop, shared_encoder(), question, sure=True) for question in answerable[:40]]
    constant, asked, *others = fit(ranked)
    assert constant < 0 < asked
    assert len(others) == 7
