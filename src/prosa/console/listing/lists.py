"""Lists of conversations, page by page."""

from typing import Any

from sqlalchemy import ColumnElement, Select, literal, tuple_

from prosa.console.listing.filters import Clock, Filter, View, condition, moment_of, utc_now
from prosa.console.listing.reads import Reads
from prosa.console.listing.rows import Rows, everything
from prosa.console.listing.schemas import ConversationRow, RowPage
from prosa.console.searching.finding import Search
from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.models import conversation
from prosa.engines.database import Database
from prosa.handoff.paging import Cursor
from prosa.people.agents import Agent


class Lists:
    """Reads lists for agents."""

    def __init__(
        self, database: Database, rows: Rows, reads: Reads, search: Search, clock: Clock = utc_now
    ) -> None:
        self._database = database
        self._search = search
        self._rows = rows
        self._reads = reads
        self._clock = clock

    async def page(self, only: Filter, agent: Agent, after: str | None = None, limit: int = 50) -> RowPage:
        """At most `limit` conversations of a list, and where the next page begins. Raises `BadCursor`."""
        moment = moment_of(only.view)
        chosen = everything().where(condition(only, agent, self._clock()))
        if only.q is not None:
            said = self._search.holds(only.q)
            if said is None:
                return RowPage(conversations=(), after=None)
            chosen = chosen.where(said)
        statement = _behind(chosen, moment, only.view, None if after is None else Cursor.read(after))
        async with self._database.connect() as connection:
            # One more than asked for tells whether there is a next page.
            found = (
                await connection.execute(statement.add_columns(moment.label("moment")).limit(limit + 1))
            ).all()
        shown = found[:limit]
        conversations = await self._seen_by(agent, shown)
        if only.q is not None:
            places = await self._search.places(only.q, [row.id for row in shown])
            conversations = tuple(
                row.model_copy(update={"found": places.get(row.id)}) for row in conversations
            )
        return RowPage(
            conversations=conversations,
            after=str(Cursor(shown[-1].moment, shown[-1].id)) if len(found) > limit else None,
        )

    async def _seen_by(self, agent: Agent, found: Any) -> tuple[ConversationRow, ...]:
        listed = await self._rows.open(found)
        id = AgentId(agent.id)
        seen = await self._reads.seen([id], [ConversationId(one.conversation.id) for one in listed])
        return tuple(one.row(seen.get((id, one.conversation.id), 0)) for one in listed)


def _behind(
    chosen: Select[tuple[Any, ...]], moment: ColumnElement[Any], view: View, after: Cursor | None
) -> Select[tuple[Any, ...]]:
    """The list in its order, from behind the cursor on."""
    key = tuple_(moment, conversation.c.id)
    place = None if after is None else tuple_(literal(after.at), literal(after.id))
    if view is View.QUEUE:
        ordered = chosen.order_by(moment, conversation.c.id)
        return ordered if place is None else ordered.where(key > place)
    ordered = chosen.order_by(moment.desc(), conversation.c.id.desc())
    return ordered if place is None else ordered.where(key < place)
