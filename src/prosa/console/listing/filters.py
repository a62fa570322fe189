"""Which conversations a list holds, and in what order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from prosa.conversations.models import conversation
from prosa.conversations.projection import Owner
from prosa.desk.models import mention
from prosa.handoff.waiting import counts_from, holds, is_waiting
from prosa.people.agents import Agent

FRESH = timedelta(days=1)
"""The bot's conversations are open for so long after anything happened in them."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class View(StrEnum):
    """Which conversations an agent looks at."""

    QUEUE = "queue"
    """Waiting for a person, next first."""
    MINE = "mine"
    """Held by this agent, also while the bot runs a form for them, the latest moved first; asleep ones are in
    `snoozed`."""
    UNASSIGNED = "unassigned"
    """Open and held by nobody, the latest moved first: waiting, or with the bot and moved within a day."""
    ALL = "all"
    """Everything open, the latest moved first; with `q`, everything there ever was."""
    MENTIONS = "mentions"
    """In which a note names this agent, the latest moved first."""
    SNOOZED = "snoozed"
    """This agent's, asleep."""
    RESOLVED = "resolved"
    """Resolved, the latest first."""


class Deadline(StrEnum):
    """How a promised time stands."""

    DUE = "due"
    """Near."""
    BREACHED = "breached"
    """Past."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which conversations to list; what is left out does not matter."""

    view: View = View.QUEUE
    team: UUID | None = None
    tag: str | None = None
    channel: str | None = None
    sla: Deadline | None = None
    q: str | None = None
    """Words that must all have been said, or be known of the customer."""


held = or_(conversation.c.owner == Owner.AGENT.value, conversation.c.lent_by.is_not(None))
"""With a person, also while the bot runs a form for that person."""

broken = func.cardinality(conversation.c.breached) > 0
near = and_(func.cardinality(conversation.c.warned) > 0, ~broken)


def fresh(now: datetime) -> ColumnElement[bool]:
    """With the bot alone, and moved lately."""
    return and_(
        conversation.c.owner == Owner.BOT.value,
        conversation.c.lent_by.is_(None),
        conversation.c.updated_at >= now - FRESH,
    )


def moment_of(view: View) -> ColumnElement[datetime]:
    """What a view is ordered by."""
    return counts_from if view is View.QUEUE else conversation.c.updated_at


def asleep(now: datetime) -> ColumnElement[bool]:
    """Put aside until later."""
    return and_(conversation.c.snoozed_until.is_not(None), conversation.c.snoozed_until > now)


def condition(only: Filter, agent: Agent, now: datetime) -> ColumnElement[bool]:
    """What holds for every conversation of the list, but for the words that are looked for."""
    wanted = [_in_view(only, agent, now)]
    if only.channel is not None:
        wanted.append(conversation.c.channel == only.channel)
    if only.team is not None:
        wanted.append(conversation.c.team == only.team)
    if only.tag is not None:
        wanted.append(conversation.c.tags.contains([only.tag]))
    if only.sla is not None:
        wanted.append(near if only.sla is Deadline.DUE else broken)
    return and_(*wanted)


def _in_view(only: Filter, agent: Agent, now: datetime) -> ColumnElement[bool]:
    match only.view:
        case View.QUEUE:
            return is_waiting
        case View.MINE:
            return and_(holds(agent.id), ~asleep(now))
        case View.UNASSIGNED:
            return or_(is_waiting, fresh(now))
        case View.ALL:
            return or_(held, is_waiting, fresh(now)) if only.q is None else true()
        case View.RESOLVED:
            return conversation.c.owner == Owner.NOBODY.value
        case View.MENTIONS:
            called = select(mention.c.conversation_id).where(mention.c.agent_id == agent.id)
            return conversation.c.id.in_(called)
        case View.SNOOZED:
            return and_(holds(agent.id), asleep(now))
