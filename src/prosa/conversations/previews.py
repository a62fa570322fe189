"""What a customer is writing, on its way to who answers: sealed, passed on, never stored or logged."""

import base64
import binascii

from prosa.conversations.events import ConversationId
from prosa.security.encryption import Cipher, Undecipherable


class Previews:
    """Seals and opens what is being written. Bound to the conversation."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def seal(self, conversation: ConversationId, text: str) -> str:
        """As nodes may tell each other."""
        sealed = self._cipher.encrypt(text.encode(errors="replace"), _place(conversation))
        return base64.b64encode(sealed).decode()

    def open(self, conversation: ConversationId, sealed: str) -> str:
        """The text; "" for what does not open: anyone who reaches Valkey may tell us anything."""
        try:
            return self._cipher.decrypt(base64.b64decode(sealed), _place(conversation)).decode()
        except (Undecipherable, binascii.Error, ValueError):
            return ""


def _place(conversation: ConversationId) -> bytes:
    return b"typing:" + conversation.bytes
