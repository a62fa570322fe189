"""The words tests use to put events into a log."""

from uuid import UUID, uuid4

from prosa.conversations.appending import Opening
from prosa.conversations.events import (
    AgentId,
    ContactId,
    ConversationId,
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    NewEvent,
    Rating,
    Source,
    System,
)
from prosa.conversations.facts import Facts, IntentFact, Outcome


def new_conversation() -> ConversationId:
    return ConversationId(uuid4())


def opening_of(conversation: UUID, channel: str = "web") -> Opening:
    return Opening(ContactId(conversation), channel, str(conversation))


def customer(text: str = "oi", id: str | None = None) -> NewEvent:
    return NewEvent(Source.CUSTOMER, Message(text=text), id)


def bot(
    text: str = "Olá!", *, answers: int | None = None, outcome: Outcome = Outcome.ANSWERED, **known: object
) -> NewEvent:
    """An answer of the bot; `known` are fields of its facts."""
    facts = Facts.model_validate(
        {"intent": IntentFact(name="greeting", confidence=0.9), "sentiment": "neutral", "outcome": outcome}
        | known
    )
    return NewEvent(Source.BOT, Message(text=text, answers=answers, facts=facts))


def agent_says(text: str = "Sou a Ana, posso ajudar?") -> NewEvent:
    return NewEvent(Source.AGENT, Message(text=text, agent_name="Ana"))


def asks_for_a_person() -> NewEvent:
    return NewEvent(Source.CUSTOMER, HandOff(step=HandOffStep.REQUESTED, reason=HandOffReason.ASKED))


def step(step: HandOffStep, agent: AgentId | None = None) -> NewEvent:
    form = "exchange" if step is HandOffStep.LENT else None
    return NewEvent(Source.AGENT, HandOff(step=step, agent=agent or AgentId(uuid4()), form=form))


def rated(score: int = 5) -> NewEvent:
    return NewEvent(Source.CUSTOMER, Rating(score=score))


def identified(**profile: str) -> NewEvent:
    return NewEvent(Source.SYSTEM, System(code="identified", detail=profile))
