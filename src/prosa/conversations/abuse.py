"""Noticing somebody who floods or repeats. Pure."""

from enum import StrEnum

from prosa.conversations.context import Context
from prosa.packs.replies import fingerprint

MANY_MESSAGES = 100
"""Messages in a session beyond which it is slowed."""
REPEATED_OF_TEN = 5
"""More of the last ten messages than this being the same is abuse."""
WARNINGS = 2
"""Warnings before a person is called."""
PAUSE_SECONDS = 2.0


class Abuse(StrEnum):
    """What is wrong."""

    FLOOD = "flood"
    REPEATED = "repeated"


def abuse_of(text: str, context: Context) -> Abuse | None:
    """What is wrong with one more message saying `text` after this context, if anything.

    `context` may already have counted the message itself.
    """
    if context.messages > MANY_MESSAGES:
        return Abuse.FLOOD
    same = fingerprint(text)
    return Abuse.REPEATED if context.texts.count(same) > REPEATED_OF_TEN else None
