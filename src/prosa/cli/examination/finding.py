"""What an examination finds."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing stands."""

    GOOD = "good"
    LATER = "later"
    """Not there yet; the next `prosa up` sees to it."""
    WORTH_KNOWING = "worth knowing"
    """It works, but not as it should in production."""
    BAD = "bad"
    """Prosa will not work until somebody does something."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    topic: str
    state: State
    says: str
    do: str = ""
    """What to do about it."""


def good(topic: str, says: str) -> Finding:
    """All is well."""
    return Finding(topic, State.GOOD, says)


def later(topic: str, says: str) -> Finding:
    """`prosa up` will see to it."""
    return Finding(topic, State.LATER, says)


def bad(topic: str, says: str, do: str) -> Finding:
    """Something must be done."""
    return Finding(topic, State.BAD, says, do)


def masked(text: str, *secrets: str) -> str:
    """The text without these secrets, should an error quote one."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "***")
    return text
