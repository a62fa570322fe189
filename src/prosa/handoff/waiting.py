"""What the database knows of the queue. Every statement reads; places are told by `queue`."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Interval, Row, case, cast, func, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId, ConversationId, HandOffStep
from prosa.conversations.models import conversation, event
from prosa.conversations.parts import Urgency
from prosa.conversations.projection import Owner
from prosa.handoff.queue import HEAD_START, Waiting

RECENT = timedelta(days=14)
"""How far back service times are looked at."""
SAMPLE = 500
"""Resolved conversations that service times are taken from at most, the latest first."""

is_waiting = conversation.c.owner == Owner.QUEUE.value

_HEAD_STARTS = {urgency.value: cast(literal(start), Interval) for urgency, start in HEAD_START.items()}

counts_from: ColumnElement[datetime] = conversation.c.queued_at - case(
    _HEAD_STARTS, value=conversation.c.urgency
)
"""`Waiting.turn` in SQL: with the id behind it, the order of the queue."""


async def everyone(connection: AsyncConnection) -> list[Waiting]:
    """Everyone who waits, in no order."""
    rows = await connection.execute(_WAITING.where(is_waiting))
    return [_waiting_of(row) for row in rows]


async def one(connection: AsyncConnection, id: ConversationId) -> Waiting | None:
    """This conversation, if it waits."""
    row = (await connection.execute(_WAITING.where(is_waiting, conversation.c.id == id))).one_or_none()
    return None if row is None else _waiting_of(row)


async def ahead_of(connection: AsyncConnection, someone: Waiting) -> int:
    """How many people are before this one, who need not be in the queue yet."""
    turn, id = someone.turn
    before = tuple_(counts_from, conversation.c.id) < tuple_(literal(turn), literal(id))
    return (
        await connection.execute(select(func.count()).select_from(conversation).where(is_waiting, before))
    ).scalar_one()


async def state(connection: AsyncConnection) -> tuple[int, int]:
    """A fingerprint of the queue: the same as long as nobody came, left or changed."""
    row_hash = func.hashtextextended(
        func.concat_ws(
            "|", conversation.c.id, conversation.c.queued_at, conversation.c.urgency, conversation.c.skill
        ),
        0,
    )
    found = (
        await connection.execute(
            select(func.count(), func.coalesce(func.bit_xor(row_hash), 0)).where(is_waiting)
        )
    ).one()
    return found[0], found[1]


async def next_for(connection: AsyncConnection, skills: Collection[str], limit: int) -> list[ConversationId]:
    """The first conversations of the queue that an agent with these skills may take, next first."""
    statement = (
        select(conversation.c.id).where(is_waiting).order_by(counts_from, conversation.c.id).limit(limit)
    )
    if skills:
        statement = statement.where(or_(conversation.c.skill.is_(None), conversation.c.skill.in_(skills)))
    return [ConversationId(row.id) for row in await connection.execute(statement)]


async def held(connection: AsyncConnection, agent: AgentId) -> list[ConversationId]:
    """What this agent took and has not passed on."""
    statement = select(conversation.c.id).where(
        conversation.c.owner == Owner.AGENT.value, conversation.c.assignee == agent
    )
    return [ConversationId(row.id) for row in await connection.execute(statement)]


async def service_times(connection: AsyncConnection, now: datetime) -> list[timedelta]:
    """How long the latest resolved conversations took the agent who resolved them."""
    assigned, resolved = event.alias("assigned"), event.alias("resolved")
    began = (
        select(func.max(assigned.c.at))
        .where(
            assigned.c.conversation_id == resolved.c.conversation_id,
            assigned.c.offset < resolved.c.offset,
            assigned.c.kind == "handoff",
            assigned.c.outcome == HandOffStep.ASSIGNED.value,
        )
        .scalar_subquery()
    )
    statement = (
        select(resolved.c.at - began)
        .where(
            resolved.c.kind == "handoff",
            resolved.c.outcome == HandOffStep.RESOLVED.value,
            resolved.c.at >= now - RECENT,
        )
        .order_by(resolved.c.at.desc())
        .limit(SAMPLE)
    )
    return [took for (took,) in await connection.execute(statement) if took is not None]


_WAITING = select(conversation.c.id, conversation.c.queued_at, conversation.c.urgency, conversation.c.skill)


def _waiting_of(row: Row[*tuple[Any, ...]]) -> Waiting:
    return Waiting(ConversationId(row.id), row.queued_at, Urgency(row.urgency), row.skill)
