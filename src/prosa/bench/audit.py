"""Zero lost, zero doubled: the log in the database against what customers were told. Pure.

What is owed follows from the log itself: a message said while the bot owned the conversation has one answer,
unless a person took over before the bot came to it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from prosa.bench.trace import Said
from prosa.conversations.events import (
    ContactId,
    ConversationId,
    Event,
    HandOff,
    HandOffStep,
    Message,
    MessageType,
    Source,
)
from prosa.conversations.projection import Conversation

Key = tuple[UUID, int]
"""A message's place: conversation and offset."""
_PEOPLE = (HandOffStep.REQUESTED, HandOffStep.ASSIGNED, HandOffStep.RESOLVED)


@dataclass(frozen=True, slots=True)
class Audit:
    """What a count of the log found. All the lists are empty when all is well."""

    acknowledged: int
    stored: int
    """Customers' messages in the log."""
    owed: int
    """Those that the bot had to answer."""
    lost: list[str] = field(default_factory=list[str])
    """Ids of messages that were acknowledged and are not in the log, or not where it was said."""
    doubled: list[str] = field(default_factory=list[str])
    """Ids of messages that stand in the log more than once."""
    strangers: list[str] = field(default_factory=list[str])
    """Ids in the log that nobody sent."""
    unanswered: list[str] = field(default_factory=list[str])
    answered_twice: list[str] = field(default_factory=list[str])
    gaps: list[str] = field(default_factory=list[str])
    """Conversations whose offsets do not run 0, 1, 2, …"""
    unheard: list[str] = field(default_factory=list[str])
    """Ids whose answer is in the log, and did not reach the customer's socket exactly once."""
    apologies: int = 0
    """Answers in which the bot says that something broke and calls a person."""
    unacknowledged: int = 0
    """In the log without the customer having been told: a line that broke in between. Not a fault."""

    @property
    def passed(self) -> bool:
        """Nothing lost, nothing doubled."""
        return not (self.lost or self.doubled or self.strangers or self.gaps) and not (
            self.unanswered or self.answered_twice or self.unheard
        )


def audit(said: Sequence[Said], logs: Mapping[ConversationId, Sequence[Event]]) -> Audit:
    """Compares what was said, accepted and answered with the logs of all conversations of the run."""
    places: dict[str, list[Key]] = {}
    owed: set[Key] = set()
    answers: Counter[Key] = Counter()
    for conversation, events in logs.items():
        for event in events:
            if _is_said(event):
                places.setdefault(client_id(event), []).append((conversation, event.offset))
        owed |= {(conversation, offset) for offset in owed_answers(conversation, events)}
        answers.update((conversation, offset) for offset in _answered(events))
    sent = {one.id: one for one in said}
    told = [one for one in said if one.accepted_at is not None and one.offset is not None]
    at = {place: id for id, found in places.items() for place in found}
    return Audit(
        acknowledged=len(told),
        stored=sum(len(found) for found in places.values()),
        owed=len(owed),
        lost=[one.id for one in told if (UUID(one.conversation), one.offset) not in places.get(one.id, [])],
        doubled=[id for id, found in places.items() if len(found) > 1],
        strangers=[id for id in places if id not in sent],
        unanswered=[at[place] for place in owed if answers[place] == 0],
        answered_twice=[at.get(place, str(place)) for place, times in answers.items() if times > 1],
        gaps=[
            str(conversation)
            for conversation, events in logs.items()
            if [event.offset for event in events] != list(range(len(events)))
        ],
        unheard=[one.id for one in told if one.answers != answers[UUID(one.conversation), one.offset or 0]],
        apologies=sum(
            isinstance(event.data, Message) and event.data.type is MessageType.APOLOGY
            for events in logs.values()
            for event in events
        ),
        unacknowledged=sum(id in sent and sent[id].accepted_at is None for id in places),
    )


def owed_answers(conversation: ConversationId, events: Iterable[Event]) -> set[int]:
    """Offsets of the messages that the bot had to answer, answered or not."""
    standing: Conversation | None = None
    owed: set[int] = set()
    still: set[int] = set()
    for event in events:
        standing = (standing or _blank(conversation, event)).after(event)
        if _is_said(event):
            if standing.owes_answer:
                owed.add(event.offset)
                still.add(event.offset)
        elif isinstance(event.data, Message) and event.data.answers is not None:
            still.discard(event.data.answers)
        elif isinstance(event.data, HandOff) and event.data.step in _PEOPLE:
            owed -= still
            still.clear()
    return owed


def client_id(event: Event) -> str:
    """The id under which the customer sent it."""
    return (event.external_id or "").partition(":")[2]


def _answered(events: Iterable[Event]) -> list[int]:
    return [
        event.data.answers
        for event in events
        if event.source is Source.BOT and isinstance(event.data, Message) and event.data.answers is not None
    ]


def _is_said(event: Event) -> bool:
    return event.source is Source.CUSTOMER and isinstance(event.data, Message)


def _blank(conversation: ConversationId, first: Event) -> Conversation:
    return Conversation(
        id=conversation,
        contact=ContactId(conversation),
        channel="web",
        opened_at=first.at,
        updated_at=first.at,
    )
