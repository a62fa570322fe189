"""Accepted examples: masked messages with the intent a person gave them, and where they came from."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import NotFoundError
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.handoff.paging import Cursor
from prosa.language.training import Example
from prosa.learning.models import learned_example as table
from prosa.learning.models import review_item
from prosa.learning.noticing import Reason
from prosa.learning.teaching import key_of
from prosa.people import audit
from prosa.security.encryption import Cipher

EXAMPLES_KEY = "learned examples"
"""What the key of the digests is derived for."""


class NoSuchExample(NotFoundError):
    """There is no accepted example with this id."""

    code = "no_such_example"
    says = "Este exemplo não existe ou já foi retirado."


@dataclass(frozen=True, slots=True)
class LearnedExample:
    """A message that somebody accepted as an example."""

    id: UUID
    text: str
    intent: str
    origin: Reason
    """Why its message was on the review list."""
    accepted_at: datetime
    accepted_by: AgentId | None
    item: UUID | None
    """The review item it came from; None when that conversation was erased."""

    @property
    def example(self) -> Example:
        """As a model is trained on it."""
        return Example(self.text, self.intent)


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """A part of the accepted examples."""

    examples: tuple[LearnedExample, ...]
    after: str | None
    """Where the next page begins; None when this was the last."""


class LearnedExamples:
    """The accepted examples. `key` makes digests that tell equal texts without giving them away."""

    def __init__(self, database: Database, cipher: Cipher, key: bytes) -> None:
        self._database = database
        self._cipher = cipher
        self._key = key

    async def all(self) -> list[LearnedExample]:
        """Every example, oldest first."""
        async with self._database.connect() as connection:
            rows = await connection.execute(select(table).order_by(table.c.accepted_at, table.c.id))
            return [self._example_of(row) for row in rows]

    async def page(self, intent: str | None = None, after: str | None = None, limit: int = 50) -> ExamplePage:
        """At most `limit` examples of one intent or all, the latest accepted first. Raises `BadCursor`."""
        key = tuple_(table.c.accepted_at, table.c.id)
        statement = select(table).order_by(table.c.accepted_at.desc(), table.c.id.desc())
        if intent is not None:
            statement = statement.where(table.c.intent == intent)
        if after is not None:
            cursor = Cursor.read(after)
            statement = statement.where(key < tuple_(literal(cursor.at), literal(cursor.id)))
        async with self._database.connect() as connection:
            rows = (await connection.execute(statement.limit(limit + 1))).all()
        shown = tuple(self._example_of(row) for row in rows[:limit])
        more = len(rows) > limit
        return ExamplePage(shown, str(Cursor(shown[-1].accepted_at, shown[-1].id)) if more else None)

    async def counts(self) -> dict[str, int]:
        """How many examples each intent has been given."""
        async with self._database.connect() as connection:
            counted = select(table.c.intent, func.count().label("examples")).group_by(table.c.intent)
            rows = await connection.execute(counted)
            return {row.intent: row.examples for row in rows}

    async def withdraw(self, id: UUID, by: AgentId) -> None:
        """Takes an example back; its message, if it is still there, can be decided anew. `NoSuchExample`."""
        async with self._database.begin() as connection:
            gone = await connection.execute(
                delete(table).where(table.c.id == id).returning(table.c.item_id, table.c.intent)
            )
            row = gone.one_or_none()
            if row is None:
                raise NoSuchExample
            await audit.record(connection, by, "example.withdrawn", row.intent)
            await connection.execute(
                update(review_item)
                .where(review_item.c.id == row.item_id)
                .values(status="open", decided_intent=None, decided_by=None, decided_at=None)
            )

    async def intent_of(self, connection: AsyncConnection, text: str) -> str | None:
        """The intent of an accepted example that teaches the same as this text."""
        found = select(table.c.intent).where(table.c.digest == self._digest(text))
        return (await connection.execute(found)).scalar_one_or_none()

    async def add(self, connection: AsyncConnection, example: LearnedExample) -> None:
        """Writes a new example."""
        await connection.execute(
            insert(table).values(
                id=example.id,
                item_id=example.item,
                intent=example.intent,
                text_sealed=self._cipher.encrypt(example.text.encode(), _place(example.id)),
                digest=self._digest(example.text),
                origin=example.origin.value,
                accepted_at=example.accepted_at,
                accepted_by=example.accepted_by,
            )
        )

    async def of_item(self, connection: AsyncConnection, item: UUID) -> LearnedExample | None:
        """The example that came from this review item."""
        row = (await connection.execute(select(table).where(table.c.item_id == item))).one_or_none()
        return None if row is None else self._example_of(row)

    async def take_back(self, connection: AsyncConnection, item: UUID) -> None:
        """Removes the example that came from this review item, if there is one."""
        await connection.execute(delete(table).where(table.c.item_id == item))

    def _digest(self, text: str) -> bytes:
        return hmac.digest(self._key, key_of(text).encode(), hashlib.sha256)

    def _example_of(self, row: Any) -> LearnedExample:
        return LearnedExample(
            id=row.id,
            text=self._cipher.decrypt(bytes(row.text_sealed), _place(row.id)).decode(),
            intent=row.intent,
            origin=Reason(row.origin),
            accepted_at=row.accepted_at,
            accepted_by=None if row.accepted_by is None else AgentId(row.accepted_by),
            item=row.item_id,
        )


def _place(id: UUID) -> bytes:
    return b"learned:" + id.bytes
