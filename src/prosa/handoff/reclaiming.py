"""Takes back what nobody looks after: from who is gone, from who does not answer, and from idle forms."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from prometheus_client import Counter
from sqlalchemy import or_, select

from prosa.conversations.events import AgentId, ConversationId, HandOffCause
from prosa.conversations.models import conversation as table
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.rows import conversation_of
from prosa.engines.database import Database
from prosa.handoff.attendance import Attendance
from prosa.handoff.presence import Presence
from prosa.handoff.transfers import Changed, NoSuchAgent, Transfers

taken_back = Counter("prosa_queue_taken_back", "Conversations taken back from agents", ["cause"])

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited."""

    answer: timedelta
    """For an agent's first words to who waits."""
    form: timedelta
    """For a customer to go on with a form that the bot was asked to run."""


class Reclaimer:
    """One node's eye on what agents hold."""

    def __init__(
        self,
        database: Database,
        transfers: Transfers,
        attendance: Attendance,
        patience: Patience,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._transfers = transfers
        self._attendance = attendance
        self._patience = patience
        self._clock = clock

    async def round(self) -> int:
        """Takes back what is to be taken back now. Returns how many."""
        held = await self._held()
        if not held:
            return 0
        holders = {holder for one in held if (holder := _holder(one)) is not None}
        presences = {one.id: one.presence for one in await self._attendance.everyone(holders)}
        count = 0
        for one in held:
            holder = _holder(one)
            if holder is None:
                continue
            if presences.get(holder, Presence.OFFLINE) is Presence.OFFLINE:
                count += await self._take_back(one.id, holder, HandOffCause.GONE)
            elif self._lets_wait(one):
                count += await self._take_back(one.id, holder, HandOffCause.NO_ANSWER)
                await self._attendance.doze(holder)
            elif self._form_is_idle(one):
                # Who was locked out a moment ago is nobody any more: the next round takes it from them.
                with suppress(Changed, NoSuchAgent):
                    await self._transfers.floor_back(one.id, holder)
                    count += 1
        return count

    async def _held(self) -> list[Conversation]:
        statement = select(table).where(or_(table.c.owner == Owner.AGENT.value, table.c.lent_by.is_not(None)))
        async with self._database.connect() as connection:
            return [conversation_of(row) for row in await connection.execute(statement)]

    def _lets_wait(self, one: Conversation) -> bool:
        """Whether the agent got it, and has said nothing to who waits, for too long."""
        if one.owner is not Owner.AGENT or one.spoken_at is not None:
            return False
        if one.assigned_at is None or one.waiting_since is None:
            return False
        return self._clock() - max(one.assigned_at, one.waiting_since) >= self._patience.answer

    def _form_is_idle(self, one: Conversation) -> bool:
        idle = self._clock() - one.updated_at >= self._patience.form
        return one.owner is Owner.BOT and not one.owes_answer and idle

    async def _take_back(self, id: ConversationId, holder: AgentId, cause: HandOffCause) -> int:
        try:
            await self._transfers.take_back(id, holder, cause)
        except Changed:
            return 0
        taken_back.labels(cause.value).inc()
        log.info("a conversation is back in the queue", conversation=str(id), cause=cause.value)
        return 1


def _holder(one: Conversation) -> AgentId | None:
    return one.assignee or one.lent_by
