"""How asking a language model ends without an answer. No text of anybody is in here."""

from enum import StrEnum


class Outcome(StrEnum):
    """What came of a question, for metrics and the log."""

    WRITTEN = "written"
    CACHED = "cached"
    PROPOSED = "proposed"
    SHORTENED = "shortened"
    """Part of it was right and was sent; the rest was not, or never came."""
    NOT_FOUND = "not_found"
    """The model says that the passages do not tell."""
    REJECTED = "rejected"
    """The checker let nothing through."""
    EMPTY = "empty"
    NONSENSE = "nonsense"
    """Not what the API says an answer looks like."""
    CUT = "cut"
    """The stream ended in the middle."""
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"
    """The server says that something broke there."""
    LIMITED = "limited"
    """The server wants fewer questions."""
    UNAUTHORIZED = "unauthorized"
    REFUSED = "refused"
    """The server does not take the question as it is."""
    SKIPPED = "skipped"
    """It has just failed: left alone for a moment."""
    BUSY = "busy"
    """All places on this node were taken."""
    OVER_BUDGET = "over_budget"
    UNCOUNTED = "uncounted"
    """The budget could not be looked at."""


class Failed(Exception):
    """No answer, and why."""

    def __init__(
        self,
        outcome: Outcome,
        *,
        status: int | None = None,
        may_pass: bool = False,
        wait: float | None = None,
    ) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome
        self.status = status
        self.may_pass = may_pass
        """Whether asking again at once may help."""
        self.wait = wait
        """Seconds that the server asked for."""
