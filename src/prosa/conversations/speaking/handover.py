"""Calling a person: what the customer is told, and the event that puts the conversation in the queue."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from prosa.conversations.decisions import HandOver
from prosa.conversations.events import HandOff, HandOffReason, HandOffStep, Message, MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import QueuePlace, Urgency
from prosa.conversations.pressing import urgency_of
from prosa.conversations.turn import Parts, Spoken, Turn

_OPENINGS = {
    HandOffReason.ASKED: "handoff.asked",
    HandOffReason.UNSURE: "handoff.unsure",
    HandOffReason.ANGER: "handoff.anger",
    HandOffReason.ABUSE: "handoff.abuse",
}
"""What is said first, by reason; then comes the place in the queue."""


async def hand_over(decision: HandOver, turn: Turn, parts: Parts) -> Spoken:
    """Tells the customer why and how long, and asks for a person."""
    urgency = urgency_of(turn, parts)
    if decision.reason is HandOffReason.ANGER:
        urgency = max(urgency, Urgency.HIGH, key=lambda each: each.rank)
    if turn.conversation.lent_by is not None:
        # Somebody has asked the bot to do this, and goes on from here: nobody has to queue.
        said = parts.replies.render(
            _OPENINGS[decision.reason], seed=turn.message.offset, name=turn.context.name
        )
        back = HandOff(step=HandOffStep.REQUESTED, reason=decision.reason, urgency=urgency)
        return Spoken(Message(text=said.text, type=MessageType.HANDOFF), Outcome.HANDED_OVER, handoff=back)
    place = await parts.desk.place_for_new(urgency, decision.skill, turn.conversation.channel)
    text = queue_reply(parts, decision.reason, place, name=turn.context.name, seed=turn.message.offset)
    handoff = HandOff(
        step=HandOffStep.REQUESTED,
        reason=decision.reason,
        urgency=urgency,
        skill=decision.skill,
        queue=place,
    )
    message = Message(text=text, type=MessageType.HANDOFF)
    return Spoken(message, Outcome.HANDED_OVER, handoff=handoff)


def queue_reply(parts: Parts, reason: HandOffReason, place: QueuePlace, name: str = "", seed: int = 0) -> str:
    """Why a person is called, then the place in the queue, or when somebody answers."""
    opening = parts.replies.render(_OPENINGS[reason], seed=seed, name=name)
    standing = parts.replies.render(
        "handoff.queued" if place.open else "handoff.closed",
        seed=seed,
        name=name,
        queue=place,
        reopens=when_reopening(place, parts),
    )
    return f"{opening.text}\n\n{standing.text}"


def when_reopening(place: QueuePlace, parts: Parts) -> datetime:
    """When people are back, on the pack's clock; now, while they are there."""
    return (place.reopens_at or datetime.now(UTC)).astimezone(ZoneInfo(parts.pack.bot.timezone))
