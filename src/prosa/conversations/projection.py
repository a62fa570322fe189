"""The conversation as a row: what its log adds up to, and who owns it now."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from prosa.conversations.events import (
    AgentId,
    ContactId,
    ConversationId,
    Event,
    HandOff,
    HandOffStep,
    Message,
    Rating,
    Source,
)
from prosa.conversations.parts import Urgency


class Owner(StrEnum):
    """Who speaks next for the company. There is always exactly one."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"
    NOBODY = "resolved"
    """Resolved: the next message of the customer gives it back to the bot."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a conversation's log adds up to. Written in the same transaction as the log."""

    id: ConversationId
    contact: ContactId
    channel: str
    opened_at: datetime
    updated_at: datetime
    owner: Owner = Owner.BOT
    assignee: AgentId | None = None
    last_offset: int = -1
    last_customer_offset: int = -1
    answered: int = -1
    """Offset of the last customer message that the bot has dealt with: the fence of turns."""
    queued_at: datetime | None = None
    assigned_at: datetime | None = None
    urgency: Urgency = Urgency.MEDIUM
    skill: str | None = None
    customer_messages: int = 0
    bot_messages: int = 0
    agent_messages: int = 0
    escalations: int = 0
    rating: int | None = None

    @property
    def owes_answer(self) -> bool:
        """Whether the bot has yet to answer something the customer said."""
        return self.owner is Owner.BOT and self.last_customer_offset > self.answered

    def after(self, event: Event) -> "Conversation":
        """The conversation once this event, the next in its log, has happened."""
        after = replace(self, last_offset=event.offset, updated_at=event.at)
        match event.data:
            case Message():
                return after._said(event.source, event.data)
            case HandOff():
                return after._handed(event.data, event.at)
            case Rating(score=score):
                return replace(after, rating=score)
            case _:
                return after

    def _said(self, source: Source, message: Message) -> "Conversation":
        match source:
            case Source.CUSTOMER:
                said = replace(
                    self,
                    customer_messages=self.customer_messages + 1,
                    last_customer_offset=self.last_offset,
                )
                if self.owner is Owner.NOBODY:
                    # What comes now is another matter, and may be rated anew.
                    return replace(said, owner=Owner.BOT, urgency=Urgency.MEDIUM, skill=None, rating=None)
                # While a person owns the conversation the bot has nothing to answer.
                return said if self.owner is Owner.BOT else replace(said, answered=self.last_offset)
            case Source.AGENT:
                return replace(self, agent_messages=self.agent_messages + 1)
            case Source.BOT:
                answered = self.answered if message.answers is None else max(self.answered, message.answers)
                return replace(self, bot_messages=self.bot_messages + 1, answered=answered)
            case Source.SYSTEM:
                return self

    def _handed(self, handoff: HandOff, at: datetime) -> "Conversation":
        match handoff.step:
            case HandOffStep.REQUESTED:
                return replace(
                    self,
                    owner=Owner.QUEUE,
                    assignee=None,
                    queued_at=at,
                    assigned_at=None,
                    urgency=handoff.urgency,
                    skill=handoff.skill,
                    escalations=self.escalations + 1,
                    answered=self.last_offset,
                )
            case HandOffStep.RELEASED:
                # Keeps its time of queueing: nobody goes to the back because an agent left.
                return replace(
                    self,
                    owner=Owner.QUEUE,
                    assignee=None,
                    queued_at=self.queued_at or at,
                    assigned_at=None,
                    answered=self.last_offset,
                )
            case HandOffStep.ASSIGNED:
                return replace(
                    self, owner=Owner.AGENT, assignee=handoff.agent, assigned_at=at, answered=self.last_offset
                )
            case HandOffStep.RETURNED:
                return replace(
                    self,
                    owner=Owner.BOT,
                    assignee=None,
                    queued_at=None,
                    assigned_at=None,
                    answered=self.last_offset,
                )
            case HandOffStep.RESOLVED:
                return replace(
                    self,
                    owner=Owner.NOBODY,
                    assignee=None,
                    queued_at=None,
                    assigned_at=None,
                    answered=self.last_offset,
                )
