"""What agents have put on conversations, as conditions of lists."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from prosa.conversations.models import conversation
from prosa.desk.models import mention
from prosa.people.agents import Agent


def tagged(name: str) -> ColumnElement[bool]:
    """Bears this tag."""
    return conversation.c.tags.contains([name])


def asleep(now: datetime) -> ColumnElement[bool]:
    """Put aside until later."""
    return conversation.c.snoozed_until.is_not(None) & (conversation.c.snoozed_until > now)


def awake(now: datetime) -> ColumnElement[bool]:
    """Not put aside, or no longer."""
    return conversation.c.snoozed_until.is_(None) | (conversation.c.snoozed_until <= now)


def mentions(agent: Agent) -> ColumnElement[bool]:
    """A note calls this agent."""
    return conversation.c.id.in_(select(mention.c.conversation_id).where(mention.c.agent_id == agent.id))
