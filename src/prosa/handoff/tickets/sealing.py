"""What customers wrote in tickets, as it lies in the database: encrypted, bound to the ticket's number."""

from prosa.security.encryption import Cipher


class TicketSealer:
    """Seals and opens texts of tickets."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def seal(self, number: int, text: str) -> bytes:
        """The encrypted text."""
        return self._cipher.encrypt(text.encode(), _place(number))

    def open(self, number: int, sealed: bytes) -> str:
        """The text. Raises `Undecipherable` when no key fits or it belongs to another ticket."""
        return self._cipher.decrypt(bytes(sealed), _place(number)).decode()


def _place(number: int) -> bytes:
    return b"ticket:%d" % number
