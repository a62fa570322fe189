"""Fills the review list: a reader of the log, like every screen, that remembers how far it has read.

It costs a turn nothing, and what a node that died had not read the next one reads. Events become visible a
little after the moment they are dated, and nodes' clocks differ, so each look goes back behind the last one.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import and_, func, literal, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import HandOffStep, Source
from prosa.conversations.facts import Outcome
from prosa.conversations.models import event
from prosa.conversations.rows import event_of
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway
from prosa.learning.models import review_item, review_position
from prosa.learning.noticing import Noticed, notice
from prosa.packs.schema import Bot
from prosa.security.encryption import Undecipherable

LOOK_SECONDS = 5.0
OVERLAP = timedelta(minutes=1)
"""How far each look goes back: longer than a commit takes, and than clocks of nodes differ."""
HISTORY = timedelta(days=30)
"""How far the first look ever goes back."""
SLICE = timedelta(hours=1)
"""How much of the log a statement looks at first: all of a long history would be sorted for each page."""
PAGE = 50
STRETCH = 12
"""Messages before an event that tell what it is about."""
_LOCK = 0x4C4541524E  # "LEARN": one node reads at a time

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where an event stands among all."""

    at: datetime
    conversation: UUID
    offset: int


class Collector:
    """Reads the log for what is worth a look. `run` it for as long as the node lives."""

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        bot: Bot,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._sealer = sealer
        self._bot = bot
        self._clock = clock
        self._read: set[_Place] = set()
        """What lies within the overlap and need not be looked at again."""

    async def run(self) -> None:
        """Looks every few seconds. Runs until cancelled."""
        while True:
            try:
                await self.collect()
            except DatabaseAway:
                log.warning("cannot read the log for the review list")
            await asyncio.sleep(LOOK_SECONDS)

    async def collect(self) -> int:
        """Reads on to the end of the log; how many messages were noticed. 0 while another node reads."""
        began = self._clock()
        after: _Place | None = None
        noticed, stretch = 0, SLICE
        while True:
            async with self._database.begin() as connection:
                if not await _alone(connection):
                    return noticed
                position = await _position(connection) or began - HISTORY
                after = after or _first_at(position - OVERLAP)
                until = after.at + stretch if after.at + stretch < began else None
                page = await self._page(connection, after, until)
                places = [_Place(row.at, row.conversation_id, row.offset) for row in page]
                found = await self._noticed(connection, [p for p in places if p not in self._read])
                await _list(connection, found, self._clock())
                following = _following(places, until)
                await _move(connection, max(position, following.at if following else began))
            noticed += len(found)
            self._read = {place for place in (*self._read, *places) if place.at > began - 2 * OVERLAP}
            if following is None:
                return noticed
            # Over a time without anything to notice, in ever longer steps.
            after, stretch = following, SLICE if page else stretch * 2

    async def _page(
        self, connection: AsyncConnection, after: _Place, until: datetime | None
    ) -> Sequence[Any]:
        """The next events before a moment that may draw attention to a message, in order."""
        unsure = and_(
            event.c.source == Source.BOT.value,
            event.c.kind == "message",
            or_(
                event.c.outcome == Outcome.CLARIFIED.value,
                and_(
                    event.c.outcome == Outcome.ANSWERED.value,
                    event.c.confidence < self._bot.thresholds.answer,
                ),
            ),
        )
        handed = and_(event.c.kind == "handoff", event.c.outcome == HandOffStep.REQUESTED.value)
        disliked = and_(event.c.kind == "thumb", event.c.outcome == "down")
        place = tuple_(event.c.at, event.c.conversation_id, event.c.offset)
        statement = (
            select(event.c.at, event.c.conversation_id, event.c.offset)
            # By itself: the index on `at` does not know the row comparison.
            .where(event.c.at >= after.at, or_(unsure, handed, disliked, event.c.kind == "rating"))
            .where(place > tuple_(literal(after.at), literal(after.conversation), literal(after.offset)))
            .order_by(event.c.at, event.c.conversation_id, event.c.offset)
            .limit(PAGE)
        )
        if until is not None:
            statement = statement.where(event.c.at < until)
        return (await connection.execute(statement)).all()

    async def _noticed(self, connection: AsyncConnection, causes: Sequence[_Place]) -> list[Noticed]:
        stretches = [await _stretch(connection, cause) for cause in causes]
        # Opening and reading bodies takes a moment in which nobody else should wait.
        return await asyncio.to_thread(self._read_all, stretches)

    def _read_all(self, stretches: Sequence[Sequence[Any]]) -> list[Noticed]:
        found = (self._read_one(rows) for rows in stretches)
        return [noticed for noticed in found if noticed is not None]

    def _read_one(self, rows: Sequence[Any]) -> Noticed | None:
        try:
            stretch = [event_of(row, self._sealer) for row in rows]
        except Undecipherable as error:
            # One message without its key must not keep all later ones from being read.
            log.warning("a stretch of the log does not open", reason=str(error))
            return None
        return notice(stretch, self._bot) if stretch else None


def _first_at(moment: datetime) -> _Place:
    """The place before all events of a moment."""
    return _Place(moment, UUID(int=0), -1)


def _following(page: Sequence[_Place], until: datetime | None) -> _Place | None:
    """Where to read on after a page; None at the end of the log."""
    if len(page) == PAGE:
        return page[-1]
    return None if until is None else _first_at(until)


async def _alone(connection: AsyncConnection) -> bool:
    """Whether this transaction is the only one that reads for the list."""
    return bool(
        (await connection.execute(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LOCK})).scalar()
    )


async def _position(connection: AsyncConnection) -> datetime | None:
    return (await connection.execute(select(review_position.c.at))).scalar()


async def _move(connection: AsyncConnection, at: datetime) -> None:
    moved = upsert(review_position).values(only=True, at=at)
    await connection.execute(
        moved.on_conflict_do_update(index_elements=[review_position.c.only], set_={"at": moved.excluded.at})
    )


async def _stretch(connection: AsyncConnection, cause: _Place) -> Sequence[Any]:
    """The event and the messages before it, oldest first."""
    own = event.c.conversation_id == cause.conversation
    messages = (
        select(event)
        .where(own, event.c.offset < cause.offset, event.c.kind == "message")
        .order_by(event.c.offset.desc())
        .limit(STRETCH)
    )
    itself = select(event).where(own, event.c.offset == cause.offset)
    before = (await connection.execute(messages)).all()
    return [*reversed(before), *(await connection.execute(itself)).all()]


async def _list(connection: AsyncConnection, noticed: Sequence[Noticed], now: datetime) -> None:
    """Puts messages on the list; one that is there and undecided gets the further reason."""
    for found in noticed:
        moment = select(event.c.at).where(
            event.c.conversation_id == found.conversation, event.c.offset == found.offset
        )
        row = upsert(review_item).values(
            id=uuid4(),
            conversation_id=found.conversation,
            offset=found.offset,
            at=moment.scalar_subquery(),
            listed_at=now,
            reasons=[found.reason.value],
            intent=found.understood.name,
            confidence=found.understood.confidence,
            alternatives=[[other.name, other.confidence] for other in found.alternatives],
            suggested=found.understood.name,
            status="open",
        )
        await connection.execute(
            row.on_conflict_do_update(
                index_elements=[review_item.c.conversation_id, review_item.c.offset],
                set_={"reasons": func.array_append(review_item.c.reasons, found.reason.value)},
                where=and_(
                    review_item.c.status == "open",
                    ~review_item.c.reasons.contains([found.reason.value]),
                ),
            )
        )
