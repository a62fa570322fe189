"""What a message may carry besides its text: cards, buttons, sources, a ticket."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer


def whole(text: str) -> str:
    """Refuses half of a surrogate pair, which JSON can spell and nothing can store or show."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("holds half of a surrogate pair") from error
    return text


Text = Annotated[str, AfterValidator(whole)]
"""What somebody outside wrote."""

Reais = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]
"""An amount of money. Exact in here, a plain number in JSON."""


class Part(BaseModel):
    """Frozen data that travels as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Urgency(StrEnum):
    """How soon somebody should act. Order matters: see `rank`."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        """0 for low to 3 for urgent."""
        return list(Urgency).index(self)


class Action(Part):
    """A button. `say` sends `value` as the customer's message; `open` opens the link `value`."""

    label: str
    kind: Literal["say", "open", "escalate"] = "say"
    value: str


class ProductCard(Part):
    """A product as shown in chat. Prices in reais."""

    id: str
    name: str
    brand: str
    category: str
    price: Reais
    old_price: Reais | None = None
    availability: Literal["in_stock", "few", "out_of_stock", "preorder"]
    features: tuple[str, ...] = ()
    description: str = ""
    link: str | None = None
    image: str | None = None
    actions: tuple[Action, ...] = ()


class SourceLink(Part):
    """Where an answer comes from: an article of the knowledge base."""

    id: str
    title: str
    link: str


class FileCard(Part):
    """A file that was sent. What is in it lies in the database, encrypted."""

    id: UUID
    name: str
    media_type: str
    """As found out from what is in it, e.g. `image/png`."""
    bytes: int
    link: str = ""
    """Where people of the company open it."""


class TicketCard(Part):
    """A ticket as the customer sees it."""

    number: int
    type: str
    urgency: Urgency
    status: Literal["open", "pending", "solved", "closed"]
    expected_at: datetime
    """When an answer is promised by."""


class OrderCard(Part):
    """An order as the shop's own system tells it."""

    number: str
    status: str
    status_text: str
    expected_at: datetime | None = None
    carrier: str | None = None
    tracking_code: str | None = None
    items: tuple[str, ...] = ()
    total: Reais | None = None


class QueuePlace(Part):
    """Where a waiting conversation stands."""

    position: int
    """1 is next."""
    wait_seconds: int
    """Estimated from real service times; the pack's default until there are any."""
    open: bool = True
    """False outside business hours: the message is kept and somebody answers at `reopens_at`."""
    reopens_at: datetime | None = None
