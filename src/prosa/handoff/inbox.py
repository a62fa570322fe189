"""What agents see: lists of conversations, and one with its log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select, tuple_

from prosa.conversations.errors import NotFoundError
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.log import Log
from prosa.conversations.models import conversation as table
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.rows import conversation_of
from prosa.engines.database import Database
from prosa.handoff.paging import Cursor
from prosa.handoff.waiting import counts_from, is_waiting
from prosa.people.agents import Agent


class View(StrEnum):
    """Which conversations an agent looks at."""

    QUEUE = "queue"
    """Waiting for a person, next first."""
    MINE = "mine"
    """Held by this agent, longest held first."""
    ALL = "all"
    """Everything, the latest opened first."""


class NoSuchConversation(NotFoundError):
    """There is no conversation with this id."""

    code = "no_such_conversation"
    says = "Esta conversa não existe."


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list."""

    conversations: tuple[Conversation, ...]
    after: str | None
    """Where the next page begins; None when this was the last."""


class Inbox:
    """Reads conversations for agents."""

    def __init__(self, database: Database, log: Log) -> None:
        self._database = database
        self._log = log

    async def page(self, view: View, agent: Agent, after: str | None = None, limit: int = 50) -> Page:
        """At most `limit` conversations of a view. Raises `BadCursor`."""
        moment, statement = _ordered(view, agent, None if after is None else Cursor.read(after))
        async with self._database.connect() as connection:
            # One more than asked for tells whether there is a next page.
            rows = list(
                await connection.execute(statement.add_columns(moment.label("moment")).limit(limit + 1))
            )
        return Page(
            tuple(conversation_of(row) for row in rows[:limit]),
            str(Cursor(rows[limit - 1].moment, rows[limit - 1].id)) if len(rows) > limit else None,
        )

    async def get(self, id: ConversationId) -> Conversation:
        """The conversation as it stands. Raises `NoSuchConversation`."""
        found = await self._log.conversation(id)
        if found is None:
            raise NoSuchConversation
        return found

    async def events(self, id: ConversationId, after: int, limit: int) -> Sequence[Event]:
        """The events after this offset, at most `limit`."""
        return await self._log.after(id, after, limit=limit)


def _ordered(
    view: View, agent: Agent, after: Cursor | None
) -> tuple[ColumnElement[datetime], Select[tuple[Any, ...]]]:
    """The moment that a view is ordered by, and its rows behind the cursor."""
    everything: Select[tuple[Any, ...]] = select(table)
    match view:
        case View.QUEUE:
            moment, chosen = counts_from, everything.where(is_waiting)
        case View.MINE:
            held = everything.where(table.c.owner == Owner.AGENT.value, table.c.assignee == agent.id)
            moment, chosen = table.c.assigned_at, held
        case View.ALL:
            moment, chosen = table.c.opened_at, everything
    key = tuple_(moment, table.c.id)
    if view is View.ALL:
        chosen = chosen.order_by(moment.desc(), table.c.id.desc())
        behind = None if after is None else key < tuple_(literal(after.at), literal(after.id))
    else:
        chosen = chosen.order_by(moment, table.c.id)
        behind = None if after is None else key > tuple_(literal(after.at), literal(after.id))
    return moment, chosen if behind is None else chosen.where(behind)
