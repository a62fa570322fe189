from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from prosa.conversations.events import HandOff, HandOffStep, NewEvent, Source
from prosa.conversations.facts import Outcome
from prosa.conversations.projection import Owner
from prosa.conversations.verdicts.ending import Endings
from prosa.packs.verdict import VerdictRules
from tests.conversations import shop
from tests.conversations.nodes import Chat, Node
from tests.conversations.saying import bot, customer, opening_of, step

QUARTER = timedelta(minutes=15)


class Time:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def endings(node: Node, time: Time) -> Endings:
    rules = VerdictRules(after_minutes=15, closing=("thanks",))
    return Endings(node.database, node.parts.ledger, shop.pack(verdict=rules).bot, time)


async def talked(chat: Chat, *events: NewEvent) -> None:
    for event in events:
        await chat.nodes[0].parts.ledger.append(
            chat.conversation,
            [event],
            opening=opening_of(chat.conversation),
        )


def answered(intent: str = "warranty", answers: int = 0, **known: Any) -> NewEvent:
    return bot(intent={"name": intent, "confidence": 0.9}, answers=answers, **known)


async def test_what_was_answered_is_over_after_a_while_and_not_before(
    chat: Chat, endings: Endings, time: Time
):
    await talked(chat, customer(), answered())
    time.now += QUARTER - timedelta(minutes=1)
    assert await endings.look() == 0
    time.now += timedelta(minutes=2)
    assert await endings.look() == 1
    assert (await chat.standing()).owner is Owner.NOBODY
    last = (await chat.events())[-1]
    assert (last.source, last.data) == (Source.BOT, HandOff(step=HandOffStep.RESOLVED))


async def test_it_is_over_once(chat: Chat, node: Node, endings: Endings, time: Time):
    await talked(chat, customer(), answered())
    time.now += 2 * QUARTER
    other = Endings(node.database, node.parts.ledger, shop.pack().bot, time)
    assert [await endings.look(), await other.look(), await endings.look()] == [1, 0, 0]


async def test_after_a_goodbye_it_takes_seconds(chat: Chat, endings: Endings, time: Time):
    await talked(chat, customer(), answered(), customer(), answered("thanks", 2, small_talk=True))
    time.now += timedelta(seconds=30)
    assert await endings.look() == 1


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([customer()], id="not answered yet"),
        pytest.param([customer(), answered("greeting")], id="only greeted"),
        pytest.param([customer(), answered(outcome=Outcome.ASKED)], id="asked something back"),
        pytest.param([customer(), answered(outcome=Outcome.CLARIFIED)], id="not understood"),
        pytest.param([customer(), answered(), step(HandOffStep.ASSIGNED)], id="with a person"),
        pytest.param(
            [customer(), answered(), step(HandOffStep.ASSIGNED), step(HandOffStep.RETURNED)],
            id="a person gave it back",
        ),
        pytest.param(
            [customer(), answered(), step(HandOffStep.RESOLVED), customer(), answered("greeting", 3)],
            id="only greeted since it was resolved",
        ),
    ],
)
async def test_nothing_else_is_over_however_long_it_is_silent(
    events: list[NewEvent], chat: Chat, endings: Endings, time: Time
):
    await talked(chat, *events)
    time.now += 3 * QUARTER
    assert await endings.look() == 0


async def test_whoever_writes_again_is_answered_by_the_bot(chat: Chat, endings: Endings, time: Time):
    await talked(chat, customer(), answered())
    time.now += 2 * QUARTER
    await endings.look()
    await chat.says("oi de novo")
    assert (await chat.standing()).owner is Owner.BOT


async def test_what_fell_silent_long_ago_is_left_as_it_is(chat: Chat, endings: Endings, time: Time):
    await talked(chat, customer(), answered())
    time.now += timedelta(days=2)
    assert await endings.look() == 0
