"""The card beside a conversation, as JSON."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from prosa.console.schemas import View
from prosa.console.ticket_schemas import TicketView
from prosa.conversations.parts import OrderCard, SourceLink
from prosa.conversations.projection import Owner
from prosa.desk.contacts import Contact

CardPart = Literal["customer", "conversations", "tickets", "orders", "articles", "log", "summary"]


class ContactView(View):
    """Somebody that the company talks to."""

    id: UUID
    name: str
    """As agents, or else the site, call them; "" when nobody knows."""
    email: str
    phone: str
    notes: str
    vip: bool
    identified: bool
    """Whether the site has vouched for them."""
    profile: dict[str, str]
    """What else the site says of them."""
    preferences: dict[str, str]
    """What the bot has learned of them."""
    conversations: int
    created_at: datetime

    @staticmethod
    def of(somebody: Contact) -> "ContactView":
        """The view of a contact."""
        shown = ("name", "email", "phone", "vip")
        return ContactView(
            id=somebody.id,
            name=somebody.name,
            email=somebody.email,
            phone=somebody.phone,
            notes=somebody.known.notes,
            vip=somebody.vip,
            identified=somebody.customer is not None,
            profile={key: value for key, value in somebody.profile.items() if key not in shown},
            preferences=dict(somebody.preferences),
            conversations=somebody.conversations,
            created_at=somebody.created_at,
        )


class PastConversation(View):
    """Another conversation of the same person."""

    id: UUID
    channel: str
    opened_at: datetime
    updated_at: datetime
    owner: Owner
    preview: str | None
    """How its last message begins."""
    rating: int | None
    tags: tuple[str, ...]


class MoodView(View):
    """How the customer sounded in a message."""

    offset: int
    mood: float
    """-1 furious, 1 delighted."""
    sentiment: str
    anger: bool


class MeantView(View):
    """What the bot took a message for."""

    offset: int
    name: str
    label: str | None
    """How the bot's buttons name it."""
    confidence: float


class Card(View):
    """What an agent may want to know while they answer. Parts that took too long are empty, and named."""

    customer: ContactView | None
    conversations: tuple[PastConversation, ...]
    """Others of the same person, the latest moved first."""
    tickets: tuple[TicketView, ...]
    orders: tuple[OrderCard, ...]
    """As the company's own system tells it now."""
    sentiment: tuple[MoodView, ...]
    """Message by message, in order."""
    intents: tuple[MeantView, ...]
    articles: tuple[SourceLink, ...]
    """That fit what the customer last said, best first."""
    summary: str | None
    """What the customer wants and gave, and what the bot did."""
    summary_written: bool
    """By a language model, at the hand-over; false: by rules, just now."""
    left_out: tuple[CardPart, ...]
    """What could not be told in time."""
