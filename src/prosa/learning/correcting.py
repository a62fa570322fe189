"""Agents who see that a message was understood wrongly say so, and it joins the review list."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import ConversationId, Message, Source
from prosa.conversations.facts import Facts
from prosa.conversations.models import event
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.learning.examples import LearnedExamples
from prosa.learning.intents import require_intent
from prosa.learning.items import AlreadyDecided, NoSuchMessage, ReviewItem, Status
from prosa.learning.listing import ReviewList
from prosa.learning.models import review_item as table
from prosa.learning.noticing import Reason
from prosa.packs.schema import Pack
from prosa.people.agents import Agent

_ANSWERS_AFTER = 10
"""Answers of the bot behind a message among which the one to it is looked for."""


class Corrections:
    """What agents say of the bot's understanding."""

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        review: ReviewList,
        examples: LearnedExamples,
        pack: Pack,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._sealer = sealer
        self._list = review
        self._examples = examples
        self._pack = pack
        self._clock = clock

    async def correct(
        self, conversation: ConversationId, offset: int, intent: str | None, by: Agent
    ) -> ReviewItem:
        """Puts a message on the list that was understood wrongly, with the right intent if that is known.

        Correcting again replaces the suggestion. Raises `NoSuchMessage`, `UnknownIntent`, and
        `AlreadyDecided` when the message was decided upon otherwise.
        """
        if intent is not None:
            require_intent(intent, self._pack, await self._examples.counts(), new=False)
        async with self._database.begin() as connection:
            said = await self._customer_message(connection, conversation, offset)
            facts = await self._facts(connection, conversation, offset)
            row = upsert(table).values(
                id=uuid4(),
                conversation_id=conversation,
                offset=offset,
                at=said.at,
                listed_at=self._clock(),
                reasons=[Reason.CORRECTED.value],
                intent=facts.intent.name if facts is not None else None,
                confidence=facts.intent.confidence if facts is not None else None,
                alternatives=_pairs(facts),
                suggested=intent,
                corrected_by=by.id,
                status=Status.OPEN.value,
            )
            marked = row.on_conflict_do_update(
                index_elements=[table.c.conversation_id, table.c.offset],
                set_={
                    "reasons": func.array_append(
                        func.array_remove(table.c.reasons, Reason.CORRECTED.value), Reason.CORRECTED.value
                    ),
                    "suggested": row.excluded.suggested,
                    "corrected_by": row.excluded.corrected_by,
                    "listed_at": row.excluded.listed_at,
                },
                where=table.c.status == Status.OPEN.value,
            )
            await connection.execute(marked)
            here = and_(table.c.conversation_id == conversation, table.c.offset == offset)
            item = await self._list.one(connection, here)
            if item.status is not Status.OPEN and item.decided_intent != intent:
                raise AlreadyDecided
            return item

    async def _customer_message(
        self, connection: AsyncConnection, conversation: ConversationId, offset: int
    ) -> Any:
        found = select(event.c.at).where(
            event.c.conversation_id == conversation,
            event.c.offset == offset,
            event.c.source == Source.CUSTOMER.value,
            event.c.kind == "message",
        )
        row = (await connection.execute(found)).one_or_none()
        if row is None:
            raise NoSuchMessage
        return row

    async def _facts(
        self, connection: AsyncConnection, conversation: ConversationId, offset: int
    ) -> Facts | None:
        """What the bot took this message for; None when a person was answering."""
        statement = (
            select(event)
            .where(
                event.c.conversation_id == conversation,
                event.c.offset > offset,
                event.c.source == Source.BOT.value,
                event.c.intent.is_not(None),
            )
            .order_by(event.c.offset)
            .limit(_ANSWERS_AFTER)
        )
        for row in await connection.execute(statement):
            answer = self._sealer.open(row.kind, row.data_sealed, row.conversation_id, row.offset)
            if isinstance(answer, Message) and answer.answers == offset:
                return answer.facts
        return None


def _pairs(facts: Facts | None) -> list[tuple[str, float]]:
    return [] if facts is None else [(other.name, other.confidence) for other in facts.alternatives]
