"""Erasing what the desk keeps of conversations: files, and what contacts that became one were called."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import ConversationId
from prosa.conversations.models import contact, conversation
from prosa.desk.models import file, mention


async def erase_from_desk(connection: AsyncConnection, conversations: Sequence[ConversationId]) -> int:
    """Erases it; gives how many files that were."""
    erased = await connection.execute(delete(file).where(file.c.conversation_id.in_(conversations)))
    await connection.execute(delete(mention).where(mention.c.conversation_id.in_(conversations)))
    whose = select(conversation.c.contact_id).where(conversation.c.id.in_(conversations))
    await connection.execute(
        update(contact)
        .where(contact.c.id.in_(whose) | contact.c.merged_into.in_(whose))
        .values(profile_sealed=None, words=[], vip=None)
    )
    # Tags are agents' own words, and may hold a name.
    await connection.execute(update(conversation).where(conversation.c.id.in_(conversations)).values(tags=[]))
    return erased.rowcount
