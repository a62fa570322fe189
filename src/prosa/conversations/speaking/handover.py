"""Calling a person: what the customer is told, and the event that puts the conversation in the queue."""

from datetime import datetime
from zoneinfo import ZoneInfo

from prosa.conversations.decisions import HandOver
from prosa.conversations.events import (
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    MessageType,
)
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import Urgency
from prosa.conversations.speaking.voice import utter
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
    understood = turn.understood
    urgency = parts.urgency(turn.text, understood.mood, understood.anger)
    if decision.reason is HandOffReason.ANGER:
        urgency = max(urgency, Urgency.HIGH, key=lambda each: each.rank)
    place = await parts.desk.place_for_new(urgency, decision.skill)
    opening = utter(turn, parts, _OPENINGS.get(decision.reason, "handoff.unsure"))
    standing = utter(
        turn,
        parts,
        "handoff.queued" if place.open else "handoff.closed",
        queue=place,
        reopens=_local(place.reopens_at, parts),
    )
    message = Message(text=f"{opening.text}\n\n{standing.text}", type=MessageType.HANDOFF)
    handoff = HandOff(
        step=HandOffStep.REQUESTED,
        reason=decision.reason,
        urgency=urgency,
        skill=decision.skill,
        queue=place,
    )
    return Spoken(message, Outcome.HANDED_OVER, standing.reply, handoff=handoff)


def _local(moment: datetime | None, parts: Parts) -> datetime | None:
    return None if moment is None else moment.astimezone(ZoneInfo(parts.pack.bot.timezone))
