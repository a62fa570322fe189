"""Finding conversations: all words must be in one, and the place that holds most of them is shown."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, Integer, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from prosa.console.listing.schemas import Found
from prosa.console.searching.models import search_entry
from prosa.console.searching.snippets import snippet
from prosa.console.searching.words import Words, asked_words, texts_of
from prosa.conversations.events import Source
from prosa.conversations.models import contact, conversation, event
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.security.encryption import Undecipherable

log = structlog.get_logger()


class Search:
    """Looks up words."""

    def __init__(self, database: Database, sealer: Sealer, words: Words) -> None:
        self._database = database
        self._sealer = sealer
        self._words = words

    def holds(self, query: str) -> ColumnElement[bool] | None:
        """What holds for conversations with all words of the query; None when it has none."""
        words = self._words.asked(query)
        if not words:
            return None
        found = (
            select(search_entry.c.conversation_id)
            .where(search_entry.c.words.overlap(words))
            .group_by(search_entry.c.conversation_id)
            .having(and_(*(func.bool_or(search_entry.c.words.contains([word])) for word in words)))
        )
        known = select(contact.c.id).where(contact.c.words.contains(words))
        return or_(conversation.c.id.in_(found), conversation.c.contact_id.in_(known))

    async def places(self, query: str, among: Collection[UUID]) -> dict[UUID, Found]:
        """Of each of these conversations, the latest event with most words of the query."""
        words = self._words.asked(query)
        if not words or not among:
            return {}
        count: ColumnElement[int] = sum(
            (cast(search_entry.c.words.contains([word]), Integer) for word in words[1:]),
            start=cast(search_entry.c.words.contains([words[0]]), Integer),
        )
        best = (
            select(search_entry.c.conversation_id, search_entry.c.offset)
            .ext(distinct_on(search_entry.c.conversation_id))
            .where(search_entry.c.conversation_id.in_(among), search_entry.c.words.overlap(words))
            .order_by(search_entry.c.conversation_id, count.desc(), search_entry.c.offset.desc())
            .subquery()
        )
        same = and_(event.c.conversation_id == best.c.conversation_id, event.c.offset == best.c.offset)
        async with self._database.connect() as connection:
            rows = (await connection.execute(select(event).join(best, same))).all()
        return await asyncio.to_thread(self._shown, rows, asked_words(query))

    def _shown(self, rows: Sequence[Any], wanted: Sequence[str]) -> dict[UUID, Found]:
        found: dict[UUID, Found] = {}
        for row in rows:
            try:
                data = self._sealer.open(row.kind, row.data_sealed, row.conversation_id, row.offset)
            except Undecipherable as error:
                log.warning("what was found does not open", reason=str(error))
                continue
            text = " · ".join(text for text in texts_of(data) if text)
            found[row.conversation_id] = Found(
                offset=row.offset, source=Source(row.source), pieces=snippet(text, wanted)
            )
        return found
