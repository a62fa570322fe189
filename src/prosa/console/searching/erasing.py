"""Erasing what the search keeps of conversations."""

from collections.abc import Sequence

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.console.searching.indexing import SEARCH_LOCK
from prosa.console.searching.models import search_entry
from prosa.conversations.events import ConversationId


async def erase_from_search(connection: AsyncConnection, conversations: Sequence[ConversationId]) -> int:
    """Erases it; gives how many events can be found no more."""
    # Whoever reads just now has opened events that this transaction rewrites: what they write must go.
    await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": SEARCH_LOCK})
    gone = await connection.execute(
        delete(search_entry).where(search_entry.c.conversation_id.in_(conversations))
    )
    return gone.rowcount
