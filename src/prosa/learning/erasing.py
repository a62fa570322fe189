"""Erasing what learning keeps of conversations: review items, and examples that were accepted from them."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import ConversationId
from prosa.learning.models import learned_example, review_item


async def erase_from_learning(connection: AsyncConnection, conversations: Sequence[ConversationId]) -> int:
    """Erases them; gives how many items that were. Examples are masked when they are accepted, and go too."""
    items = select(review_item.c.id).where(review_item.c.conversation_id.in_(conversations))
    await connection.execute(delete(learned_example).where(learned_example.c.item_id.in_(items)))
    gone = await connection.execute(
        delete(review_item).where(review_item.c.conversation_id.in_(conversations))
    )
    return gone.rowcount
