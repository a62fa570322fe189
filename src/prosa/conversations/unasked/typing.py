"""Whether a customer is typing right now, on whatever node their socket is."""

from prosa.conversations.events import ConversationId
from prosa.engines.errors import ValkeyAway
from prosa.engines.valkey import Valkey

LIFE_SECONDS = 8
"""Without another sign for so long, nobody types any more."""


class TypingSigns:
    """Kept in Valkey; with Valkey away nobody types."""

    def __init__(self, valkey: Valkey) -> None:
        self._valkey = valkey

    async def sign(self, conversation: ConversationId, *, on: bool) -> None:
        """The customer types, or has stopped."""
        try:
            if on:
                await self._valkey.client.set(_key(conversation), b"1", ex=LIFE_SECONDS)
            else:
                await self._valkey.client.delete(_key(conversation))
        except ValkeyAway:
            return

    async def is_typing(self, conversation: ConversationId) -> bool:
        """Whether a sign came lately."""
        try:
            return await self._valkey.client.get(_key(conversation)) is not None
        except ValkeyAway:
            return False


def _key(conversation: ConversationId) -> str:
    return f"prosa:customer-typing:{conversation}"
