"""Erasing somebody: what they said and who they are goes, the log keeps its order and the facts of reports.

Each event is rewritten in place: same offset, kind, source and moment, and nothing personal in its body
(docs/decisions/014). What other parts keep of a conversation they erase themselves (`Eraser`), in the same
transaction as its events.
"""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.customers import Customer, Customers
from prosa.conversations.events import (
    RESOLUTIONS,
    ConversationId,
    Delivery,
    EventData,
    HandOff,
    Mark,
    Message,
    Note,
    Rating,
    System,
    Thumb,
)
from prosa.conversations.facts import Facts, Unasked
from prosa.conversations.memory import context_key
from prosa.conversations.models import contact, contact_identity, conversation, customer, erasure, event
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.errors import ValkeyAway
from prosa.engines.valkey import Valkey

ERASED = "[apagado a pedido do cliente]"
PAGE = 200

log = structlog.get_logger()

Eraser = Callable[[AsyncConnection, Sequence[ConversationId]], Awaitable[int]]
"""Erases what a part keeps of these conversations; gives how many things that were."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """That somebody's data was erased."""

    number: str
    conversations: int
    events: int
    tickets: int


class Erasure:
    """Erases customers, and conversations of people nobody has vouched for."""

    def __init__(
        self,
        database: Database,
        valkey: Valkey,
        sealer: Sealer,
        customers: Customers,
        *,
        tickets: Eraser,
        others: Sequence[Eraser] = (),
    ) -> None:
        self._database = database
        self._valkey = valkey
        self._sealer = sealer
        self._customers = customers
        self._tickets = tickets
        self._others = tuple(others)

    async def erase_customer(self, somebody: Customer, how: str) -> Receipt:
        """Erases profile, preferences, and the content of all their conversations and tickets."""
        return await self._erase(await self._customers.conversations(somebody.id), somebody, how)

    async def erase_conversation(self, id: ConversationId, how: str) -> Receipt:
        """Erases whoever speaks in this conversation; just it, when nobody knows who that is."""
        somebody = await self._customers.of(id)
        if somebody is not None:
            return await self.erase_customer(somebody, how)
        return await self._erase([id], None, how)

    async def _erase(
        self, conversations: Sequence[ConversationId], somebody: Customer | None, how: str
    ) -> Receipt:
        """One transaction a conversation, so that nobody waits long; doing it again changes nothing."""
        events = tickets = 0
        for id in conversations:
            async with self._database.begin() as connection:
                events += await self._redact(connection, id)
                tickets += await self._tickets(connection, [id])
                for erase in self._others:
                    await erase(connection, [id])
            await self._forget_context(id)
        receipt = Receipt(new_receipt(), len(conversations), events, tickets)
        async with self._database.begin() as connection:
            if somebody is not None:
                await connection.execute(delete(customer).where(customer.c.id == somebody.id))
            await connection.execute(
                insert(erasure).values(
                    receipt=receipt.number,
                    at=datetime.now(UTC),
                    how=how,
                    conversations=receipt.conversations,
                    events=events,
                    tickets=tickets,
                )
            )
        # Again: a turn that was under way may have kept one meanwhile.
        for id in conversations:
            await self._forget_context(id)
        log.info(
            "a customer's data was erased",
            receipt=receipt.number,
            how=how,
            conversations=len(conversations),
            events=events,
            tickets=tickets,
        )
        return receipt

    async def _redact(self, connection: AsyncConnection, id: ConversationId) -> int:
        """Rewrites the events of a conversation, and forgets its contact's profile and addresses."""
        # As appends do: nothing is added while it is rewritten.
        locked = select(conversation.c.contact_id).where(conversation.c.id == id).with_for_update()
        contact_id = (await connection.execute(locked)).scalar_one_or_none()
        if contact_id is None:
            return 0
        count, after = 0, -1
        while True:
            page = (
                select(event.c.offset, event.c.kind, event.c.data_sealed)
                .where(event.c.conversation_id == id, event.c.offset > after)
                .order_by(event.c.offset)
                .limit(PAGE)
            )
            rows = (await connection.execute(page)).all()
            for row in rows:
                data = self._sealer.open(row.kind, row.data_sealed, id, row.offset)
                bare = without_person(data)
                if bare != data:
                    count += 1
                    await connection.execute(
                        update(event)
                        .where(event.c.conversation_id == id, event.c.offset == row.offset)
                        .values(data_sealed=self._sealer.seal(bare, id, row.offset))
                    )
            if len(rows) < PAGE:
                break
            after = rows[-1].offset
        await connection.execute(
            update(contact).where(contact.c.id == contact_id).values(profile_sealed=None, vip=None)
        )
        await connection.execute(
            delete(contact_identity).where(
                contact_identity.c.contact_id == contact_id, contact_identity.c.channel != "web"
            )
        )
        return count

    async def _forget_context(self, id: ConversationId) -> None:
        try:
            await self._valkey.client.delete(context_key(id))
        except ValkeyAway:
            # It dies within the hour, and nobody can read it who may not read the log.
            log.warning("a context could not be forgotten at once, Valkey is away", conversation=str(id))


def without_person(data: EventData) -> EventData:
    """The event without anything that anybody wrote or that tells who somebody is."""
    match data:
        case Message():
            return Message(
                text=ERASED,
                type=data.type,
                answers=data.answers,
                facts=None if data.facts is None else _bare_facts(data.facts),
                unasked=None if data.unasked is None else Unasked(rule=data.unasked.rule),
                agent=data.agent,
                agent_name=data.agent_name,
            )
        case Rating():
            return data.model_copy(update={"comment": ""})
        case Note(agent=agent, agent_name=name, mentions=mentions):
            return Note(text=ERASED, agent=agent, agent_name=name, mentions=mentions)
        case Mark():
            # Tags are the agents' own words, and may hold a name.
            return data.model_copy(update={"tags": ()})
        case System(code="promise_near" | "promise_broken"):
            return data
        case System(code=code):
            return System(code=code)
        case HandOff(note=note, resolution=why):
            told = why if why in RESOLUTIONS else ""
            return data.model_copy(update={"note": ERASED if note else "", "resolution": told})
        case Delivery() | Thumb():
            return data


def _bare_facts(facts: Facts) -> Facts:
    return Facts(
        intent=facts.intent,
        alternatives=facts.alternatives,
        also=facts.also,
        follows=facts.follows,
        sentiment=facts.sentiment,
        mood=facts.mood,
        anger=facts.anger,
        outcome=facts.outcome,
        reply=facts.reply,
        small_talk=facts.small_talk,
        milliseconds=facts.milliseconds,
    )


def new_receipt() -> str:
    """A number to ask by, which tells nothing and cannot be guessed: "LGPD-1F3A-90C2-7B44"."""
    drawn = secrets.token_hex(6).upper()
    return f"LGPD-{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"
