"""The web channel's parts, put together once by `app.py`."""

from dataclasses import dataclass

from prosa.channels.web.checking import Doorkeeper
from prosa.channels.web.protocol import Assistant, Connected
from prosa.channels.web.sessions import Session, Sessions
from prosa.conversations.fanout import FanOut
from prosa.conversations.inbox import Inbox
from prosa.conversations.log import Log
from prosa.conversations.parts import QueuePlace
from prosa.conversations.ports import Desk
from prosa.conversations.projection import Conversation, Owner
from prosa.packs.replies import Replies
from prosa.packs.schema import Pack
from prosa.settings import Settings

HEARTBEAT_SECONDS = 25


@dataclass(frozen=True, slots=True)
class WebChannel:
    """What REST and socket work with."""

    settings: Settings
    pack: Pack
    replies: Replies
    sessions: Sessions
    doorkeeper: Doorkeeper
    inbox: Inbox
    log: Log
    fanout: FanOut
    desk: Desk

    async def connected(self, session: Session, standing: Conversation | None) -> Connected:
        """The first frame of a connection."""
        company = self.pack.bot.company
        return Connected(
            session_id=session.token,
            conversation_id=str(session.conversation),
            last_offset=standing.last_offset if standing is not None else -1,
            owner=standing.owner.value if standing is not None else Owner.BOT.value,
            queue=await self.place(standing),
            assistant=Assistant(
                name=company.assistant,
                company=company.name,
                greeting=self.replies.render(self.pack.bot.greeting, seed=str(session.conversation), name="").text,
                starters=self.pack.bot.starters,
            ),
            max_chars=self.settings.max_message_chars,
            heartbeat_seconds=HEARTBEAT_SECONDS,
        )

    async def place(self, standing: Conversation | None) -> QueuePlace | None:
        """Where the conversation stands in the queue; None when it does not wait."""
        if standing is None or standing.owner is not Owner.QUEUE:
            return None
        return await self.desk.place_of(standing.id)
