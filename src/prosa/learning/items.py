"""What stands on the review list, and what can go wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from prosa.conversations.errors import Conflict, Invalid, NotFoundError
from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.facts import IntentFact
from prosa.learning.intents import IntentState
from prosa.learning.noticing import Reason


class NoSuchItem(NotFoundError):
    """There is no such message on the list: it never was, or its conversation was erased."""

    code = "no_such_item"
    says = "Esta mensagem não está na lista de revisão."


class NoSuchMessage(NotFoundError):
    """The conversation has no message of the customer at this offset."""

    code = "no_such_message"
    says = "Não há uma mensagem do cliente nesta posição da conversa."


class AlreadyDecided(Conflict):
    """Somebody has decided otherwise."""

    code = "already_decided"
    says = "Outra decisão já foi tomada sobre esta mensagem. Reabra-a para decidir de novo."


class TeachesOtherwise(Conflict):
    """The same message is an example of another intent."""

    code = "teaches_otherwise"

    def __init__(self, intent: str) -> None:
        super().__init__(f'Este exemplo já ensina a intenção "{intent}". Mude-o lá antes de usá-lo aqui.')


class NothingToLearn(Invalid):
    """Without what identifies somebody, nothing is left of the message."""

    code = "nothing_to_learn"
    says = "Sem os dados pessoais, não sobra nada para ensinar. Reescreva o exemplo ou descarte a mensagem."


class Status(StrEnum):
    """What became of a message on the list."""

    OPEN = "open"
    ACCEPTED = "accepted"
    """It is an example now, or there already was an equal one."""
    DISMISSED = "dismissed"
    """There is nothing to learn from it."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A message of a customer on the review list."""

    id: UUID
    conversation: ConversationId
    offset: int
    """Of the message in its conversation's log."""
    at: datetime
    """When it was said."""
    listed_at: datetime
    text: str
    reasons: tuple[Reason, ...]
    understood: IntentFact | None
    """What the bot took it for; None when a person was answering."""
    alternatives: tuple[IntentFact, ...]
    suggested: str | None
    """The intent to accept with one click: the agent's, else what the bot took it for."""
    corrected_by: AgentId | None
    status: Status
    decided_intent: str | None
    decided_by: AgentId | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of accepting a message."""

    item: ReviewItem
    example: str
    """The message as it will be taught: without what identifies somebody."""
    duplicate: bool
    """An equal example was there: nothing was added."""
    intent: IntentState


@dataclass(frozen=True, slots=True)
class Filter:
    """Which messages of the list to show."""

    status: Status | None = Status.OPEN
    reason: Reason | None = None
    intent: str | None = None
    """The suggested one."""
    since: datetime | None = None
    """Said at this moment or later."""
    until: datetime | None = None
    """Said before this moment."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A part of the list."""

    items: tuple[ReviewItem, ...]
    after: str | None
    """Where the next page begins; None when this was the last."""
