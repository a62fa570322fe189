"""Events and signals as frames of the socket protocol."""

from prosa.channels.web.protocol import (
    AgentMessage,
    DraftFrame,
    Escalated,
    FileLink,
    Frame,
    LogFrame,
    MessageFrame,
    QueueFrame,
    RatingFrame,
    ResponseBody,
    ResponseFrame,
    ThumbFrame,
    TypingFrame,
)
from prosa.conversations.events import Event, HandOff, HandOffStep, Message, Rating, Source, Thumb
from prosa.conversations.parts import FileCard
from prosa.conversations.projection import Owner
from prosa.conversations.signals import Draft, Looking, Place, Signal, Typing
from prosa.conversations.verdicts.taking import answered
from prosa.desk.files.links import FileLinks
from prosa.desk.files.sniffing import PICTURES

_OWNER_AFTER = {
    HandOffStep.ASSIGNED: Owner.AGENT,
    HandOffStep.RELEASED: Owner.QUEUE,
    HandOffStep.RETURNED: Owner.BOT,
    HandOffStep.RESOLVED: Owner.NOBODY,
    HandOffStep.LENT: Owner.BOT,
}


def frame_of(event: Event, files: FileLinks | None = None) -> LogFrame | None:
    """The frame that tells a customer of this event; None for what customers do not see.

    `files` makes the links by which they open files; without it, there are none.
    """
    match event.data:
        case Message() as message:
            return _message(event, message, files)
        case HandOff(step=HandOffStep.REQUESTED) as handoff:
            reason = handoff.reason.value if handoff.reason is not None else None
            return Escalated(offset=event.offset, at=event.at, reason=reason, queue=handoff.queue)
        case HandOff() as handoff:
            owner = _OWNER_AFTER[handoff.step].value
            return QueueFrame(offset=event.offset, at=event.at, owner=owner, agent_name=handoff.agent_name)
        case Rating(score=score):
            return RatingFrame(offset=event.offset, at=event.at, score=score)
        case Thumb(of=of, up=up):
            return ThumbFrame(offset=event.offset, at=event.at, of=of, up=up)
        case _:
            return None


def frame_of_signal(signal: Signal) -> Frame | None:
    """The frame that tells a customer of this signal; None for what customers do not see."""
    match signal:
        case Typing(source=source, on=on):
            return None if source == "customer" else TypingFrame(on=on, source=source)
        case Draft(answers=answers, sequence=sequence, text=text):
            return DraftFrame(answers=answers, sequence=sequence, text=text)
        case Place(place=place):
            return QueueFrame(owner="queue", queue=place)
        case Looking():
            return None


def _message(event: Event, message: Message, files: FileLinks | None) -> LogFrame | None:
    match event.source:
        case Source.CUSTOMER:
            return MessageFrame(
                offset=event.offset,
                at=event.at,
                id=client_id(event.external_id),
                text=message.text,
                files=_files(message, files),
            )
        case Source.AGENT:
            return AgentMessage(
                offset=event.offset,
                at=event.at,
                text=message.text,
                agent_name=message.agent_name,
                files=_files(message, files),
            )
        case Source.BOT | Source.SYSTEM:
            return _response(event, message)


def _files(message: Message, files: FileLinks | None) -> tuple[FileLink, ...]:
    return () if files is None else tuple(_file(card, files) for card in message.files)


def _file(card: FileCard, files: FileLinks) -> FileLink:
    return FileLink(
        name=card.name,
        media_type=card.media_type,
        bytes=card.bytes,
        link=files.link(card.id),
        picture=card.media_type in PICTURES,
    )


def _response(event: Event, message: Message) -> ResponseFrame:
    facts = message.facts
    return ResponseFrame(
        offset=event.offset,
        at=event.at,
        answers=message.answers,
        response=body_of(message),
        intent=facts.intent.name if facts is not None else None,
        confidence=facts.intent.confidence if facts is not None else None,
        entities=facts.entities if facts is not None else (),
        sentiment=facts.sentiment if facts is not None else None,
        alternatives=facts.alternatives if facts is not None else (),
        thumbs=answered(event) is not None,
    )


def body_of(message: Message) -> ResponseBody:
    """What the bot says, as it crosses the wire."""
    return ResponseBody(
        text=message.text,
        type=message.type.value,
        suggestions=message.suggestions,
        actions=message.actions,
        product=message.products[0] if len(message.products) == 1 else None,
        products=message.products,
        order=message.order,
        ticket=message.ticket,
        sources=message.sources,
        parts=message.parts,
    )


def client_id(external_id: str | None) -> str | None:
    """The client's own id in an external id of this channel (see `sessions.external_id`)."""
    return None if external_id is None else external_id.partition(":")[2]
