"""Notes: what agents write for each other in a conversation, and whom they call."""

from collections.abc import Collection, Sequence

from sqlalchemy import ARRAY, Uuid, and_, cast, func, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId, ConversationId, Event, NewEvent, Note, Source
from prosa.conversations.ledger import Ledger
from prosa.conversations.models import event as event_table
from prosa.conversations.projection import Conversation
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
        call = _Call(called)
        appended = await self._ledger.append(id, [event], require=call.stands, effects=[call])
        return appended.events[0]

    async def _who_work_here(self, agents: Collection[AgentId]) -> tuple[AgentId, ...]:
        if not agents:
            return ()
        asked = select(agent_table.c.id).where(agent_table.c.id.in_(agents), ~agent_table.c.disabled)
        async with self._database.connect() as connection:
            known = {row.id for row in await connection.execute(asked)}
        return tuple(one for one in dict.fromkeys(agents) if one in known)


class _Call:
    """Calls colleagues to a note, in the transaction that writes it."""

    def __init__(self, called: Sequence[AgentId]) -> None:
        self._called = sorted(called)
        self._before: Conversation | None = None

    def stands(self, conversation: Conversation) -> None:
        """The note comes right behind what is there now. Asked again when the transaction is tried again."""
        self._before = conversation

    async def __call__(self, connection: AsyncConnection) -> None:
        if not self._called or self._before is None:
            return
        note = and_(
            event_table.c.conversation_id == self._before.id,
            event_table.c.offset == self._before.last_offset + 1,
        )
        rows = select(
            func.unnest(cast(self._called, ARRAY(Uuid))),
            event_table.c.conversation_id,
            event_table.c.offset,
            event_table.c.at,
        ).where(note)
        calls = upsert(mention).from_select(["agent_id", "conversation_id", "offset", "at"], rows)
        later = calls.on_conflict_do_update(
            index_elements=[mention.c.agent_id, mention.c.conversation_id],
            set_={"offset": calls.excluded.offset, "at": calls.excluded.at},
            where=mention.c.offset < calls.excluded.offset,
        )
        await connection.execute(later)
