"""Reading the log."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from prosa.conversations.events import ConversationId, Event, Source
from prosa.conversations.models import conversation, event
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.rows import conversation_of, event_of
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database

PAGE = 500
"""Events read at most in one go."""


class Log:
    """What has happened, as committed."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def conversation(self, id: ConversationId) -> Conversation | None:
        """The conversation as it stands, or None when nothing was ever said in it."""
        async with self._database.connect() as connection:
            row = (
                await connection.execute(select(conversation).where(conversation.c.id == id))
            ).one_or_none()
        return None if row is None else conversation_of(row)

    async def after(
        self, id: ConversationId, offset: int, *, limit: int = PAGE, before: int | None = None
    ) -> list[Event]:
        """The events after this offset, in order: at most `limit`, and none at or past `before`."""
        statement = select(event).where(event.c.conversation_id == id, event.c.offset > offset)
        if before is not None:
            statement = statement.where(event.c.offset < before)
        async with self._database.connect() as connection:
            rows = await connection.execute(statement.order_by(event.c.offset).limit(limit))
        return [event_of(row, self._sealer) for row in rows]

    async def last_before(self, id: ConversationId, offset: int, limit: int) -> list[Event]:
        """The last events before this offset, in order: at most `limit`."""
        statement = (
            select(event)
            .where(event.c.conversation_id == id, event.c.offset < offset)
            .order_by(event.c.offset.desc())
            .limit(limit)
        )
        async with self._database.connect() as connection:
            rows = (await connection.execute(statement)).all()
        return [event_of(row, self._sealer) for row in reversed(rows)]

    async def all_after(self, id: ConversationId, offset: int) -> list[Event]:
        """Every event after this offset, however many, page by page."""
        events: list[Event] = []
        while page := await self.after(id, events[-1].offset if events else offset):
            events += page
            if len(page) < PAGE:
                break
        return events

    async def next_unanswered(self, standing: Conversation) -> Event | None:
        """The customer's oldest message that no turn has answered."""
        statement = (
            select(event)
            .where(
                event.c.conversation_id == standing.id,
                event.c.offset > standing.answered,
                event.c.source == Source.CUSTOMER.value,
                event.c.kind == "message",
            )
            .order_by(event.c.offset)
            .limit(1)
        )
        async with self._database.connect() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return None if row is None else event_of(row, self._sealer)

    async def unanswered(self, before: datetime, limit: int = 200) -> list[ConversationId]:
        """Conversations whose bot owes an answer since before this moment, oldest first: a node died."""
        statement = (
            select(conversation.c.id)
            .where(
                conversation.c.owner == Owner.BOT.value,
                conversation.c.last_customer_offset > conversation.c.answered,
                conversation.c.updated_at < before,
            )
            .order_by(conversation.c.updated_at)
            .limit(limit)
        )
        async with self._database.connect() as connection:
            return [ConversationId(row.id) for row in await connection.execute(statement)]

    async def moved_since(
        self, moment: datetime, among: Collection[ConversationId] | None = None
    ) -> dict[ConversationId, int]:
        """Last offsets of those of the given conversations, or of all, that changed after this moment."""
        statement = select(conversation.c.id, conversation.c.last_offset).where(
            conversation.c.updated_at > moment
        )
        async with self._database.connect() as connection:
            rows = await connection.execute(statement)
            return {id: offset for id, offset in rows if among is None or id in among}
