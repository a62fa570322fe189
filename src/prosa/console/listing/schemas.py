"""Lists of conversations, as JSON."""

from datetime import datetime

from pydantic import Field

from prosa.console.schemas import ConversationView, View
from prosa.conversations.events import Source

PREVIEW = 120
"""Characters of the last message that a list shows."""


class Piece(View):
    """A stretch of a text."""

    text: str
    match: bool = False
    """Whether it is one of the words that were looked for."""


class Found(View):
    """Where a search found something."""

    offset: int
    """Of the event; -1: in what is known of the customer."""
    source: Source
    pieces: tuple[Piece, ...]
    """The text around it, in order."""


class ConversationRow(ConversationView):
    """A conversation as a list shows it to one agent."""

    customer_name: str | None = None
    """As far as it is known."""
    preview: str | None = Field(default=None, max_length=PREVIEW)
    """How the last message begins, on one line."""
    last_source: Source | None = None
    """Who said it."""
    last_message_at: datetime | None = None
    unread: int = 0
    """Messages of the customer that this agent has not seen."""
    found: Found | None = None
    """Set by a search, unless what was found says nothing by itself."""


class RowPage(View):
    """A part of a list."""

    conversations: tuple[ConversationRow, ...]
    after: str | None
    """Pass it as `after` for the next page; null on the last."""


class PromiseCounts(View):
    """Conversations whose promised time is near, or has passed."""

    due: int = 0
    breached: int = 0


class Counts(View):
    """How many conversations each list holds, for one agent."""

    mine: int = 0
    queue: int = 0
    """Waiting for a person."""
    unassigned: int = 0
    """Open and held by nobody: waiting, or with the bot and moved within a day."""
    all: int = 0
    """Open: with a person, waiting, or with the bot and moved within a day."""
    by_team: dict[str, int] = {}
    """The open ones, by their team's id."""
    mentions: int = 0
    """In which this agent was mentioned and has not looked since."""
    snoozed: int = 0
    """This agent's, asleep."""
    sla: PromiseCounts = PromiseCounts()
