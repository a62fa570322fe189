"""A turn: everything known about one message of the customer while it travels through the stages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from prosa.conversations.context import Context
from prosa.conversations.decisions import Decision
from prosa.conversations.events import Event, NewEvent
from prosa.conversations.ports import Desk, Effect, Lookups, Reader, Tickets
from prosa.conversations.projection import Conversation
from prosa.knowledge.articles import ArticleHit, Articles
from prosa.knowledge.products import ProductHits, Products
from prosa.language.understanding import Understanding
from prosa.packs.replies import Replies
from prosa.packs.schema import Pack


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the knowledge base had to say to this message."""

    articles: tuple[ArticleHit, ...] = ()
    products: ProductHits | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message on its way to an answer. Each stage fills in its part and passes the turn on."""

    conversation: Conversation
    message: Event
    text: str
    context: Context
    """As it was before this message is answered."""
    now: datetime
    understanding: Understanding | None = None
    recalled: Recalled = Recalled()
    decision: Decision | None = None
    events: tuple[NewEvent, ...] = ()
    """What will be appended."""
    effects: tuple[Effect, ...] = ()
    """What will be written in the same transaction."""

    @property
    def understood(self) -> Understanding:
        """The understanding, for the stages after `understand`."""
        if self.understanding is None:
            raise RuntimeError("this stage needs the stage `understand` before it")
        return self.understanding


class StageClock(Protocol):
    """Measures stages (`app` counts them)."""

    def observe(self, stage: str, seconds: float) -> None:
        """This stage took so long."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What the stages work with. Built once by `app.py`; shared by all turns."""

    pack: Pack
    replies: Replies
    reader: Reader
    articles: Articles
    products: Products
    lookups: Lookups
    tickets: Tickets
    desk: Desk
    clock: StageClock
