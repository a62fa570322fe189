"""Whom each rule has told, who wants to be told nothing, and what the company's systems have told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NewType

import structlog
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import ConversationId
from prosa.conversations.models import conversation, customer, customer_conversation
from prosa.conversations.unasked.models import company_event, unasked_choice, unasked_told
from prosa.engines.database import Database
from prosa.security.encryption import Cipher, Undecipherable

Subject = NewType("Subject", bytes)
"""A customer, by the keyed hash of the site's id, or a conversation, by the bytes of its id."""

IDS_KEPT = timedelta(days=30)
"""How long an event that was settled is known by its id, so that sending it again does nothing."""
MOST_AT_ONCE = 20

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class CompanyEvent:
    """Something that the company's system has told of a customer."""

    id: str
    name: str
    customer: Subject
    values: Mapping[str, str]
    at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody before a rule speaks."""

    stopped: bool
    told_at: Mapping[str, datetime]
    """By rule."""


def subjects_of(conversation_id: ConversationId, customer_hash: bytes | None) -> tuple[Subject, ...]:
    """Whom a rule speaks to: the customer, when the site has vouched for them, and the conversation."""
    subjects = {conversation_id.bytes} | ({customer_hash} if customer_hash is not None else set[bytes]())
    # In order, so that two transactions never wait for each other in a circle.
    return tuple(map(Subject, sorted(subjects)))


async def known_of(connection: AsyncConnection, subjects: Sequence[Subject]) -> Known:
    """Their last choice, and when each rule last spoke to them."""
    chosen = (
        select(unasked_choice.c.stopped)
        .where(unasked_choice.c.subject.in_(subjects))
        .order_by(unasked_choice.c.at.desc())
        .limit(1)
    )
    told = (
        select(unasked_told.c.rule, func.max(unasked_told.c.at))
        .where(unasked_told.c.subject.in_(subjects))
        .group_by(unasked_told.c.rule)
    )
    stopped = bool((await connection.execute(chosen)).scalar())
    rows = (await connection.execute(told)).all()
    return Known(stopped, {row[0]: row[1] for row in rows})


async def choose(
    connection: AsyncConnection, subjects: Sequence[Subject], *, stopped: bool, at: datetime
) -> None:
    """Keeps what they want."""
    for subject in subjects:
        row = upsert(unasked_choice).values(subject=subject, stopped=stopped, at=at)
        await connection.execute(
            row.on_conflict_do_update(
                index_elements=[unasked_choice.c.subject], set_={"stopped": stopped, "at": at}
            )
        )


async def tell_once(
    connection: AsyncConnection, subject: Subject, rule: str, at: datetime, once_every: timedelta
) -> bool:
    """Notes that the rule speaks to them now; False when it has within this time: then nothing is noted.

    Another transaction that notes the same waits here for ours, and then sees it.
    """
    row = upsert(unasked_told).values(subject=subject, rule=rule, at=at)
    noted = await connection.execute(
        row.on_conflict_do_update(
            index_elements=[unasked_told.c.subject, unasked_told.c.rule],
            set_={"at": at},
            where=unasked_told.c.at <= at - once_every,
        ).returning(unasked_told.c.rule)
    )
    return noted.one_or_none() is not None


async def settle(connection: AsyncConnection, id: str, outcome: str) -> bool:
    """Forgets what the event told, and says how it ended. False when somebody else was faster."""
    settled = (
        update(company_event)
        .where(company_event.c.id == id, company_event.c.outcome.is_(None))
        .values(outcome=outcome, due_at=None, values_sealed=None)
        .returning(company_event.c.id)
    )
    return (await connection.execute(settled)).one_or_none() is not None


class CompanyEvents:
    """Events of the company's systems, kept until they are said, or are no longer worth it."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self._database = database
        self._cipher = cipher

    async def put(self, event: CompanyEvent) -> bool:
        """Keeps it, due at once. False when one of this id was there before."""
        row = upsert(company_event).values(
            id=event.id,
            name=event.name,
            key_hash=event.customer,
            values_sealed=self._cipher.encrypt(json.dumps(dict(event.values)).encode(), _place(event.id)),
            at=event.at,
            expires_at=event.expires_at,
            due_at=event.at,
        )
        statement = row.on_conflict_do_nothing().returning(company_event.c.id)
        async with self._database.begin() as connection:
            return (await connection.execute(statement)).one_or_none() is not None

    async def claim(self, now: datetime, lease: timedelta) -> list[CompanyEvent]:
        """Events that are due, oldest first; nobody else gets them before the lease is over."""
        due = (
            select(company_event.c.id)
            .where(company_event.c.due_at <= now)
            .order_by(company_event.c.due_at)
            .limit(MOST_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        claimed = (
            update(company_event)
            .where(company_event.c.id.in_(due))
            .values(due_at=now + lease)
            .returning(company_event)
        )
        async with self._database.begin() as connection:
            rows = (await connection.execute(claimed)).all()
        return sorted(map(self._event, rows), key=lambda event: event.at)

    async def waiting_for(self, customer_hash: bytes) -> list[CompanyEvent]:
        """What waits for this customer, oldest first."""
        return await self._all(
            (company_event.c.key_hash == customer_hash) & company_event.c.due_at.is_not(None)
        )

    async def later(self, id: str, due_at: datetime) -> None:
        """Look at it again then."""
        statement = update(company_event).where(company_event.c.id == id, company_event.c.outcome.is_(None))
        async with self._database.begin() as connection:
            await connection.execute(statement.values(due_at=due_at))

    async def drop(self, id: str, outcome: str) -> None:
        """Never say it."""
        async with self._database.begin() as connection:
            await settle(connection, id, outcome)

    async def conversation_of(self, customer_hash: bytes, since: datetime) -> ConversationId | None:
        """The web conversation in which the customer was last seen, unless that was longer ago."""
        statement = (
            select(conversation.c.id)
            .join(customer_conversation, customer_conversation.c.conversation_id == conversation.c.id)
            .join(customer, customer.c.id == customer_conversation.c.customer_id)
            .where(
                customer.c.key_hash == customer_hash,
                conversation.c.channel == "web",
                conversation.c.updated_at >= since,
            )
            .order_by(conversation.c.updated_at.desc())
            .limit(1)
        )
        async with self._database.connect() as connection:
            found = (await connection.execute(statement)).scalar()
        return None if found is None else ConversationId(found)

    async def forget(self, now: datetime, longest: timedelta) -> None:
        """Drops what says nothing any more. `longest`: the longest `once_every` of a rule."""
        async with self._database.begin() as connection:
            old = (company_event.c.expires_at < now - IDS_KEPT) & company_event.c.outcome.is_not(None)
            await connection.execute(delete(company_event).where(old))
            await connection.execute(delete(unasked_told).where(unasked_told.c.at < now - longest))

    async def _all(self, condition: ColumnElement[bool]) -> list[CompanyEvent]:
        statement = select(company_event).where(condition).order_by(company_event.c.at).limit(MOST_AT_ONCE)
        async with self._database.connect() as connection:
            return [self._event(row) for row in await connection.execute(statement)]

    def _event(self, row: Any) -> CompanyEvent:
        customer_hash = Subject(bytes(row.key_hash))
        return CompanyEvent(row.id, row.name, customer_hash, self._values(row), row.at, row.expires_at)

    def _values(self, row: Any) -> Mapping[str, str]:
        try:
            return json.loads(self._cipher.decrypt(bytes(row.values_sealed), _place(row.id)))
        except Undecipherable:
            # A key that is gone must not keep all other events from being said.
            log.warning("the values of an event do not open, it goes without", name=row.name)
            return {}


async def erase_unasked(connection: AsyncConnection, conversations: Sequence[ConversationId]) -> int:
    """Erases what waits for whoever speaks in these conversations, and when rules spoke to them.

    Whether they want to be told anything stays: nobody who has said stop is to be told again for it.
    """
    hashes = (
        select(customer.c.key_hash)
        .join(customer_conversation, customer_conversation.c.customer_id == customer.c.id)
        .where(customer_conversation.c.conversation_id.in_(conversations))
    )
    found = [bytes(one) for one in (await connection.execute(hashes)).scalars()]
    gone = await connection.execute(delete(company_event).where(company_event.c.key_hash.in_(found)))
    subjects = [*found, *(id.bytes for id in conversations)]
    await connection.execute(delete(unasked_told).where(unasked_told.c.subject.in_(subjects)))
    return gone.rowcount


def _place(id: str) -> bytes:
    return b"company event:" + id.encode()
