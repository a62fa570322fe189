"""When a turn fails: an apology, and the queue. Never silence."""

from prosa.conversations.appending import Appended
from prosa.conversations.events import (
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    MessageType,
    NewEvent,
    Source,
)
from prosa.conversations.facts import Facts, IntentFact, Outcome
from prosa.conversations.fence import still_unanswered
from prosa.conversations.parts import Urgency
from prosa.conversations.turn import Parts, Turn

UNKNOWN = "unknown"
"""Intent of a message that was not understood because something broke."""


async def apologise(turn: Turn, parts: Parts) -> Appended:
    """Apologises and puts the conversation in the queue. Uses only what a broken turn can rely on."""
    answers = turn.message.offset
    rendered = parts.replies.render("failure", seed=answers, name="", entities={})
    facts = Facts(
        intent=IntentFact(name=UNKNOWN, confidence=0),
        sentiment="neutral",
        outcome=Outcome.FAILED,
        reply=rendered.id,
    )
    said = Message(text=rendered.text, type=MessageType.APOLOGY, answers=answers, facts=facts)
    handoff = HandOff(
        step=HandOffStep.REQUESTED, reason=HandOffReason.FAILURE, urgency=Urgency.HIGH, answers=answers
    )
    return await parts.ledger.append(
        turn.conversation.id,
        [NewEvent(Source.BOT, said), NewEvent(Source.BOT, handoff)],
        require=still_unanswered(turn.conversation.answered),
    )
