"""The logs of a run's conversations, read from the database itself."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from prosa.conversations.events import ConversationId, Event
from prosa.conversations.models import event
from prosa.conversations.rows import event_of
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database

AT_A_TIME = 500


async def stored_logs(
    database: Database, sealer: Sealer, conversations: Collection[UUID]
) -> dict[ConversationId, list[Event]]:
    """The log of each of these conversations, in order; of one that nobody wrote in, none.

    Raises `DatabaseAway`, and `Undecipherable` when these are not the keys of the server.
    """
    logs: dict[ConversationId, list[Event]] = {}
    ids = sorted(conversations)
    for begin in range(0, len(ids), AT_A_TIME):
        some = ids[begin : begin + AT_A_TIME]
        statement = (
            select(event)
            .where(event.c.conversation_id.in_(some))
            .order_by(event.c.conversation_id, event.c.offset)
        )
        async with database.connect() as connection:
            rows = (await connection.execute(statement)).all()
        for found in (event_of(row, sealer) for row in rows):
            logs.setdefault(found.conversation, []).append(found)
    return logs
