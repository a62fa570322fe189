"""Event bodies as they lie in the database: JSON, encrypted, bound to their place in the log."""

from uuid import UUID

from prosa.conversations.events import BODIES, EventData
from prosa.security.encryption import Cipher


class Sealer:
    """Seals and opens event bodies.

    The ciphertext is bound to conversation and offset, so that a row copied elsewhere does not open.
    """

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def seal(self, data: EventData, conversation: UUID, offset: int) -> bytes:
        """The encrypted body. Its kind stands beside it in the clear."""
        return self._cipher.encrypt(
            data.model_dump_json(exclude_defaults=True).encode(), _place(conversation, offset)
        )

    def open(self, kind: str, sealed: bytes, conversation: UUID, offset: int) -> EventData:
        """The body. Raises `Undecipherable` when no key fits or the row is not where it was written."""
        opened = self._cipher.decrypt(bytes(sealed), _place(conversation, offset))
        return BODIES[kind].model_validate_json(opened)


def _place(conversation: UUID, offset: int) -> bytes:
    return conversation.bytes + offset.to_bytes(4, "big")
