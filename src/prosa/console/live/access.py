"""What the routes of lists and the agents' socket work with.

The app puts one `Live` at `app.state.live` before it serves.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from prosa.console.listing.counting import Counting
from prosa.console.listing.lists import Lists
from prosa.console.listing.reads import Reads
from prosa.console.live.board import Board
from prosa.console.live.room import Room
from prosa.console.live.viewing import Viewing
from prosa.console.searching.indexing import Indexer
from prosa.conversations.fanout import FanOut
from prosa.conversations.previews import Previews
from prosa.handoff.attendance import Attendance
from prosa.handoff.inbox import Inbox


@dataclass(frozen=True, slots=True)
class Live:
    """The services behind what agents see while it happens."""

    inbox: Inbox
    fanout: FanOut
    lists: Lists
    indexer: Indexer
    counting: Counting
    reads: Reads
    board: Board
    viewing: Viewing
    previews: Previews
    attendance: Attendance
    room: Room = field(default_factory=Room)

    async def run(self) -> None:
        """Runs what tells agents. Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.board.run())
            tasks.create_task(self.viewing.run())
            tasks.create_task(self.indexer.run())


async def live_of(connection: HTTPConnection) -> Live:
    """The services, as the app put them together."""
    return connection.app.state.live


LiveServices = Annotated[Live, Depends(live_of)]
