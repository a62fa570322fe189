"""Following a conversation: every event after a point, in order, once, whatever way it arrives."""

from collections.abc import Callable, Sequence

from prosa.conversations.events import ConversationId, Event
from prosa.conversations.signals import Signal


def ignore_signal(_: Signal) -> None:
    """For followers that only care for the log."""


class Follower:
    """One reader of one conversation's log.

    `deliver` gets each event after `seen` exactly once and in order; `signalled` gets what is not in the log.
    Both must return at once.
    """

    def __init__(
        self,
        conversation: ConversationId,
        seen: int,
        deliver: Callable[[Event], None],
        signalled: Callable[[Signal], None] = ignore_signal,
    ) -> None:
        self.conversation = conversation
        self.seen = seen
        self.signalled = signalled
        self._deliver = deliver

    def offer(self, events: Sequence[Event]) -> bool:
        """Takes what is next among these, ordered, events. False when events before them are missing."""
        for event in events:
            if event.offset <= self.seen:
                continue
            if event.offset > self.seen + 1:
                return False
            self.seen = event.offset
            self._deliver(event)
        return True
