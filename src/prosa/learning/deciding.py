"""What people decide about messages on the review list."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Invalid, Unavailable
from prosa.engines.database import Database
from prosa.language.batching import Overloaded
from prosa.language.understanding import Cues, Understanding
from prosa.learning.examples import LearnedExample, LearnedExamples
from prosa.learning.intents import intent_state, require_intent
from prosa.learning.items import (
    AlreadyDecided,
    Decision,
    NothingToLearn,
    ReviewItem,
    Status,
    TeachesOtherwise,
)
from prosa.learning.listing import ReviewList
from prosa.learning.masking import masked, says_something
from prosa.learning.models import review_item as table
from prosa.learning.noticing import Reason
from prosa.learning.teaching import key_of
from prosa.packs.schema import Pack
from prosa.people import audit
from prosa.people.agents import Agent

_ACCEPTING = 0x414343455054  # "ACCEPT"


class Reader(Protocol):
    """Finds what identifies somebody in a text (`language.batching.Batcher`)."""

    async def understand(self, text: str, cues: Cues) -> Understanding:
        """One message understood. Raises `Overloaded`."""
        ...


class Decisions:
    """Accepts, dismisses, reopens. Each is one transaction on the locked item, so of two only one wins."""

    def __init__(
        self,
        database: Database,
        review: ReviewList,
        examples: LearnedExamples,
        pack: Pack,
        reader: Reader,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._list = review
        self._examples = examples
        self._pack = pack
        self._reader = reader
        self._clock = clock
        self._known = frozenset(example.intent for example in pack.training.examples)
        self._taught = {key_of(example.text): example.intent for example in reversed(pack.training.examples)}

    async def accept(
        self,
        id: UUID,
        by: Agent,
        intent: str | None = None,
        *,
        text: str | None = None,
        new_intent: bool = False,
    ) -> Decision:
        """Makes an example of a message, of the suggested intent or another one.

        `text` replaces the message when somebody has rewritten it; what identifies somebody is masked either
        way. Accepting again for the same intent changes nothing. Raises `NoSuchItem`, `UnknownIntent`,
        `BadIntentName`, `NothingToLearn`, `TeachesOtherwise`, and `AlreadyDecided`.
        """
        item = await self._list.get(id)
        chosen = intent or item.suggested
        counts = await self._examples.counts()
        if chosen is None:
            raise Invalid("Escolha a intenção desta mensagem.")
        require_intent(chosen, self._pack, counts, new=new_intent)
        example = await self._masked(text if text is not None else item.text)
        async with self._database.begin() as connection:
            item = await self._list.one(connection, table.c.id == id, lock=True)
            if item.status is Status.OPEN:
                if chosen not in self._known and chosen not in counts:
                    await audit.record(connection, by.id, "intent.created", chosen)
                await self._teach(connection, item, chosen, example, by)
                await _decide(connection, id, Status.ACCEPTED, chosen, by, self._clock())
                await audit.record(connection, by.id, "example.accepted", chosen, {"item": str(id)})
            elif (item.status, item.decided_intent) != (Status.ACCEPTED, chosen):
                raise AlreadyDecided
            decided = await self._list.one(connection, table.c.id == id)
            taught = await self._examples.of_item(connection, id)
        state = intent_state(chosen, self._pack, await self._examples.counts())
        return Decision(decided, taught.text if taught else example, taught is None, state)

    async def dismiss(self, id: UUID, by: Agent) -> ReviewItem:
        """Takes a message off the list. Raises `NoSuchItem`, and `AlreadyDecided` when it was accepted."""
        async with self._database.begin() as connection:
            item = await self._list.one(connection, table.c.id == id, lock=True)
            if item.status is Status.ACCEPTED:
                raise AlreadyDecided
            if item.status is Status.OPEN:
                await _decide(connection, id, Status.DISMISSED, None, by, self._clock())
                await audit.record(connection, by.id, "example.rejected", id)
            return await self._list.one(connection, table.c.id == id)

    async def reopen(self, id: UUID, by: Agent) -> ReviewItem:
        """Takes a decision back, and with it the example that came of it. Raises `NoSuchItem`."""
        async with self._database.begin() as connection:
            item = await self._list.one(connection, table.c.id == id, lock=True)
            if item.status is not Status.OPEN:
                detail = {"intent": item.decided_intent}
                await audit.record(connection, by.id, "example.reopened", id, detail)
            await self._examples.take_back(connection, id)
            await connection.execute(
                update(table)
                .where(table.c.id == id)
                .values(status=Status.OPEN.value, decided_intent=None, decided_by=None, decided_at=None)
            )
            return await self._list.one(connection, table.c.id == id)

    async def _teach(
        self, connection: AsyncConnection, item: ReviewItem, intent: str, example: str, by: Agent
    ) -> None:
        """Adds the example, unless there is an equal one. Raises `TeachesOtherwise`."""
        # One at a time: of two equal examples accepted at once, the second must see the first.
        await connection.execute(select(func.pg_advisory_xact_lock(_ACCEPTING)))
        taught = self._taught.get(key_of(example)) or await self._examples.intent_of(connection, example)
        if taught is not None:
            if taught != intent:
                raise TeachesOtherwise(taught)
            return
        origin = Reason.CORRECTED if Reason.CORRECTED in item.reasons else item.reasons[0]
        accepted = LearnedExample(uuid4(), example, intent, origin, self._clock(), by.id, item.id)
        await self._examples.add(connection, accepted)

    async def _masked(self, text: str) -> str:
        try:
            understood = await self._reader.understand(text, Cues())
        except Overloaded as error:
            raise Unavailable from error  # customers go first
        example = masked(text, understood.entities)
        if not says_something(example):
            raise NothingToLearn
        return example


async def _decide(
    connection: AsyncConnection, id: UUID, status: Status, intent: str | None, by: Agent, now: datetime
) -> None:
    await connection.execute(
        update(table)
        .where(table.c.id == id)
        .values(status=status.value, decided_intent=intent, decided_by=by.id, decided_at=now)
    )
