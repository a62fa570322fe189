"""What agents see of one conversation: how it stands, and its log."""

from collections.abc import Sequence

from prosa.conversations.errors import NotFoundError
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.log import Log
from prosa.conversations.projection import Conversation


class NoSuchConversation(NotFoundError):
    """There is no conversation with this id."""

    code = "no_such_conversation"
    says = "Esta conversa não existe."


class Inbox:
    """Reads a conversation for agents."""

    def __init__(self, log: Log) -> None:
        self._log = log

    async def get(self, id: ConversationId) -> Conversation:
        """The conversation as it stands. Raises `NoSuchConversation`."""
        found = await self._log.conversation(id)
        if found is None:
            raise NoSuchConversation
        return found

    async def events(self, id: ConversationId, after: int, limit: int) -> Sequence[Event]:
        """The events after this offset, at most `limit`."""
        return await self._log.after(id, after, limit=limit)

    async def events_before(self, id: ConversationId, before: int, limit: int) -> Sequence[Event]:
        """The last events before this offset, at most `limit`, in order."""
        return await self._log.last_before(id, before, limit)
