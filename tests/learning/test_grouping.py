"""Groups of the review list, made beside the event loop."""

import threading
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from prosa.learning.grouping import Grouping
from tests.learning.conftest import Company

SAID = ("vocês parcelam no cartão", "dá para parcelar no cartão", "posso parcelar no cartão")


class Encoder:
    """Finds all alike that speaks of cards, and counts what it reads of it."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.threads: set[int] = set()

    def __call__(self) -> Callable[[Sequence[str]], np.ndarray]:
        return self.encode

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.threads.add(threading.get_ident())
        cards = ["parcelar no cart" in text or "parcelam no" in text for text in texts]
        self.read += [text for text, card in zip(texts, cards, strict=True) if card]
        return np.asarray([[1, 0] if card else [0, 1] for card in cards], dtype=np.float32)


@pytest.fixture
async def grouping(company: Company):
    encoder = Encoder()
    grouping = Grouping(company.review, encoder)
    yield grouping, encoder
    await grouping.close()


async def test_undecided_messages_are_grouped_with_what_most_were_taken_for(company: Company, grouping):
    items = [await company.unsure(f"{said} 104325", "delivery_time") for said in SAID]
    groups, making = await grouping[0].groups()
    assert groups is not None and not making
    (one,) = groups.groups
    assert set(one.items) == {item.id for item in items}
    assert one.suggested == "delivery_time"
    assert all("104325" not in example for example in one.examples)
    assert groups.alone == 0 and groups.left_out == 0


async def test_they_are_made_aside_and_once_for_the_same_list(company: Company, grouping):
    for said in SAID:
        await company.unsure(said)
    first, _ = await grouping[0].groups()
    again, _ = await grouping[0].groups()
    assert first is again
    assert threading.get_ident() not in grouping[1].threads


async def test_a_further_message_is_read_and_the_others_are_not_read_again(company: Company, grouping):
    for said in SAID:
        await company.unsure(said)
    await grouping[0].groups()
    await company.unsure("quero parcelar no cartão agora")
    groups, _ = await grouping[0].groups()
    assert len(groups.groups[0].items) == 4
    assert len(grouping[1].read) == len(set(grouping[1].read)) == 4


async def test_decided_messages_leave_their_group(company: Company, grouping):
    items = [await company.unsure(said) for said in SAID]
    await grouping[0].groups()
    await company.decisions.dismiss(items[0].id, company.agent)
    groups, _ = await grouping[0].groups()
    assert groups.groups == () and groups.alone == 2
