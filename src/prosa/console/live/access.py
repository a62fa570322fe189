"""What the routes of lists, search and socket work with.

The app puts one `Live` at `app.state.live` before it serves.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from prosa.console.listing.counting import Counting
from prosa.console.listing.lists import Lists
from prosa.console.listing.reads import Reads


@dataclass(frozen=True, slots=True)
class Live:
    """The services behind what agents see while it happens."""

    lists: Lists
    counting: Counting
    reads: Reads


async def live_of(connection: HTTPConnection) -> Live:
    """The services, as the app put them together."""
    return connection.app.state.live


Board = Annotated[Live, Depends(live_of)]
