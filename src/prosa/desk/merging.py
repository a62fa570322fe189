"""Two contacts that turned out to be one person."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict, Invalid
from prosa.conversations.models import contact, contact_identity, conversation, customer_conversation
from prosa.desk.contacts import Contact, Contacts, Known
from prosa.engines.database import Database
from prosa.people.agents import Agent
from prosa.people.audit import record

NOTED = 200
"""Conversations that the audit log names at most."""


class SameContact(Invalid):
    """One cannot be merged with oneself."""

    code = "same_contact"
    says = "Escolha dois contatos diferentes."


class TwoCustomers(Conflict):
    """The site says that they are two people."""

    code = "two_customers"
    says = "O site diz que são dois clientes diferentes. Confirme se quer mesmo juntar os contatos."


class Merging:
    """Makes one of two contacts."""

    def __init__(self, database: Database, contacts: Contacts) -> None:
        self._database = database
        self._contacts = contacts

    async def merge(self, kept: UUID, other: UUID, by: Agent, *, force: bool = False) -> Contact:
        """The other's conversations and addresses become the kept one's; what is known of both is kept.

        The audit log says which conversations moved. Raises `SameContact`, `NoSuchContact`, and
        `TwoCustomers` without `force`.
        """
        async with self._database.begin() as connection:
            # In the order of their ids: two who merge the same must not wait for each other in a circle.
            both = {id: await self._contacts.read_locked(connection, id) for id in sorted((kept, other))}
            ours, theirs = both[kept], both[other]
            if ours.id == theirs.id:
                raise SameContact
            customers = await _customers(connection, ours) | await _customers(connection, theirs)
            if len(customers) > 1 and not force:
                raise TwoCustomers
            moved = await _move(connection, theirs, ours)
            await self._contacts.write(connection, ours.id, _together(ours.known, theirs.known))
            detail = {
                "other": str(theirs.id),
                "conversations": [str(id) for id in moved[:NOTED]],
                "moved": len(moved),
                "forced": force,
            }
            await record(connection, by.id, "contact.merged", ours.id, detail)
        return await self._contacts.get(ours.id)


async def _customers(connection: AsyncConnection, somebody: Contact) -> set[UUID]:
    asked = (
        select(customer_conversation.c.customer_id)
        .distinct()
        .join(conversation, conversation.c.id == customer_conversation.c.conversation_id)
        .where(conversation.c.contact_id == somebody.id)
    )
    return set((await connection.execute(asked)).scalars())


async def _move(connection: AsyncConnection, theirs: Contact, ours: Contact) -> list[UUID]:
    # As appends do, in the order of ids.
    held = select(conversation.c.id).where(conversation.c.contact_id == theirs.id)
    moved = list((await connection.execute(held.order_by(conversation.c.id).with_for_update())).scalars())
    for table in (conversation, contact_identity):
        await connection.execute(
            update(table).where(table.c.contact_id == theirs.id).values(contact_id=ours.id)
        )
    away = (contact.c.id == theirs.id) | (contact.c.merged_into == theirs.id)
    await connection.execute(
        update(contact).where(away).values(merged_into=ours.id, profile_sealed=None, words=[], vip=None)
    )
    return moved


def _together(ours: Known, theirs: Known) -> Known:
    """What is known of both; where they differ, the kept one's."""
    notes = "\n".join(dict.fromkeys(each for each in (ours.notes, theirs.notes) if each))
    return Known(
        name=ours.name or theirs.name,
        email=ours.email or theirs.email,
        phone=ours.phone or theirs.phone,
        notes=notes[:4000],
        vip=theirs.vip if ours.vip is None else ours.vip,
    )
