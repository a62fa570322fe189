"""What became of one message of a run."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a customer is about."""

    NORMAL = "normal"
    SUPPORT = "support"
    ESCALATION = "escalation"


@dataclass(slots=True)
class Said:
    """One message. Times are in seconds of `time.perf_counter`."""

    id: str
    kind: Kind
    due: float
    """When it was meant to be sent; latencies count from here."""
    sent_at: float
    conversation: str
    offset: int | None = None
    accepted_at: float | None = None
    """When the server said that it is committed."""
    answered_at: float | None = None
    """When the bot's first answer arrived."""
    answers: int = 0
    """How often an answer arrived: once, if all is well."""
    refused: str | None = None
    """The error's code, when the server did not take it."""
