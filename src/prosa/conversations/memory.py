"""Where contexts are kept between turns: Valkey, for an hour, and the log when Valkey forgot."""

import structlog
from pydantic import ValidationError

from prosa.conversations.context import Context, fold
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.log import Log
from prosa.conversations.projection import Conversation
from prosa.engines.errors import ValkeyAway
from prosa.engines.valkey import Valkey
from prosa.security.encryption import Cipher, Undecipherable

LIFE_SECONDS = 3600

log = structlog.get_logger()


class Memory:
    """The context of each conversation. Whatever Valkey lost is folded from the log again."""

    def __init__(self, valkey: Valkey, log: Log, cipher: Cipher) -> None:
        self._valkey = valkey
        self._log = log
        self._cipher = cipher

    async def context(self, conversation: Conversation, newest: Event | None = None) -> Context:
        """The context up to the conversation's last event: `newest`, when the caller has it at hand."""
        kept = await self._kept(conversation.id)
        if kept.offset > conversation.last_offset:
            return kept  # Another node has seen more; the fence will tell.
        if newest is not None and kept.offset + 1 == newest.offset == conversation.last_offset:
            return kept.after(newest)  # The usual turn: nothing else has happened since the last answer.
        if kept.offset < conversation.last_offset:
            return fold(await self._log.all_after(conversation.id, kept.offset), kept)
        return kept

    async def keep(self, conversation: ConversationId, context: Context) -> None:
        """Keeps it for an hour from now. With Valkey away nothing is lost: the log has it all."""
        sealed = self._cipher.encrypt(
            context.model_dump_json(exclude_defaults=True).encode(), conversation.bytes
        )
        try:
            await self._valkey.client.set(context_key(conversation), sealed, ex=LIFE_SECONDS)
        except ValkeyAway:
            return

    async def _kept(self, conversation: ConversationId) -> Context:
        try:
            sealed = await self._valkey.client.get(context_key(conversation))
            if sealed is None:
                return Context()
            return Context.model_validate_json(self._cipher.decrypt(sealed, conversation.bytes))
        except ValkeyAway:
            return Context()
        except (Undecipherable, ValidationError):
            log.warning(
                "kept context is unreadable, rebuilding it from the log", conversation=str(conversation)
            )
            return Context()


def context_key(conversation: ConversationId) -> str:
    """Where Valkey keeps the context of a conversation."""
    return f"prosa:context:{conversation}"
