"""The fence of turns: an answer is only stored while its message still waits for one."""

from prosa.conversations.appending import Requirement
from prosa.conversations.projection import Conversation, Owner


class Superseded(Exception):
    """The message was answered by another turn, or a person has taken over, since this turn began."""


def still_unanswered(answered: int) -> Requirement:
    """Requires that the bot owns the conversation and has answered nothing since the turn read `answered`."""

    def require(conversation: Conversation) -> None:
        if conversation.owner is not Owner.BOT or conversation.answered != answered:
            raise Superseded(conversation.id)

    return require


def still_waiting(conversation: Conversation) -> None:
    """Requires that the conversation waits for a person."""
    if conversation.owner is not Owner.QUEUE:
        raise Superseded(conversation.id)
