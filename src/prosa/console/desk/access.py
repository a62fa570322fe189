"""What the desk's routes work with.

The app puts one `Desk` at `app.state.desk` before it serves.
"""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated

import structlog
from fastapi import Depends, Request

from prosa.console.card.making import Cards
from prosa.conversations.appending import UnknownConversation
from prosa.conversations.log import Log
from prosa.desk.canned import CannedReplies
from prosa.desk.contacts import Contact, Contacts
from prosa.desk.files.links import FileLinks
from prosa.desk.files.store import Files
from prosa.desk.files.taking import Uploads
from prosa.desk.marks import Marks
from prosa.desk.merging import Merging
from prosa.desk.notes import Notes
from prosa.desk.suggesting import Suggester
from prosa.desk.teaching import Teaching
from prosa.desk.values import Values
from prosa.desk.waking import Waking
from prosa.engines.errors import DatabaseAway
from prosa.handoff.inbox import NoSuchConversation
from prosa.people.agents import Agent

TIDY_SECONDS = 1800.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Desk:
    """The services behind what agents work with."""

    chat: Log
    canned: CannedReplies
    values: Values
    marks: Marks
    notes: Notes
    files: Files
    links: FileLinks
    contacts: Contacts
    merging: Merging
    cards: Cards
    suggester: Suggester
    teaching: Teaching
    waking: Waking
    uploads: Uploads = field(default_factory=Uploads)

    async def vouch_for(self, somebody: Contact, by: Agent) -> None:
        """Says in their open conversations whether they come first, when agents have decided it."""
        if somebody.known.vip is not None:
            ids = await self.contacts.conversations(somebody)
            await self.marks.vouch(ids, by, vip=somebody.known.vip)

    async def run(self) -> None:
        """Wakes what sleeps, and removes files that nobody sent. Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.waking.run())
            tasks.create_task(self._tidy())

    async def _tidy(self) -> None:
        while True:
            try:
                await self.files.remove_unsent()
            except DatabaseAway:
                log.warning("cannot remove files that were never sent")
            await asyncio.sleep(TIDY_SECONDS)


async def desk_of(request: Request) -> Desk:
    """The services, as the app put them together."""
    return request.app.state.desk


DeskServices = Annotated[Desk, Depends(desk_of)]


@contextmanager
def known() -> Generator[None]:
    """Raises `NoSuchConversation` for one in which nothing was ever said."""
    try:
        yield
    except UnknownConversation as error:
        raise NoSuchConversation from error
