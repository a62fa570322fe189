"""The web channel's parts.

The app puts one `WebChannel` at `app.state.web` before it serves; routes ask for it as `Web`.
"""

from dataclasses import dataclass, field
from typing import Annotated

import structlog
from fastapi import Depends
from starlette.requests import HTTPConnection

from prosa.channels.web.checking import Doorkeeper
from prosa.channels.web.protocol import Assistant, Connected, PageWatch
from prosa.channels.web.sessions import Session, Sessions
from prosa.conversations.errors import Unauthorized
from prosa.conversations.fanout import FanOut
from prosa.conversations.inbox import Inbox
from prosa.conversations.log import Log
from prosa.conversations.parts import QueuePlace
from prosa.conversations.ports import Desk
from prosa.conversations.previews import Previews
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.receipts import Receipts
from prosa.conversations.unasked.initiative import Initiative
from prosa.conversations.verdicts.taking import Verdicts
from prosa.desk.files.links import FileLinks
from prosa.desk.files.store import Files
from prosa.desk.files.taking import Uploads
from prosa.packs.replies import Replies
from prosa.packs.schema import Pack
from prosa.people.agents import Agents
from prosa.security.identity import BadIdentity, Identities, Identity
from prosa.settings import Settings

HEARTBEAT_SECONDS = 25


log = structlog.get_logger()


class NotVouchedFor(Unauthorized):
    """The site has not signed who this is, or not lately."""

    code = "identity"
    says = "Não foi possível confirmar a sua conta. Entre de novo no site e recarregue a página."


class Room:
    """How many sockets this node holds."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.open = 0

    @property
    def full(self) -> bool:
        """Whether another socket must be sent away."""
        return self.open >= self._limit


@dataclass(frozen=True, slots=True)
class WebChannel:
    """What REST and socket work with."""

    settings: Settings
    pack: Pack
    replies: Replies
    sessions: Sessions
    doorkeeper: Doorkeeper
    inbox: Inbox
    verdicts: Verdicts
    receipts: Receipts
    files: FileLinks
    """Makes the links by which customers open files."""
    kept: Files
    """Keeps what customers send."""
    log: Log
    fanout: FanOut
    desk: Desk
    agents: Agents
    room: Room
    previews: Previews
    identities: Identities | None = None
    """Reads whom the site vouches for; None: it shares no secret with us."""
    initiative: Initiative | None = None
    """Speaks unasked; None: the pack has no rule for that."""
    uploads: Uploads = field(default_factory=Uploads)
    """Apart from the agents': customers with slow lines keep none of them waiting."""

    async def connected(self, session: Session, standing: Conversation | None) -> Connected:
        """The first frame of a connection."""
        company = self.pack.bot.company
        return Connected(
            session_id=session.token,
            conversation_id=str(session.conversation),
            last_offset=standing.last_offset if standing is not None else -1,
            owner=standing.owner.value if standing is not None else Owner.BOT.value,
            agent_name=await self.agent_name(standing),
            queue=await self.place(standing),
            assistant=Assistant(
                name=company.assistant,
                company=self.replies.company,
                greeting=self.replies.render(
                    self.pack.bot.greeting, seed=str(session.conversation), name=""
                ).text,
                starters=self.pack.bot.starters,
            ),
            max_chars=self.settings.max_message_chars,
            max_file_bytes=self.settings.max_file_bytes,
            heartbeat_seconds=HEARTBEAT_SECONDS,
            proactive=self.pages,
        )

    @property
    def pages(self) -> tuple[PageWatch, ...] | None:
        """Pages on which the bot may have something to say; None when it never speaks unasked."""
        if self.initiative is None:
            return None
        rules = self.initiative.rules.rules.values()
        return tuple(
            PageWatch(path=rule.page.path, seconds=rule.page.seconds)
            for rule in rules
            if rule.page is not None
        )

    def identity(self, token: str | None) -> Identity | None:
        """Whom the site vouches for by this token; None without one. Raises `NotVouchedFor`."""
        if not token:
            return None
        if self.identities is None:
            raise NotVouchedFor
        try:
            return self.identities.read(token)
        except BadIdentity as error:
            log.warning("an identity was refused", reason=str(error))
            raise NotVouchedFor from error

    async def agent_name(self, standing: Conversation | None) -> str | None:
        """Who owns the conversation; None while no person does."""
        if standing is None or standing.assignee is None:
            return None
        return await self.agents.name_of(standing.assignee)

    async def place(self, standing: Conversation | None) -> QueuePlace | None:
        """Where the conversation stands in the queue; None when it does not wait."""
        if standing is None or standing.owner is not Owner.QUEUE:
            return None
        return await self.desk.place_of(standing.id)


async def web_of(connection: HTTPConnection) -> WebChannel:
    """The channel, as the app put it together."""
    return connection.app.state.web


Web = Annotated[WebChannel, Depends(web_of)]
