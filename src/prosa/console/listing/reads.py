"""What each agent has seen of a conversation."""

from collections.abc import Collection

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert

from prosa.console.listing.filters import Clock, utc_now
from prosa.console.listing.models import agent_read
from prosa.conversations.events import AgentId, ConversationId, Source
from prosa.conversations.models import conversation, event
from prosa.engines.database import Database

Seen = dict[tuple[AgentId, ConversationId], int]
"""How many of the customer's messages an agent has seen."""


class Reads:
    """Keeps how far each agent has read. It only ever moves forward."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def saw(self, agent: AgentId, id: ConversationId, offset: int) -> bool:
        """The agent has seen everything up to this offset. False when that is nothing new."""
        after = (
            select(func.count())
            .where(
                event.c.conversation_id == id,
                event.c.offset > offset,
                event.c.source == Source.CUSTOMER.value,
                event.c.kind == "message",
            )
            .scalar_subquery()
        )
        said = select(
            literal(agent),
            conversation.c.id,
            func.least(conversation.c.last_offset, offset),
            conversation.c.customer_messages - after,
            literal(self._clock()),
        ).where(conversation.c.id == id)
        statement = upsert(agent_read).from_select(
            ["agent_id", "conversation_id", "offset", "customer_messages", "at"], said
        )
        moved = statement.on_conflict_do_update(
            index_elements=[agent_read.c.agent_id, agent_read.c.conversation_id],
            set_={name: statement.excluded[name] for name in ("offset", "customer_messages", "at")},
            where=agent_read.c.offset < statement.excluded.offset,
        ).returning(agent_read.c.offset)
        async with self._database.begin() as connection:
            return (await connection.execute(moved)).one_or_none() is not None

    async def seen(self, agents: Collection[AgentId], conversations: Collection[ConversationId]) -> Seen:
        """How many of the customer's messages each agent has seen; without an entry, none."""
        if not agents or not conversations:
            return {}
        statement = select(
            agent_read.c.agent_id, agent_read.c.conversation_id, agent_read.c.customer_messages
        ).where(agent_read.c.agent_id.in_(agents), agent_read.c.conversation_id.in_(conversations))
        async with self._database.connect() as connection:
            return {
                (AgentId(agent), ConversationId(id)): count
                for agent, id, count in await connection.execute(statement)
            }
