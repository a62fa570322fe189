"""Where a page of a list ended, as a short text that callers hand back without reading it."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from prosa.conversations.errors import Invalid


class BadCursor(Invalid):
    """`after` was not given out by us."""

    code = "bad_cursor"
    says = "A posição da lista não é válida. Recarregue a lista."


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page, in a list ordered by a moment and then by id."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.at.astimezone(UTC).isoformat()}|{self.id}".encode()).decode()

    @staticmethod
    def read(text: str) -> "Cursor":
        """The cursor that `str` wrote. Raises `BadCursor` for anything else."""
        try:
            at, _, id = base64.urlsafe_b64decode(text.encode()).decode().partition("|")
            cursor = Cursor(datetime.fromisoformat(at), UUID(id))
        except (binascii.Error, ValueError) as error:
            raise BadCursor from error
        if cursor.at.tzinfo is None:
            raise BadCursor
        return cursor
