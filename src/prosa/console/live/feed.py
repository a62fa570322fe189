"""One conversation that an agent has open: its events, in order and once, and what passes."""

import asyncio
from collections.abc import Callable, Sequence

from pydantic import BaseModel

from prosa.console.live.protocol import CustomerTyping, EventsFrame, Opened, Viewer, ViewersFrame
from prosa.console.live.viewing import Viewing
from prosa.console.schemas import EventView
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.fanout import FanOut
from prosa.conversations.following import Follower
from prosa.conversations.previews import Previews
from prosa.conversations.projection import Conversation
from prosa.conversations.signals import Looking, Signal, Typing

EVENTS_A_FRAME = 200


class Feed:
    """Puts frames for as long as it is open."""

    def __init__(
        self,
        standing: Conversation,
        put: Callable[[BaseModel], None],
        fanout: FanOut,
        viewing: Viewing,
        previews: Previews,
    ) -> None:
        self.standing = standing
        """As it stood when it was opened, and after each event since."""
        self._put = put
        self._fanout = fanout
        self._viewing = viewing
        self._previews = previews
        self._waiting: list[Event] = []
        self._viewers: Sequence[Viewer] | None = None
        self._follower: Follower | None = None

    async def open(self, after: int) -> None:
        """Puts everything after this offset, then that it has, then what happens. Raises `DatabaseAway`."""
        follower = Follower(self._id, min(after, self.standing.last_offset), self._deliver, self._signalled)
        self._fanout.add(follower)
        self._follower = follower
        await self._fanout.catch_up(follower)
        self._flush()
        self._put(Opened(conversation=self._id, last_offset=follower.seen))

    def close(self) -> None:
        """Puts nothing more."""
        if self._follower is not None:
            self._fanout.remove(self._follower)
            self._follower = None
        self._waiting.clear()

    def watched(self, viewers: Sequence[Viewer]) -> None:
        """Puts who looks, when that has changed."""
        if viewers != self._viewers and self._follower is not None:
            self._viewers = viewers
            self._put(ViewersFrame(conversation=self._id, viewers=tuple(viewers)))

    @property
    def _id(self) -> ConversationId:
        return self.standing.id

    def _deliver(self, event: Event) -> None:
        if not self._waiting:
            # What comes at once goes in one frame.
            asyncio.get_running_loop().call_soon(self._flush)
        self._waiting.append(event)
        if event.offset == self.standing.last_offset + 1:
            self.standing = self.standing.after(event)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for start in range(0, len(waiting), EVENTS_A_FRAME):
            events = tuple(EventView.of(event) for event in waiting[start : start + EVENTS_A_FRAME])
            self._put(EventsFrame(conversation=self._id, events=events))

    def _signalled(self, signal: Signal) -> None:
        match signal:
            case Looking():
                self._viewing.changed(self._id)
            case Typing(source="customer", on=on, preview=sealed):
                preview = "" if sealed is None else self._previews.open(self._id, sealed)
                self._put(CustomerTyping(conversation=self._id, on=on, preview=preview))
            case _:
                return
