"""What the database knows of the queue. Every statement reads; places are told by `queue`."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Interval, Row, and_, case, cast, func, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId, ConversationId, HandOffStep, TeamId
from prosa.conversations.models import contact, conversation, customer_conversation, event
from prosa.conversations.parts import Urgency
from prosa.conversations.projection import Owner
from prosa.handoff.queue import HEAD_START, VIP_HEAD_START, Waiting

RECENT = timedelta(days=14)
"""How far back service times are looked at."""
SAMPLE = 500
"""Resolved conversations that service times are taken from at most, the latest first."""

is_waiting = conversation.c.owner == Owner.QUEUE.value

_whose = contact.alias("whose")
_agents_word = (
    select(_whose.c.vip)
    .where(_whose.c.id == conversation.c.contact_id)
    .correlate(conversation)
    .scalar_subquery()
)

comes_first: ColumnElement[bool] = func.coalesce(_agents_word, conversation.c.vip)
"""Whether the customer is a VIP: what agents say of the contact counts more than what the site says."""

_HEAD_STARTS = {urgency.value: cast(literal(start), Interval) for urgency, start in HEAD_START.items()}

head_start: ColumnElement[timedelta] = case(_HEAD_STARTS, value=conversation.c.urgency) + case(
    (comes_first, cast(literal(VIP_HEAD_START), Interval)), else_=cast(literal(timedelta(0)), Interval)
)
"""`Waiting.head_start` in SQL."""

counts_from: ColumnElement[datetime] = conversation.c.queued_at - head_start
"""`Waiting.turn` in SQL: with the id behind it, the order of the queue."""


def holds(agent: AgentId | ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a conversation counts as one of this agent's: with them, or lent to the bot by them."""
    return or_(
        and_(conversation.c.owner == Owner.AGENT.value, conversation.c.assignee == agent),
        conversation.c.lent_by == agent,
    )


async def everyone(connection: AsyncConnection) -> list[Waiting]:
    """Everyone who waits, in no order."""
    rows = await connection.execute(_WAITING.where(is_waiting))
    return [_waiting_of(row) for row in rows]


async def first(connection: AsyncConnection, limit: int) -> list[Waiting]:
    """The first of the queue, next first, each with the agent whom the same customer had last."""
    statement = _WAITING.where(is_waiting).order_by(counts_from, conversation.c.id).limit(limit)
    queue = [_waiting_of(row) for row in await connection.execute(statement)]
    unknown = [one.conversation for one in queue if one.preferred is None]
    known = await _last_agents(connection, unknown) if unknown else {}
    return [replace(one, preferred=one.preferred or known.get(one.conversation)) for one in queue]


async def _last_agents(
    connection: AsyncConnection, among: Collection[ConversationId]
) -> dict[ConversationId, AgentId]:
    """Who spoke last with the same customer in another conversation."""
    here, other = conversation.alias("here"), conversation.alias("other")
    mine, theirs = customer_conversation.alias("mine"), customer_conversation.alias("theirs")
    same_customer = (
        select(theirs.c.conversation_id)
        .join(mine, mine.c.customer_id == theirs.c.customer_id)
        .where(mine.c.conversation_id == here.c.id)
    )
    last = (
        select(other.c.last_agent)
        .where(
            other.c.last_agent.is_not(None),
            other.c.id != here.c.id,
            or_(other.c.contact_id == here.c.contact_id, other.c.id.in_(same_customer)),
        )
        .order_by(other.c.updated_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = await connection.execute(select(here.c.id, last.label("agent")).where(here.c.id.in_(among)))
    return {ConversationId(row.id): AgentId(row.agent) for row in rows if row.agent is not None}


async def one(connection: AsyncConnection, id: ConversationId) -> Waiting | None:
    """This conversation, if it waits."""
    row = (await connection.execute(_WAITING.where(is_waiting, conversation.c.id == id))).one_or_none()
    return None if row is None else _waiting_of(row)


async def ahead_of(connection: AsyncConnection, someone: Waiting) -> tuple[int, int]:
    """How many are before this one, who need not be in the queue yet: counted (`Waiting.counts`), all."""
    turn, id = someone.turn
    before = tuple_(counts_from, conversation.c.id) < tuple_(literal(turn), literal(id))
    joined = func.coalesce(conversation.c.rejoined_at, conversation.c.queued_at)
    counted = or_(joined <= someone.joined, head_start > cast(literal(someone.head_start), Interval))
    statement = select(func.count().filter(counted), func.count()).select_from(conversation)
    row = (await connection.execute(statement.where(is_waiting, before))).one()
    return row[0], row[1]


async def state(connection: AsyncConnection) -> tuple[int, int]:
    """A fingerprint of the queue: the same as long as nobody came, left or changed."""
    row_hash = func.hashtextextended(
        func.concat_ws(
            "|",
            conversation.c.id,
            conversation.c.queued_at,
            conversation.c.rejoined_at,
            conversation.c.urgency,
            comes_first,
            conversation.c.skill,
        ),
        0,
    )
    found = (
        await connection.execute(
            select(func.count(), func.coalesce(func.bit_xor(row_hash), 0)).where(is_waiting)
        )
    ).one()
    return found[0], found[1]


async def next_for(
    connection: AsyncConnection, skills: Collection[str], teams: Collection[TeamId], limit: int
) -> list[ConversationId]:
    """The first conversations of the queue that an agent with these skills and teams may take, next first."""
    statement = (
        select(conversation.c.id)
        .where(is_waiting, or_(conversation.c.team.is_(None), conversation.c.team.in_(teams)))
        .order_by(counts_from, conversation.c.id)
        .limit(limit)
    )
    if skills:
        statement = statement.where(or_(conversation.c.skill.is_(None), conversation.c.skill.in_(skills)))
    return [ConversationId(row.id) for row in await connection.execute(statement)]


async def held(connection: AsyncConnection, agent: AgentId) -> list[ConversationId]:
    """What this agent took and has not passed on."""
    statement = select(conversation.c.id).where(holds(agent))
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


_WAITING = select(
    conversation.c.id,
    conversation.c.queued_at,
    conversation.c.urgency,
    conversation.c.skill,
    conversation.c.channel,
    comes_first.label("vip"),
    conversation.c.team,
    conversation.c.preferred_agent,
    conversation.c.lost_by,
    conversation.c.rejoined_at,
)


def _waiting_of(row: Row[*tuple[Any, ...]]) -> Waiting:
    return Waiting(
        conversation=ConversationId(row.id),
        since=row.queued_at,
        urgency=Urgency(row.urgency),
        skill=row.skill,
        channel=row.channel,
        vip=row.vip,
        team=row.team,
        preferred=row.preferred_agent,
        lost_by=row.lost_by,
        rejoined=row.rejoined_at,
    )
