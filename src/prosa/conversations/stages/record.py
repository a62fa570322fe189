"""Last stage: the answer and what was understood become events of the log."""

from dataclasses import replace
from datetime import UTC, datetime

from prosa.conversations.events import Message, NewEvent, Source, System
from prosa.conversations.facts import EntityFact, Facts, IntentFact, Outcome
from prosa.conversations.fence import still_unanswered
from prosa.conversations.lending import floor_back, giving_back
from prosa.conversations.plain import options_of
from prosa.conversations.ports import Effect
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.language.understanding import ScoredIntent


async def record(turn: Turn, parts: Parts) -> Turn:
    """Appends the answer. Raises `Superseded` when it was answered, or a person took over, meanwhile."""
    spoken = turn.said
    learned = learned_of(turn, parts)
    rule = parts.pack.bot.rule(turn.understood.intent.name)
    # Nobody is asked whether it helped that a photo was received.
    small_talk = turn.wordless or (rule is not None and rule.is_small_talk)
    facts = facts_of(turn, spoken, _milliseconds_since(turn.message.at), small_talk)
    if learned:
        facts = facts.model_copy(update={"preferences": {**learned, **facts.preferences}})
    said = spoken.message.model_copy(update={"answers": turn.message.offset, "facts": facts})
    appended = await parts.ledger.append(
        turn.conversation.id,
        await _events(said, spoken, turn, parts),
        require=still_unanswered(turn.conversation.answered),
        effects=(*spoken.effects, *_remembering(turn, parts, learned)),
    )
    return replace(turn, appended=appended)


def facts_of(turn: Turn, spoken: Spoken, milliseconds: float, small_talk: bool = False) -> Facts:
    """What the turn understood and did, for the log."""
    understood = turn.understood
    asked = [one.understood.intent for one in turn.apart] or [understood.intent]
    return Facts(
        intent=_fact(asked[0]),
        alternatives=tuple(map(_fact, understood.alternatives)),
        also=tuple(map(_fact, asked[1:])),
        follows=understood.follows,
        entities=tuple(
            EntityFact(kind=e.kind, value=e.value, text=e.text, start=e.start, end=e.end)
            for e in understood.entities
        ),
        sentiment=understood.sentiment.value,
        mood=round(understood.mood, 3),
        anger=understood.anger,
        outcome=Outcome.HANDED_OVER if spoken.handoff is not None else spoken.outcome,
        form=spoken.form,
        actions=spoken.actions,
        later=spoken.later,
        adding=spoken.adding,
        options=options_of(spoken.message),
        erasing=spoken.erasing,
        offered=spoken.offered,
        products=tuple(product.id for product in spoken.message.products),
        preferences=dict(spoken.preferences),
        sureness=None if spoken.sureness is None else round(spoken.sureness, 4),
        reply=spoken.reply,
        small_talk=small_talk,
        milliseconds=milliseconds,
    )


def _fact(intent: ScoredIntent) -> IntentFact:
    return IntentFact(name=intent.name, confidence=round(intent.confidence, 4))


async def _events(said: Message, spoken: Spoken, turn: Turn, parts: Parts) -> list[NewEvent]:
    events, answers = [NewEvent(Source.BOT, said)], turn.message.offset
    lender = turn.conversation.lent_by
    if lender is not None and floor_back(
        turn.conversation, spoken.form, hands_over=spoken.handoff is not None
    ):
        back = giving_back(turn.conversation, await parts.desk.name_of(lender))
        events.append(NewEvent(Source.BOT, back.model_copy(update={"answers": answers})))
    elif spoken.handoff is not None:
        events.append(NewEvent(Source.BOT, spoken.handoff.model_copy(update={"answers": answers})))
    if spoken.forgotten:
        events.append(NewEvent(Source.SYSTEM, System(code="erased")))
    return events


def learned_of(turn: Turn, parts: Parts) -> dict[str, str]:
    """What this message tells of an identified customer that is worth keeping, by the pack's wish."""
    if turn.context.customer is None or turn.said.forgotten:
        return {}
    kept = set(parts.pack.bot.memory.keep)
    said = {entity.kind: entity.value for entity in turn.understood.entities if entity.kind in kept}
    return {**said, **turn.said.preferences}


def _remembering(turn: Turn, parts: Parts, learned: dict[str, str]) -> tuple[Effect, ...]:
    customer, known = turn.context.customer, turn.context.preferences
    if parts.customers is None or customer is None:
        return ()
    channel = {"channel": turn.conversation.channel}
    if learned.items() <= known.items() and channel.items() <= known.items():
        return ()
    return (parts.customers.remember(customer, {**channel, **learned}),)


def _milliseconds_since(moment: datetime) -> float:
    return round(max(0.0, (datetime.now(UTC) - moment).total_seconds() * 1000), 2)
