"""Notes that name colleagues, as the log tells of them just after they were written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import and_, select

from prosa.console.listing.rows import beginning
from prosa.conversations.events import AgentId, ConversationId, Note
from prosa.conversations.models import conversation, event
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.security.encryption import Undecipherable

LATEST = 20
"""Events of a conversation that are looked at: what came before them was told before."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Call:
    """A note that names somebody."""

    conversation: ConversationId
    offset: int
    at: datetime
    agents: frozenset[AgentId]
    text: str
    """Who wrote it, and how it begins."""


class Calls:
    """Reads them."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    async def since(self, among: Collection[ConversationId], moment: datetime) -> list[Call]:
        """Of these conversations, among the latest events, in the order of the log."""
        latest = and_(
            event.c.conversation_id == conversation.c.id,
            event.c.offset > conversation.c.last_offset - LATEST,
        )
        statement = (
            select(event)
            .join(conversation, latest)
            .where(conversation.c.id.in_(among), event.c.kind == "note", event.c.at >= moment)
            .order_by(event.c.conversation_id, event.c.offset)
        )
        async with self._database.connect() as connection:
            rows = (await connection.execute(statement)).all()
        found: list[Call] = []
        for row in rows:
            try:
                data = self._sealer.open(row.kind, row.data_sealed, row.conversation_id, row.offset)
            except Undecipherable as error:
                log.warning("a note does not open", reason=str(error))
                continue
            if isinstance(data, Note) and data.mentions:
                text = beginning(data.text if data.agent_name is None else f"{data.agent_name}: {data.text}")
                id = ConversationId(row.conversation_id)
                found.append(Call(id, row.offset, row.at, frozenset(data.mentions), text))
        return found
