"""The conversation as a row: what its log adds up to, and who owns it now."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from prosa.conversations.events import (
    RESOLUTIONS,
    AgentId,
    ContactId,
    ConversationId,
    Delivery,
    Event,
    HandOff,
    HandOffCause,
    HandOffStep,
    Mark,
    Message,
    Promise,
    Rating,
    Source,
    System,
    TeamId,
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
    tags: tuple[str, ...] = ()
    """What it is about, in the agents' words."""
    snoozed_until: datetime | None = None
    """Asleep until then, or until somebody but its agent moves it."""
    resolution: str | None = None
    """Why it was resolved last: one of `RESOLUTIONS`, or "other"; None: nobody said."""
    delivered_offset: int = -1
    """The customer's device has got the agents' messages up to this offset."""
    read_offset: int = -1
    """The customer has seen them up to this one."""
    vip: bool = False
    """The site has vouched that this customer comes first among equals."""
    team: TeamId | None = None
    """Only members of this team are given it."""
    preferred_agent: AgentId | None = None
    """In the queue: who gets it, when there and free."""
    last_agent: AgentId | None = None
    """Who spoke, or had it, last."""
    lost_by: AgentId | None = None
    """In the queue: whose hands it just left, who is given it again only when there is nobody else."""
    rejoined_at: datetime | None = None
    """In the queue: when it came back, at the place it had."""
    spoken_at: datetime | None = None
    """With an agent: their first words since they have it."""
    lent_by: AgentId | None = None
    """While the bot runs `lent_form`: the agent who asked it to, and who gets the floor back."""
    lent_form: str | None = None
    waiting_since: datetime | None = None
    """With people: since when the customer waits for their answer."""
    first_response_at: datetime | None = None
    """When a person first answered, since one was called."""
    first_response_due: datetime | None = None
    next_response_due: datetime | None = None
    resolution_due: datetime | None = None
    """By when the company has promised each, in business hours. Computed as events are appended, so that
    folding a log does not give them."""
    warned: frozenset[Promise] = frozenset()
    """Of what is due: what was noticed to be near."""
    breached: frozenset[Promise] = frozenset()
    """Of what is due: what was not kept."""

    @property
    def with_people(self) -> bool:
        """Whether the customer waits for a person, or talks to one."""
        return self.owner in (Owner.QUEUE, Owner.AGENT)

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
            case Mark():
                return after._marked(event.data)
            case Delivery():
                return after._delivered(event.data)
            case System():
                return after._noticed(event.data)
            case _:
                return after

    def _said(self, source: Source, message: Message) -> "Conversation":
        match source:
            case Source.CUSTOMER:
                said = replace(
                    self,
                    customer_messages=self.customer_messages + 1,
                    last_customer_offset=self.last_offset,
                    snoozed_until=None,
                )
                if self.owner is Owner.NOBODY:
                    # What comes now is another matter, and may be rated anew.
                    return replace(said, owner=Owner.BOT, urgency=Urgency.MEDIUM, skill=None, rating=None)
                if self.owner is Owner.BOT:
                    return said
                # While a person owns the conversation the bot has nothing to answer.
                waiting = self.waiting_since or self.updated_at
                return replace(said, answered=self.last_offset, waiting_since=waiting)
            case Source.AGENT:
                counted = replace(self, agent_messages=self.agent_messages + 1)
                return counted._responded() if self.owner is Owner.AGENT else counted
            case Source.BOT:
                answered = self.answered if message.answers is None else max(self.answered, message.answers)
                return replace(self, bot_messages=self.bot_messages + 1, answered=answered)
            case Source.SYSTEM:
                return self

    def _marked(self, mark: Mark) -> "Conversation":
        match mark.what:
            case "tags":
                return replace(self, tags=mark.tags)
            case "priority":
                return replace(self, urgency=mark.priority or self.urgency)
            case "snoozed":
                return replace(self, snoozed_until=mark.until)
            case "woken":
                return replace(self, snoozed_until=None)
            case "vip":
                return replace(self, vip=mark.vip)

    def _delivered(self, delivery: Delivery) -> "Conversation":
        match delivery.state:
            case "delivered":
                return replace(self, delivered_offset=max(self.delivered_offset, delivery.of))
            case "read":
                return replace(
                    self,
                    delivered_offset=max(self.delivered_offset, delivery.of),
                    read_offset=max(self.read_offset, delivery.of),
                )
            case _:
                return self

    def _responded(self) -> "Conversation":
        """A person has answered what the customer said."""
        return replace(
            self,
            waiting_since=None,
            spoken_at=self.spoken_at or self.updated_at,
            first_response_at=self.first_response_at or self.updated_at,
            first_response_due=None,
            next_response_due=None,
            warned=self.warned & {Promise.RESOLUTION},
            breached=self.breached & {Promise.RESOLUTION},
        )

    def _without_people(self) -> "Conversation":
        """Nobody is waited for any more."""
        return replace(
            self,
            assignee=None,
            queued_at=None,
            assigned_at=None,
            answered=self.last_offset,
            team=None,
            preferred_agent=None,
            lost_by=None,
            rejoined_at=None,
            spoken_at=None,
            lent_by=None,
            lent_form=None,
            waiting_since=None,
            first_response_at=None,
            first_response_due=None,
            next_response_due=None,
            resolution_due=None,
            warned=frozenset[Promise](),
            breached=frozenset[Promise](),
        )

    def _noticed(self, told: System) -> "Conversation":
        match told.code:
            case "identified" if told.customer is not None:
                return replace(self, vip=told.detail.get("vip", "").strip().casefold() in _YES)
            case "promise_near":
                return replace(self, warned=self.warned | {Promise(told.detail["target"])})
            case "promise_broken":
                return replace(self, breached=self.breached | {Promise(told.detail["target"])})
            case _:
                return self

    def _handed(self, handoff: HandOff, at: datetime) -> "Conversation":
        handed = replace(self, snoozed_until=None)._to_whom(handoff, at)
        if handoff.step is not HandOffStep.RESOLVED:
            return handed
        why = handoff.resolution
        return replace(handed, resolution=why if why in RESOLUTIONS else "other" if why else None)

    def _to_whom(self, handoff: HandOff, at: datetime) -> "Conversation":
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
                    team=handoff.team,
                    preferred_agent=handoff.preferred or self.lent_by or self.last_agent,
                    lost_by=None,
                    rejoined_at=None,
                    spoken_at=None,
                    lent_by=None,
                    lent_form=None,
                    waiting_since=at,
                    first_response_at=None,
                )
            case HandOffStep.RELEASED:
                # Keeps its time of queueing: nobody goes to the back because an agent left.
                left = self.assignee or self.lent_by
                gone = handoff.cause is HandOffCause.GONE
                return replace(
                    self,
                    owner=Owner.QUEUE,
                    assignee=None,
                    queued_at=self.queued_at or at,
                    assigned_at=None,
                    answered=self.last_offset,
                    team=handoff.team or self.team,
                    # Who comes back may go on; who has let it go, or let it wait, shall not be next.
                    preferred_agent=handoff.preferred or (left if gone else None),
                    lost_by=None if gone else left,
                    last_agent=left or self.last_agent,
                    rejoined_at=at,
                    spoken_at=None,
                    lent_by=None,
                    lent_form=None,
                )
            case HandOffStep.ASSIGNED:
                same = handoff.cause is HandOffCause.FLOOR_BACK
                return replace(
                    self,
                    owner=Owner.AGENT,
                    assignee=handoff.agent,
                    assigned_at=at,
                    answered=self.last_offset,
                    preferred_agent=None,
                    last_agent=handoff.agent,
                    lost_by=None,
                    rejoined_at=None,
                    spoken_at=self.spoken_at if same else None,
                    lent_by=None,
                    lent_form=None,
                )
            case HandOffStep.LENT:
                # Asking the bot to go on is an answer, too.
                return replace(
                    self._responded(),
                    owner=Owner.BOT,
                    assignee=None,
                    assigned_at=None,
                    answered=self.last_offset,
                    lent_by=handoff.agent,
                    lent_form=handoff.form,
                )
            case HandOffStep.RETURNED:
                return replace(self._without_people(), owner=Owner.BOT)
            case HandOffStep.RESOLVED:
                return replace(self._without_people(), owner=Owner.NOBODY)


_YES = frozenset({"1", "true", "yes", "sim", "vip"})
