"""When a turn fails: an apology, and the queue. Never silence."""

from prosa.conversations.appending import Appended
from prosa.conversations.events import (
    Event,
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
from prosa.conversations.projection import Conversation
from prosa.conversations.turn import Parts

UNKNOWN = "unknown"
"""Intent of a message that was not understood because something broke."""


async def apologise(standing: Conversation, message: Event, parts: Parts) -> Appended:
    """Apologises for a message and puts the conversation in the queue. Needs no more than it must.

    Raises `Superseded` and `DatabaseAway`, as answering does.
    """
    rendered = parts.replies.render("failure", seed=message.offset, name="", entities={})
    facts = Facts(
        intent=IntentFact(name=UNKNOWN, confidence=0),
        sentiment="neutral",
        outcome=Outcome.FAILED,
        reply=rendered.id,
    )
    said = Message(text=rendered.text, type=MessageType.APOLOGY, answers=message.offset, facts=facts)
    handoff = HandOff(
        step=HandOffStep.REQUESTED,
        reason=HandOffReason.FAILURE,
        urgency=Urgency.HIGH,
        answers=message.offset,
    )
    return await parts.ledger.append(
        standing.id,
        [NewEvent(Source.BOT, said), NewEvent(Source.BOT, handoff)],
        require=still_unanswered(standing.answered),
    )
