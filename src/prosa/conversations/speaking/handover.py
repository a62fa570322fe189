"""Calling a person: what the customer is told, and the event that puts the conversation in the queue."""

from prosa.conversations.decisions import HandOver
from prosa.conversations.events import HandOff, HandOffReason, HandOffStep, Message, MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import QueuePlace, TicketCard, Urgency
from prosa.conversations.ports import Closing
from prosa.conversations.pressing import urgency_of
from prosa.conversations.speaking.closing import (
    LEFT_MESSAGE,
    calls_nobody,
    own_words,
    ticket_of,
    when_reopening,
)
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
    closing = parts.desk.outside(turn.conversation.channel)
    if closing is not None and calls_nobody(closing):
        return await _keep(closing, turn, parts, urgency)
    place = await parts.desk.place_for_new(urgency, decision.skill, turn.conversation.channel)
    text = queue_reply(
        parts, decision.reason, place, closing, name=turn.context.name, seed=turn.message.offset
    )
    handoff = HandOff(
        step=HandOffStep.REQUESTED,
        reason=decision.reason,
        urgency=urgency,
        skill=decision.skill,
        queue=place,
    )
    message = Message(text=text, type=MessageType.HANDOFF)
    return Spoken(message, Outcome.HANDED_OVER, handoff=handoff)


async def _keep(closing: Closing, turn: Turn, parts: Parts, urgency: Urgency) -> Spoken:
    """Nobody is called: the bot says so, or opens a ticket to which the next message is added."""
    if closing.outside.does == "bot":
        return Spoken(Message(text=own_words(closing) or "", type=MessageType.HANDOFF), Outcome.WARNED)
    card, effect = await ticket_of(turn.text, urgency, turn.conversation.id, parts)
    message = ticket_message(closing, card, parts, seed=turn.message.offset, name=turn.context.name)
    return Spoken(message, Outcome.TICKETED, adding=card.number, effects=(effect,))


def ticket_message(
    closing: Closing, card: TicketCard, parts: Parts, seed: int | str = 0, name: str = ""
) -> Message:
    """Says that a ticket was opened since nobody answers."""
    said = parts.replies.render("queue.message", seed=seed, name=name, ticket=card)
    own = own_words(closing, ticket=card)
    return Message(
        text=own or said.text,
        type=MessageType.TICKET,
        ticket=card,
        suggestions=said.suggestions if own is None else (),
    )


def preview(closing: Closing, parts: Parts) -> str:
    """What somebody reads who asks for a person then, and is the first to."""
    match closing.outside.does:
        case "bot":
            return own_words(closing) or ""
        case "ticket":
            card = TicketCard(
                number=1024, type=LEFT_MESSAGE, urgency=Urgency.MEDIUM, status="open", expected_at=closing.now
            )
            return ticket_message(closing, card, parts).text
        case _:
            wait = (closing.reopens_at or closing.now) - closing.now
            queues = closing.outside.does == "queue"
            place = QueuePlace(
                position=1,
                wait_seconds=max(60, int(wait.total_seconds())),
                open=queues,
                reopens_at=closing.reopens_at,
            )
            return queue_reply(parts, HandOffReason.ASKED, place, closing)


def queue_reply(
    parts: Parts,
    reason: HandOffReason,
    place: QueuePlace,
    closing: Closing | None = None,
    name: str = "",
    seed: int = 0,
) -> str:
    """Why a person is called, then the place in the queue, or when somebody answers."""
    opening = parts.replies.render(_OPENINGS[reason], seed=seed, name=name)
    if own := own_words(closing, place):
        return f"{opening.text}\n\n{own}"
    standing = parts.replies.render(
        "handoff.queued" if place.open else "handoff.closed",
        seed=seed,
        name=name,
        queue=place,
        reopens=when_reopening(place, closing, parts),
    )
    return f"{opening.text}\n\n{standing.text}"
