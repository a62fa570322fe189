"""Customers across conversations: whom the company's site has vouched for, and what is worth remembering."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.context import Context
from prosa.conversations.errors import Conflict
from prosa.conversations.events import ConversationId, System
from prosa.conversations.facts import FormState
from prosa.conversations.models import customer, customer_conversation
from prosa.conversations.ports import Effect
from prosa.engines.database import Database
from prosa.security.encryption import Cipher
from prosa.security.identity import Identity

CUSTOMERS_KEY = "customers"
"""Purpose of the key that hashes the site's ids."""
ORDERS_KEPT = 3
MOST_PREFERENCES = 40


Recall = Callable[[ConversationId], Awaitable[Context | None]]
"""The context of a conversation; None when there is no such conversation."""


class OtherCustomer(Conflict):
    """The conversation is somebody else's: a browser that two people share."""

    code = "session"
    says = "Esta conversa é de outra conta. Comece uma nova conversa."


class Kept(BaseModel):
    """What is kept of a customer, encrypted."""

    model_config = ConfigDict(frozen=True)

    external_id: str
    profile: dict[str, str] = {}
    preferences: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody the site has vouched for."""

    id: UUID
    kept: Kept
    created_at: datetime


class Customers:
    """Finds and keeps customers. `key` hashes the ids that the site knows them by."""

    def __init__(self, database: Database, cipher: Cipher, key: bytes, recall: Recall | None = None) -> None:
        """`recall` gives the context of a conversation; without it, forms are not carried along."""
        self._database = database
        self._cipher = cipher
        self._key = key
        self._recall = recall

    async def link(self, conversation: ConversationId, identity: Identity) -> tuple[System, Effect]:
        """The event that says who the customer is, with what was kept of them, and what makes it so.

        Raises `OtherCustomer` when the conversation belongs to somebody else.
        """
        owner = await self.of(conversation)
        known = await self.find(identity.id)
        if owner is not None and (known is None or known.id != owner.id):
            raise OtherCustomer
        id = known.id if known is not None else uuid4()
        before = known.kept if known is not None else Kept(external_id=identity.id)
        profile = {**before.profile, **identity.profile}
        form, asked_at = (None, None)
        if owner is None and known is not None:
            form, asked_at = await self._unfinished(known.id, conversation)
        event = System(
            code="identified",
            detail=profile,
            form=form,
            form_asked_at=asked_at,
            preferences=before.preferences,
            customer=id,
        )

        async def write(connection: AsyncConnection) -> None:
            stored = await self._upsert(connection, id, before.model_copy(update={"profile": profile}))
            tie = upsert(customer_conversation).values(
                conversation_id=conversation, customer_id=stored, at=datetime.now(UTC)
            )
            await connection.execute(tie.on_conflict_do_nothing())

        return event, write

    def remember(self, id: UUID, learned: Mapping[str, str]) -> Effect:
        """Adds what was learned of a customer. Nothing when they have been erased meanwhile."""

        async def write(connection: AsyncConnection) -> None:
            locked = select(customer).where(customer.c.id == id).with_for_update()
            row = (await connection.execute(locked)).one_or_none()
            if row is None:
                return
            kept = self._open(id, row.profile_sealed)
            preferences = merged(kept.preferences, learned)
            if preferences != kept.preferences:
                sealed = self._seal(id, kept.model_copy(update={"preferences": preferences}))
                await connection.execute(
                    update(customer)
                    .where(customer.c.id == id)
                    .values(profile_sealed=sealed, updated_at=datetime.now(UTC))
                )

        return write

    async def find(self, external_id: str) -> Customer | None:
        """The customer whom the site knows by this id."""
        return await self._one(customer.c.key_hash == self.hash(external_id))

    async def of(self, conversation: ConversationId) -> Customer | None:
        """Whose conversation this is, when the site has told."""
        mine = select(customer_conversation.c.customer_id).where(
            customer_conversation.c.conversation_id == conversation
        )
        return await self._one(customer.c.id.in_(mine))

    async def conversations(self, id: UUID) -> list[ConversationId]:
        """The customer's conversations, oldest first."""
        statement = (
            select(customer_conversation.c.conversation_id)
            .where(customer_conversation.c.customer_id == id)
            .order_by(customer_conversation.c.at, customer_conversation.c.conversation_id)
        )
        async with self._database.connect() as connection:
            return [ConversationId(row.conversation_id) for row in await connection.execute(statement)]

    def hash(self, external_id: str) -> bytes:
        """What stands for the site's id: without the key nobody can try ids against it."""
        return hmac.new(self._key, external_id.encode(errors="replace"), hashlib.sha256).digest()

    async def _unfinished(self, id: UUID, but: ConversationId) -> tuple[FormState | None, datetime | None]:
        """The form that the customer left in their latest other conversation, and when it last asked."""
        others = [each for each in await self.conversations(id) if each != but]
        context = await self._recall(others[-1]) if others and self._recall is not None else None
        if context is None or context.form is None or (form := context.form.carried) is None:
            return None, None
        return form, context.asked_at

    async def _upsert(self, connection: AsyncConnection, id: UUID, kept: Kept) -> UUID:
        """Stores the profile; gives the id of the row, which somebody may just have made."""
        now = datetime.now(UTC)
        found = select(customer).where(customer.c.key_hash == self.hash(kept.external_id)).with_for_update()
        row = (await connection.execute(found)).one_or_none()
        if row is None:
            new = upsert(customer).values(
                id=id,
                key_hash=self.hash(kept.external_id),
                profile_sealed=self._seal(id, kept),
                created_at=now,
                updated_at=now,
            )
            stored = await connection.execute(new.on_conflict_do_nothing().returning(customer.c.id))
            if stored.one_or_none() is not None:
                return id
            row = (await connection.execute(found)).one()
        # What was learned meanwhile in another conversation stays.
        current = self._open(row.id, row.profile_sealed)
        sealed = self._seal(row.id, current.model_copy(update={"profile": kept.profile}))
        await connection.execute(
            update(customer).where(customer.c.id == row.id).values(profile_sealed=sealed, updated_at=now)
        )
        return row.id

    async def _one(self, condition: ColumnElement[bool]) -> Customer | None:
        async with self._database.connect() as connection:
            row = (await connection.execute(select(customer).where(condition))).one_or_none()
        if row is None:
            return None
        return Customer(row.id, self._open(row.id, row.profile_sealed), row.created_at)

    def _seal(self, id: UUID, kept: Kept) -> bytes:
        return self._cipher.encrypt(kept.model_dump_json().encode(), b"customer:" + id.bytes)

    def _open(self, id: UUID, sealed: bytes) -> Kept:
        return open_kept(self._cipher, id, sealed)


def open_kept(cipher: Cipher, id: UUID, sealed: bytes) -> Kept:
    """What is kept of the customer with this id. Raises `Undecipherable`."""
    return Kept.model_validate_json(cipher.decrypt(bytes(sealed), b"customer:" + id.bytes))


def merged(known: Mapping[str, str], learned: Mapping[str, str]) -> dict[str, str]:
    """What is known after this, the latest said counting; of orders the last few stay. Bounded."""
    merged = {**known, **learned}
    if (order := learned.get("order")) is not None:
        earlier = [one for one in known.get("orders", "").split(", ") if one and one != order]
        merged["orders"] = ", ".join([order, *earlier][:ORDERS_KEPT])
    return dict(list(merged.items())[-MOST_PREFERENCES:])
