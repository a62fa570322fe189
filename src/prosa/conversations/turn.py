"""A turn: everything known about one message of the customer while it travels through the stages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from prosa.conversations.appending import Appended
from prosa.conversations.context import Context
from prosa.conversations.customers import Customers
from prosa.conversations.decisions import Decision
from prosa.conversations.erasing import Erasure
from prosa.conversations.events import ConversationId, Event, HandOff, Message
from prosa.conversations.facts import ActionFact, FormState, Outcome
from prosa.conversations.ledger import Ledger
from prosa.conversations.parts import FileCard, Urgency
from prosa.conversations.ports import Actions, Desk, Effect, Lookups, Reader, Tickets, Writer
from prosa.conversations.projection import Conversation
from prosa.conversations.signals import Draft
from prosa.knowledge.answering.answers import Extractor
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
class Spoken:
    """What the bot says, and what comes of it."""

    message: Message
    outcome: Outcome
    reply: str | None = None
    """Key of the reply with its variant, so that it is not said twice in a row."""
    sureness: float | None = None
    """How sure it is that this answers; None: as sure as the intent."""
    form: FormState | None = None
    later: tuple[str, ...] = ()
    """Intents whose forms begin when this one is filled in."""
    adding: int | None = None
    """The ticket that the next message is added to."""
    erasing: bool = False
    """The customer is asked whether everything shall be erased."""
    forgotten: bool = False
    """Everything was erased: what was known when the turn began counts no more."""
    offered: tuple[str, ...] = ()
    preferences: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the customer turned out to like."""
    handoff: HandOff | None = None
    actions: tuple[ActionFact, ...] = ()
    """What was asked of the company's systems."""
    effects: tuple[Effect, ...] = ()
    """Written in the transaction that stores the answer."""

    def with_effects(self, *effects: Effect) -> "Spoken":
        """The same, writing these as well."""
        return replace(self, effects=(*self.effects, *effects))


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
    apart: tuple["Turn", ...] = ()
    """The same turn for each of several things that the message asks for, in order; () for one."""
    picked: ArticleHit | None = None
    """The article that the customer chose of several."""
    recalled: Recalled = Recalled()
    decision: Decision | None = None
    spoken: Spoken | None = None
    appended: Appended | None = None

    @property
    def files(self) -> tuple[FileCard, ...]:
        """What the customer sent with the message."""
        return self.message.data.files if isinstance(self.message.data, Message) else ()

    @property
    def wordless(self) -> bool:
        """Whether files are all there is: then `text` holds their names."""
        said = self.message.data.text if isinstance(self.message.data, Message) else ""
        return bool(self.files) and not said.strip()

    @property
    def understood(self) -> Understanding:
        """The understanding, for the stages after `understand`."""
        if self.understanding is None:
            raise RuntimeError("this stage needs the stage `understand` before it")
        return self.understanding

    @property
    def said(self) -> Spoken:
        """What the bot says, for the stages after `reply`."""
        if self.spoken is None:
            raise RuntimeError("this stage needs the stage `reply` before it")
        return self.spoken

    @property
    def recorded(self) -> Appended:
        """What was committed, after the stage `record`."""
        if self.appended is None:
            raise RuntimeError("the stage `record` has not run")
        return self.appended


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
    ledger: Ledger
    reader: Reader
    articles: Articles
    extractor: Extractor
    products: Products
    lookups: Lookups
    actions: Actions
    tickets: Tickets
    desk: Desk
    urgency: Callable[[str, float, bool], Urgency]
    """Of a text, its mood and its anger (`handoff.urgency`)."""
    clock: StageClock
    writer: Writer | None = None
    """None: answers are the articles' own words."""
    show_draft: Callable[[ConversationId, Draft], None] = lambda _conversation, _draft: None
    """Shows an answer in the making (`fanout`)."""
    customers: Customers | None = None
    """Keeps what is learned of identified customers; None: nobody does."""
    erasure: Erasure | None = None
    is_open: Callable[[datetime], bool] | None = None
    """Whether people answer at this moment; None: nobody knows."""
