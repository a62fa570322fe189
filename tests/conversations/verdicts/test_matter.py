from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from prosa.conversations.events import AgentId, Event, HandOffStep, Message, NewEvent, Source
from prosa.conversations.parts import SourceLink
from prosa.conversations.verdicts.matter import Matter, matter_of
from tests.conversations.saying import bot, customer, new_conversation, rated, step

ANA, BIA = AgentId(uuid4()), AgentId(uuid4())


def log(*events: NewEvent) -> list[Event]:
    conversation, now = new_conversation(), datetime.now(UTC)
    return [Event(conversation, place, now, new.source, new.data) for place, new in enumerate(events)]


def answers(intent: str, article: str | None = None, **known: Any) -> NewEvent:
    said = bot(intent={"name": intent, "confidence": 0.9}, **known).data
    assert isinstance(said, Message)
    link = () if article is None else (SourceLink(id=article, title=article, link="/"),)
    return NewEvent(Source.BOT, said.model_copy(update={"sources": link}))


def test_a_matter_is_about_what_was_answered_most_and_never_small_talk():
    events = log(
        customer("oi"),
        answers("greeting", small_talk=True),
        answers("greeting", small_talk=True),
        answers("warranty", "garantia"),
        answers("delivery_time", "prazo"),
        answers("delivery_time"),
    )
    assert matter_of(events) == Matter("bot", None, "delivery_time", "prazo")


def test_whoever_held_it_last_dealt_with_it():
    taken = (
        step(HandOffStep.ASSIGNED, ANA),
        step(HandOffStep.RELEASED, ANA),
        step(HandOffStep.ASSIGNED, BIA),
    )
    matter = matter_of(log(customer(), *taken, step(HandOffStep.RESOLVED, BIA)))
    assert (matter.by, matter.agent) == ("agent", BIA)


def test_what_was_resolved_before_is_another_matter():
    first = (customer(), answers("warranty", "garantia"), step(HandOffStep.RESOLVED, ANA), rated(1))
    second = (customer(), answers("delivery_time", "prazo"), step(HandOffStep.RESOLVED))
    assert matter_of(log(*first, *second)) == Matter("bot", None, "delivery_time", "prazo")


def test_a_conversation_without_answers_is_about_nothing():
    assert matter_of(log(customer())) == Matter()
