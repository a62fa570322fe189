"""What a socket tells the bot's initiative: pages, typing, and that an identified customer is there."""

from contextlib import suppress

from prosa.channels.web.channel import WebChannel
from prosa.channels.web.sessions import Session
from prosa.conversations.errors import TooMany
from prosa.conversations.unasked.initiative import Place
from prosa.security.identity import Identity

MOST_PAGES = 100
"""Reports of pages that are listened to on one connection."""


class Unasked:
    """One socket's occasions to be spoken to. Without rules in the pack nothing is one."""

    def __init__(self, web: WebChannel, address: str) -> None:
        self._web = web
        self._address = address
        self._pages = 0

    async def on_page(self, session: Session, identity: Identity | None, path: str, seconds: int) -> None:
        """The customer has been on this page for so long. Too many messages are never caused by it."""
        self._pages += 1
        if self._web.initiative is None or self._pages > MOST_PAGES:
            return

        async def admit() -> None:
            await self._web.doorkeeper.count(session, self._address)

        with suppress(TooMany):
            await self._web.initiative.on_page(_place(session, identity), path, seconds, admit)

    async def on_arrival(self, session: Session, identity: Identity | None) -> None:
        """An identified customer is there: something may have waited for them."""
        if self._web.initiative is not None and identity is not None:
            await self._web.initiative.on_arrival(_place(session, identity))

    async def typing(self, session: Session, *, on: bool) -> None:
        """The customer is typing, or has stopped."""
        if self._web.initiative is not None:
            await self._web.initiative.typing.sign(session.conversation, on=on)


def _place(session: Session, identity: Identity | None) -> Place:
    return Place(session.conversation, session.opening, identity)
