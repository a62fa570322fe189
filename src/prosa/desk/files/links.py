"""Links by which a customer opens a file: signed, for one file, for a day or so."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

LINKS_KEY = "file links"
"""Purpose of the key that signs links."""
LIFE_SECONDS = 24 * 3600
_STEP_SECONDS = 3600
"""Links made within an hour are the same, so that a browser keeps the picture."""


class FileLinks:
    """Makes and checks them."""

    def __init__(self, key: bytes, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._key = key
        self._clock = clock

    def link(self, file: UUID) -> str:
        """The path of a file, that opens it for a day."""
        now = int(self._clock().timestamp())
        until = (now // _STEP_SECONDS + 1) * _STEP_SECONDS + LIFE_SECONDS
        return f"/api/files/{file}?until={until}&key={self._sign(file, until)}"

    def opens(self, file: UUID, until: int, key: str) -> bool:
        """Whether these are of a link of ours to this file, which still holds."""
        fits = hmac.compare_digest(self._sign(file, until).encode(), key.encode(errors="replace"))
        return fits and self._clock().timestamp() < until

    def _sign(self, file: UUID, until: int) -> str:
        return hmac.new(self._key, b"%s.%d" % (file.bytes, until), hashlib.sha256).hexdigest()[:40]
