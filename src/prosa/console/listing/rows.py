"""Conversations as lists show them: with the customer's name and how the last message begins."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Select, select, true

from prosa.console.listing.schemas import PREVIEW, ConversationRow
from prosa.console.schemas import ConversationView
from prosa.conversations.customers import open_kept
from prosa.conversations.events import ConversationId, Message, Source
from prosa.conversations.models import contact, conversation, customer, customer_conversation, event
from prosa.conversations.projection import Conversation
from prosa.conversations.rows import conversation_of
from prosa.conversations.sealing import Sealer
from prosa.desk.contacts import open_known
from prosa.engines.database import Database
from prosa.handoff.waiting import comes_first
from prosa.security.encryption import Cipher, Undecipherable

log = structlog.get_logger()

_last = (
    select(event.c.offset, event.c.at, event.c.source, event.c.data_sealed)
    .where(event.c.conversation_id == conversation.c.id, event.c.kind == "message")
    .order_by(event.c.offset.desc())
    .limit(1)
    .lateral("last")
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation with what a list shows of it, whoever looks."""

    conversation: Conversation
    customer_name: str | None
    preview: str | None
    last_source: Source | None
    last_message_at: datetime | None

    def row(self, seen: int = 0) -> ConversationRow:
        """For an agent who has seen so many of the customer's messages."""
        return ConversationRow(
            **ConversationView.of(self.conversation).model_dump(),
            customer_name=self.customer_name,
            preview=self.preview,
            last_source=self.last_source,
            last_message_at=self.last_message_at,
            unread=max(0, self.conversation.customer_messages - seen),
        )


class Rows:
    """Reads them."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self._database = database
        self._cipher = cipher
        self._sealer = Sealer(cipher)

    async def of(self, ids: Collection[ConversationId]) -> list[Listed]:
        """These conversations as they stand, in no order; without those that are not there."""
        if not ids:
            return []
        async with self._database.connect() as connection:
            found = (await connection.execute(everything().where(conversation.c.id.in_(ids)))).all()
        return await self.open(found)

    async def open(self, rows: Sequence[Any]) -> list[Listed]:
        """What these rows of `everything` say."""
        # Opening bodies takes a moment in which nobody else should wait.
        return await asyncio.to_thread(lambda: [self._listed(row) for row in rows])

    def _listed(self, row: Any) -> Listed:
        return Listed(
            conversation=replace(conversation_of(row), vip=row.comes_first),
            customer_name=self._name(row),
            preview=self._preview(row),
            last_source=None if row.message_source is None else Source(row.message_source),
            last_message_at=row.message_at,
        )

    def _preview(self, row: Any) -> str | None:
        if row.message_sealed is None:
            return None
        try:
            said = self._sealer.open("message", row.message_sealed, row.id, row.message_offset)
        except Undecipherable as error:
            log.warning("a last message does not open", reason=str(error))
            return None
        return beginning(shown_of(said)) if isinstance(said, Message) else None

    def _name(self, row: Any) -> str | None:
        """As agents call them, or else the site."""
        try:
            if row.contact_sealed is not None:
                known = open_known(self._cipher, row.contact_id, row.contact_sealed)
                if known.name:
                    return known.name
            if row.customer_sealed is not None:
                kept = open_kept(self._cipher, row.customer_id, row.customer_sealed)
                return kept.profile.get("name") or None
        except Undecipherable as error:
            log.warning("what is known of a customer does not open", reason=str(error))
        return None


def everything() -> Select[tuple[Any, ...]]:
    """Every conversation with its last message and its customer."""
    return select(
        conversation,
        _last.c.offset.label("message_offset"),
        _last.c.at.label("message_at"),
        _last.c.source.label("message_source"),
        _last.c.data_sealed.label("message_sealed"),
        customer.c.id.label("customer_id"),
        customer.c.profile_sealed.label("customer_sealed"),
        contact.c.profile_sealed.label("contact_sealed"),
        comes_first.label("comes_first"),
    ).select_from(
        conversation.outerjoin(_last, true())
        .outerjoin(contact, contact.c.id == conversation.c.contact_id)
        .outerjoin(customer_conversation, customer_conversation.c.conversation_id == conversation.c.id)
        .outerjoin(customer, customer.c.id == customer_conversation.c.customer_id)
    )


def shown_of(said: Message) -> str:
    """What was said, in a line; of files without a word, what they are."""
    if said.text.strip() or not said.files:
        return said.text
    first, more = said.files[0], len(said.files) - 1
    name = "📷 Foto" if first.media_type.startswith("image/") else f"📎 {first.name}"
    return f"{name} (+{more})" if more else name


def beginning(text: str) -> str:
    """How a text begins, on one line."""
    line = " ".join(text[: PREVIEW * 4].split())
    return line if len(line) <= PREVIEW else line[: PREVIEW - 1].rstrip() + "…"
