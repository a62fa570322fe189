"""What one appends to the ledger, and what comes of it. Pure: the ledger does the writing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prosa.conversations.events import ContactId, ConversationId, Event, Message, NewEvent, Source
from prosa.conversations.ports import Effect
from prosa.conversations.projection import Conversation

Requirement = Callable[[Conversation], None]
"""Looks at the conversation as it stands, locked, and raises what the caller of `append` should see."""

Promised = Callable[[Conversation], Conversation]
"""The conversation with what is due in it. Changes nothing else, and gives the same for the same."""


class UnknownConversation(Exception):
    """Nothing was ever said in this conversation, and the append did not say how to open it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How to open the conversation when it is not there yet."""

    contact: ContactId
    channel: str
    identity: str
    """The contact's id in the channel."""


@dataclass(frozen=True, slots=True)
class Append:
    """Events to be appended to one conversation: all of them or none."""

    conversation: ConversationId
    events: Sequence[NewEvent]
    opening: Opening | None = None
    require: Requirement | None = None
    effects: Sequence[Effect] = ()


@dataclass(frozen=True, slots=True)
class Appended:
    """The outcome of an append."""

    conversation: Conversation
    """As it stands after it."""
    events: tuple[Event, ...]
    """The stored events. Of a duplicate: those stored the first time."""
    before: Conversation | None = None
    """As it stood before it; None for a duplicate, which changed nothing."""

    @property
    def duplicate(self) -> bool:
        """Whether all this was in the log already, and nothing was stored."""
        return self.before is None

    @property
    def oldest_unanswered(self) -> Event | None:
        """The message to answer next, when it is among these events; None: look at the log."""
        if self.before is None or self.before.owes_answer:
            return None
        return next((event for event in self.events if _is_said_by_customer(event)), None)


def _is_said_by_customer(event: Event) -> bool:
    return event.source is Source.CUSTOMER and isinstance(event.data, Message)


@dataclass(slots=True)
class Group:
    """Appends that share a transaction, applied one after the other to the locked conversations."""

    standing: dict[ConversationId, Conversation]
    stored: dict[tuple[str, str], Event]
    """Events already in the log, by channel and external id."""
    now: datetime
    promise: Promised | None = None
    fresh: list[tuple[Event, str]] = field(default_factory=list[tuple[Event, str]])
    """Events to insert, each with its channel."""
    changed: set[ConversationId] = field(default_factory=set[ConversationId])

    def apply(self, append: Append) -> Appended:
        """Applies one append. Raises what its requirement raises, having changed nothing."""
        conversation = self.standing.get(append.conversation)
        if conversation is None:
            raise UnknownConversation(append.conversation)
        if stored := self._stored_before(append, conversation.channel):
            return Appended(conversation, stored)
        if append.require is not None:
            append.require(conversation)
        before = conversation
        events: list[Event] = []
        for new in append.events:
            event = Event(
                conversation=conversation.id,
                offset=conversation.last_offset + 1,
                at=max(self.now, conversation.updated_at),
                source=new.source,
                data=new.data,
                external_id=new.external_id,
            )
            conversation = conversation.after(event)
            events.append(event)
        if self.promise is not None:
            conversation = self.promise(conversation)
        self._remember(conversation, events)
        return Appended(conversation, tuple(events), before)

    def _stored_before(self, append: Append, channel: str) -> tuple[Event, ...]:
        ids = [new.external_id for new in append.events if new.external_id is not None]
        return tuple(self.stored[channel, id] for id in ids if (channel, id) in self.stored)

    def _remember(self, conversation: Conversation, events: Sequence[Event]) -> None:
        self.standing[conversation.id] = conversation
        self.changed.add(conversation.id)
        for event in events:
            self.fresh.append((event, conversation.channel))
            if event.external_id is not None:
                self.stored[conversation.channel, event.external_id] = event
