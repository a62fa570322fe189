from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from prosa.conversations.events import (
    ConversationId,
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    NewEvent,
    Rating,
    Source,
)
from prosa.conversations.facts import Facts, IntentFact, Outcome, Unasked
from prosa.conversations.models import event as event_table
from prosa.engines.database import Database
from prosa.insights.metrics import Dashboard, Metrics, Satisfaction
from tests.handoff.house import House, open_house


@pytest.fixture
async def house(database: Database) -> AsyncGenerator[House]:
    async with open_house(database) as house:
        yield house


@pytest.fixture
def metrics(database: Database) -> Metrics:
    return Metrics(database)


async def bot_says(
    house: House,
    id: ConversationId,
    outcome: Outcome = Outcome.ANSWERED,
    intent: str = "greeting",
    sentiment: str = "neutral",
    milliseconds: float = 10,
) -> None:
    facts = Facts(
        intent=IntentFact(name=intent, confidence=0.9),
        sentiment=sentiment,
        outcome=outcome,
        milliseconds=milliseconds,
    )
    await house.ledger.append(id, [NewEvent(Source.BOT, Message(text="…", facts=facts))])


async def calls_a_person(house: House, id: ConversationId) -> None:
    step = HandOff(step=HandOffStep.REQUESTED, reason=HandOffReason.ASKED)
    await house.ledger.append(id, [NewEvent(Source.BOT, step)])


async def rates(house: House, id: ConversationId, score: int) -> None:
    await house.ledger.append(id, [NewEvent(Source.CUSTOMER, Rating(score=score))])


async def happened(house: House, id: ConversationId, offset: int, ago: timedelta) -> None:
    async with house.database.begin() as connection:
        await connection.execute(
            update(event_table)
            .where(event_table.c.conversation_id == id, event_table.c.offset == offset)
            .values(at=house.clock.now - ago)
        )


async def test_an_empty_house_has_zeros_everywhere(metrics: Metrics):
    figures = await metrics.dashboard(days=7)
    assert figures == Dashboard(
        since=figures.since,
        sessions=0,
        messages=0,
        intents={},
        sentiments={},
        session_messages=0,
        session_minutes=0,
        escalation_rate=0,
        automation_rate=0,
        response_p50=0,
        response_p95=0,
        satisfaction=Satisfaction(ratings=0, average=0, share_satisfied=0),
        waiting=0,
        with_agents=0,
    )


async def test_a_session_s_length_is_in_messages_and_minutes(house: House, metrics: Metrics):
    short, long = await house.customer(), await house.customer()
    for _ in range(3):
        await house.says(long, "e agora?")
    await happened(house, long, 0, ago=timedelta(minutes=10))
    await happened(house, long, 3, ago=timedelta(minutes=2))
    await rates(house, short, 5)  # a rating is no message
    figures = await metrics.dashboard(days=7)
    assert (figures.sessions, figures.messages) == (2, 5)
    assert figures.session_messages == 2.5
    assert figures.session_minutes == pytest.approx((10 + 0) / 2, abs=0.1)


async def test_answered_sessions_without_a_person_are_automated(house: House, metrics: Metrics):
    answered, ticketed, only_asked, escalated = [await house.customer() for _ in range(4)]
    await bot_says(house, answered)
    await bot_says(house, ticketed, Outcome.TICKETED)
    await bot_says(house, only_asked, Outcome.ASKED)
    await bot_says(house, escalated)
    await calls_a_person(house, escalated)
    figures = await metrics.dashboard(days=7)
    assert figures.automation_rate == 0.5
    assert figures.escalation_rate == 0.25


async def test_what_the_bot_says_unasked_is_no_answer_and_begins_no_session(house: House, metrics: Metrics):
    spoken = await house.customer()
    unasked = Message(text="Posso ajudar?", unasked=Unasked(rule="cart"))
    await house.ledger.append(spoken, [NewEvent(Source.BOT, unasked)])
    await happened(house, spoken, 1, ago=timedelta(hours=9))
    figures = await metrics.dashboard(days=7)
    assert (figures.sessions, figures.automation_rate) == (1, 0)
    assert (figures.intents, figures.sentiments, figures.response_p95) == ({}, {}, 0)
    assert figures.session_minutes == pytest.approx(0, abs=0.1)


async def test_a_session_that_called_a_person_twice_counts_once(house: House, metrics: Metrics):
    id, ana = await house.waits(), await house.agent()
    await house.handoffs.take(id, ana)
    await house.handoffs.return_to_bot(id, ana)
    await calls_a_person(house, id)
    assert (await metrics.dashboard(days=7)).escalation_rate == 1


async def test_messages_are_counted_by_intent_and_sentiment(house: House, metrics: Metrics):
    id = await house.customer()
    for intent, sentiment in (
        ("order_status", "neutral"),
        ("order_status", "negative"),
        ("thanks", "positive"),
    ):
        await bot_says(house, id, intent=intent, sentiment=sentiment)
    figures = await metrics.dashboard(days=7)
    assert figures.intents == {"order_status": 2, "thanks": 1}
    assert figures.sentiments == {"neutral": 1, "negative": 1, "positive": 1}


async def test_response_times_are_percentiles_in_milliseconds(house: House, metrics: Metrics):
    id = await house.customer()
    for milliseconds in range(101):
        await bot_says(house, id, milliseconds=milliseconds)
    figures = await metrics.dashboard(days=7)
    assert (figures.response_p50, figures.response_p95) == (50, 95)


async def test_satisfaction_counts_who_rated(house: House, metrics: Metrics):
    for score in (5, 4, 1, 2):
        await rates(house, await house.customer(), score)
    await house.customer()
    assert (await metrics.dashboard(days=7)).satisfaction == Satisfaction(
        ratings=4, average=3.0, share_satisfied=0.5
    )


async def test_what_happened_before_the_period_does_not_count(house: House, metrics: Metrics):
    old = await house.customer()
    await bot_says(house, old)
    for offset in (0, 1):
        await happened(house, old, offset, ago=timedelta(days=8))
    assert (await metrics.dashboard(days=7)).sessions == 0
    assert (await metrics.dashboard(days=9)).sessions == 1


async def test_waiting_and_held_conversations_are_counted_as_they_are_now(house: House, metrics: Metrics):
    taken = await house.waits()
    await house.waits()
    await house.handoffs.take(taken, await house.agent())
    figures = await metrics.dashboard(days=1)
    assert (figures.waiting, figures.with_agents) == (1, 1)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["customer", "bot", "person", "rating"]), max_size=8))
async def test_whatever_happens_rates_are_shares_and_counts_are_not_negative(
    house: House, metrics: Metrics, happenings: list[str]
):
    id = await house.customer()
    for happening in happenings:
        match happening:
            case "customer":
                await house.says(id, "oi")
            case "bot":
                await bot_says(house, id)
            case "person":
                await calls_a_person(house, id)
            case _:
                await rates(house, id, 3)
    figures = await metrics.dashboard(days=7)
    assert figures.messages >= figures.sessions >= 1
    assert figures.escalation_rate + figures.automation_rate <= 1
    assert figures.escalation_rate >= 0 and figures.automation_rate >= 0
    assert figures.session_minutes >= 0
