"""Notes: what agents write for each other in a conversation, and whom they call."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId, ConversationId, Event, NewEvent, Note, Source
from prosa.conversations.ledger import Ledger
from prosa.desk.models import mention
from prosa.engines.database import Database
from prosa.people.agents import Agent
from prosa.people.models import agent as agent_table


class Notes:
    """Writes them. Anybody who works here may, in any conversation: the customer never sees one."""

    def __init__(self, database: Database, ledger: Ledger) -> None:
        self._database = database
        self._ledger = ledger

    async def write(
        self,
        id: ConversationId,
        by: Agent,
        text: str,
        message_id: str | None = None,
        mentions: Collection[AgentId] = (),
    ) -> Event:
        """A note that calls these colleagues; who does not work here is left out.

        The same `message_id` again gives the note stored the first time. Raises `UnknownConversation`.
        """
        called = await self._who_work_here(mentions)
        note = Note(text=text, mentions=called, agent=by.id, agent_name=by.name)
        external_id = None if message_id is None else f"agent:{by.id}:{id}:{message_id}"
        event = NewEvent(Source.AGENT, note, external_id)
        written = (await self._ledger.append(id, [event])).events[0]
        if called:
            # After it, since only then its offset is known; a note without its call is still read.
            async with self._database.begin() as connection:
                await _call(connection, called, written)
        return written

    async def _who_work_here(self, agents: Collection[AgentId]) -> tuple[AgentId, ...]:
        if not agents:
            return ()
        asked = select(agent_table.c.id).where(agent_table.c.id.in_(agents), ~agent_table.c.disabled)
        async with self._database.connect() as connection:
            known = {row.id for row in await connection.execute(asked)}
        return tuple(one for one in dict.fromkeys(agents) if one in known)


async def _call(connection: AsyncConnection, called: Sequence[AgentId], note: Event) -> None:
    rows = [
        {"agent_id": one, "conversation_id": note.conversation, "offset": note.offset, "at": note.at}
        for one in sorted(called)
    ]
    calls = upsert(mention).values(rows)
    later = calls.on_conflict_do_update(
        index_elements=[mention.c.agent_id, mention.c.conversation_id],
        set_={"offset": calls.excluded.offset, "at": calls.excluded.at},
        where=mention.c.offset < calls.excluded.offset,
    )
    await connection.execute(later)
