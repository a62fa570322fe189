"""Notices, once each, that a promise to a customer is near or was not kept: as events of the log."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime

from prometheus_client import Counter
from sqlalchemy import and_, or_, select

from prosa.conversations.events import ConversationId, NewEvent, Promise, Source, System
from prosa.conversations.ledger import Ledger
from prosa.conversations.models import conversation as table
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.rows import conversation_of
from prosa.engines.database import Database
from prosa.handoff.levels import LEAD, ServiceLevels, due_of

AT_ONCE = 500

noticed = Counter("prosa_promises", "Promises to customers who wait that were near or broken", ["code"])


class Settled(Exception):
    """It was noticed by another node, or kept, meanwhile."""


class Reminder:
    """One node's eye on what is due."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        levels: ServiceLevels,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._levels = levels
        self._clock = clock

    async def round(self) -> int:
        """Notices what is to be noticed now. Returns how many."""
        await self._levels.refresh()
        count = 0
        for one in await self._due():
            for promise, code in self._notices(one):
                count += await self._notice(one.id, promise, code)
        return count

    async def _due(self) -> list[Conversation]:
        soon = self._clock() + LEAD
        columns = {
            Promise.FIRST_RESPONSE: table.c.first_response_due,
            Promise.NEXT_RESPONSE: table.c.next_response_due,
            Promise.RESOLUTION: table.c.resolution_due,
        }
        unnoticed = or_(
            *(
                and_(column <= soon, ~table.c.breached.contains([promise.value]))
                for promise, column in columns.items()
            )
        )
        people = table.c.owner.in_((Owner.QUEUE.value, Owner.AGENT.value))
        async with self._database.connect() as connection:
            rows = await connection.execute(select(table).where(people, unnoticed).limit(AT_ONCE))
            return [conversation_of(row) for row in rows]

    def _notices(self, one: Conversation) -> Iterable[tuple[Promise, str]]:
        now = self._clock()
        for promise in Promise:
            due = due_of(one, promise)
            if due is None:
                continue
            if due <= now:
                if promise not in one.breached:
                    yield promise, "promise_broken"
            elif due - self._levels.levels[one.urgency].lead(promise) <= now and promise not in one.warned:
                yield promise, "promise_near"

    async def _notice(self, id: ConversationId, promise: Promise, code: str) -> int:
        def require(conversation: Conversation) -> None:
            seen = conversation.breached if code == "promise_broken" else conversation.warned
            if due_of(conversation, promise) is None or promise in seen or not conversation.with_people:
                raise Settled

        event = System.model_validate({"code": code, "detail": {"target": promise.value}})
        with suppress(Settled):
            await self._ledger.append(id, [NewEvent(Source.SYSTEM, event)], require=require)
            noticed.labels(code).inc()
            return 1
        return 0
