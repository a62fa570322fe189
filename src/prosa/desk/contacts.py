"""Contacts: whom conversations are with, as agents know them, beside what the company's site vouches for."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import structlog
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Row, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.customers import open_kept
from prosa.conversations.errors import NotFoundError
from prosa.conversations.events import ContactId, ConversationId
from prosa.conversations.models import contact, conversation, customer, customer_conversation
from prosa.engines.database import Database
from prosa.people.agents import Agent
from prosa.people.audit import record
from prosa.security.encryption import Cipher, Undecipherable

FOUND = 20
CONVERSATIONS = 50
"""Of one contact, the latest, that are looked at."""

log = structlog.get_logger()


class NoSuchContact(NotFoundError):
    """There is nobody by this id."""

    code = "no_such_contact"
    says = "Este contato não existe."


class Known(BaseModel):
    """What agents have written down of somebody. Sealed."""

    model_config = ConfigDict(frozen=True)

    name: str = ""
    email: str = ""
    phone: str = ""
    notes: str = ""
    vip: bool | None = None
    """None: as the site says."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody that the company talks to."""

    id: ContactId
    known: Known
    created_at: datetime
    customer: UUID | None = None
    """Their id in Prosa, when the site has vouched for them."""
    profile: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the site says of them."""
    preferences: Mapping[str, str] = field(default_factory=dict[str, str])
    conversations: int = 0

    @property
    def name(self) -> str:
        """As agents or the site call them; "" when nobody knows."""
        return self.known.name or self.profile.get("name", "")

    @property
    def email(self) -> str:
        """The same of their address."""
        return self.known.email or self.profile.get("email", "")

    @property
    def phone(self) -> str:
        """The same of their telephone."""
        return self.known.phone or self.profile.get("phone", "")

    @property
    def vip(self) -> bool:
        """Whether they come first among equals."""
        if self.known.vip is not None:
            return self.known.vip
        return self.profile.get("vip", "").strip().casefold() in ("1", "true", "yes", "sim", "vip")


class Index(Protocol):
    """Finds people by words, without having the words (`console.searching`)."""

    def of(self, texts: Sequence[str]) -> list[int]:
        """What stands for the words of these texts."""
        ...

    def asked(self, query: str) -> list[int]:
        """What stands for the words of a query."""
        ...


Said = Callable[[str], ColumnElement[bool] | None]
"""What holds for conversations in which all words of a query were said; None when it has none."""


class Contacts:
    """Reads and writes contacts."""

    def __init__(self, database: Database, cipher: Cipher, index: Index, said: Said) -> None:
        self._database = database
        self._cipher = cipher
        self._index = index
        self._said = said

    async def of(self, id: ConversationId) -> Contact:
        """With whom a conversation is. Raises `NoSuchContact`."""
        asked = select(conversation.c.contact_id).where(conversation.c.id == id)
        async with self._database.connect() as connection:
            found = (await connection.execute(asked)).scalar_one_or_none()
            return await self._read(connection, found)

    async def get(self, id: UUID) -> Contact:
        """One contact. Raises `NoSuchContact`."""
        async with self._database.connect() as connection:
            return await self._read(connection, id)

    async def conversations(self, somebody: Contact) -> list[ConversationId]:
        """Theirs, the latest moved first: of the contact, and of the same customer."""
        whose = conversation.c.contact_id == somebody.id
        if somebody.customer is not None:
            same = select(customer_conversation.c.conversation_id).where(
                customer_conversation.c.customer_id == somebody.customer
            )
            whose = or_(whose, conversation.c.id.in_(same))
        asked = select(conversation.c.id).where(whose).order_by(conversation.c.updated_at.desc())
        async with self._database.connect() as connection:
            rows = await connection.execute(asked.limit(CONVERSATIONS))
            return [ConversationId(row.id) for row in rows]

    async def find(self, query: str, limit: int = FOUND) -> list[Contact]:
        """Those whom all words of the query fit: what is known of them, or what was said; those first."""
        words = self._index.asked(query)
        if not words:
            return []
        known = contact.c.words.contains(words)
        fits = known
        if (said := self._said(query)) is not None:
            fits = or_(known, contact.c.id.in_(select(conversation.c.contact_id).where(said)))
        asked = (
            select(contact.c.id)
            .where(fits, contact.c.merged_into.is_(None))
            .order_by(known.desc(), contact.c.created_at.desc())
            .limit(limit)
        )
        async with self._database.connect() as connection:
            ids = (await connection.execute(asked)).scalars().all()
            return [await self._read(connection, id) for id in ids]

    async def change(self, id: UUID, known: Known, by: Agent) -> Contact:
        """Writes down what is known. Raises `NoSuchContact`."""
        async with self._database.begin() as connection:
            before = await self._locked(connection, id)
            await self.write(connection, before.id, known)
            changed = sorted(
                name for name in Known.model_fields if getattr(known, name) != getattr(before.known, name)
            )
            if "vip" in changed:
                changed.remove("vip")
                await record(connection, by.id, "contact.vip" if known.vip else "contact.not_vip", id)
            # Which things, and not what they are: the audit log outlives whom it is about.
            if changed:
                await record(connection, by.id, "contact.changed", id, {"fields": changed})
            return await self._read(connection, before.id)

    async def write(self, connection: AsyncConnection, id: ContactId, known: Known) -> None:
        """The same in the caller's transaction, without a note of it."""
        sealed = self._cipher.encrypt(known.model_dump_json(exclude_defaults=True).encode(), _place(id))
        words = self._index.of([known.name, known.email, known.phone])
        await connection.execute(
            update(contact)
            .where(contact.c.id == id)
            .values(profile_sealed=sealed, words=words, vip=known.vip)
        )

    async def read_locked(self, connection: AsyncConnection, id: UUID) -> Contact:
        """A contact that nobody else changes until the transaction ends. Raises `NoSuchContact`."""
        return await self._locked(connection, id)

    async def _locked(self, connection: AsyncConnection, id: UUID) -> Contact:
        await connection.execute(select(contact.c.id).where(contact.c.id == id).with_for_update())
        return await self._read(connection, id)

    async def _read(self, connection: AsyncConnection, id: UUID | None) -> Contact:
        own = (await connection.execute(select(contact).where(contact.c.id == id))).one_or_none()
        if own is None:
            raise NoSuchContact
        if own.merged_into is not None:
            return await self._read(connection, own.merged_into)
        counted = select(func.count()).where(conversation.c.contact_id == own.id)
        count = (await connection.execute(counted)).scalar_one()
        vouched = (
            select(customer.c.id, customer.c.profile_sealed)
            .join(customer_conversation, customer_conversation.c.customer_id == customer.c.id)
            .join(conversation, conversation.c.id == customer_conversation.c.conversation_id)
            .where(conversation.c.contact_id == own.id)
            .order_by(conversation.c.updated_at.desc())
            .limit(1)
        )
        site = (await connection.execute(vouched)).one_or_none()
        return await asyncio.to_thread(self._opened, own, site, count)

    def _opened(self, own: Row[Any], site: Row[Any, Any] | None, count: int) -> Contact:
        id = ContactId(own.id)
        known = Known()
        profile: dict[str, str] = {}
        preferences: dict[str, str] = {}
        try:
            if own.profile_sealed is not None:
                known = open_known(self._cipher, id, own.profile_sealed)
            if site is not None:
                kept = open_kept(self._cipher, site.id, site.profile_sealed)
                profile, preferences = kept.profile, kept.preferences
        except Undecipherable as error:
            log.warning("a contact does not open", reason=str(error))
        customer_id = None if site is None else site.id
        return Contact(id, known, own.created_at, customer_id, profile, preferences, count)


async def names_of(database: Database, cipher: Cipher, conversation_id: ConversationId) -> tuple[str, ...]:
    """What is known of who speaks there, and must not leave the house: name, address, telephone."""
    try:
        somebody = await Contacts(database, cipher, _NoIndex(), lambda _: None).of(conversation_id)
    except NoSuchContact:
        return ()
    return tuple(filter(None, (somebody.name, somebody.email, somebody.phone)))


class _NoIndex:
    def of(self, texts: Sequence[str]) -> list[int]:
        return []

    def asked(self, query: str) -> list[int]:
        return []


def open_known(cipher: Cipher, id: UUID, sealed: bytes) -> Known:
    """What agents have written down of the contact with this id. Raises `Undecipherable`."""
    return Known.model_validate_json(cipher.decrypt(bytes(sealed), _place(id)))


def _place(id: UUID) -> bytes:
    return b"contact:" + id.bytes
