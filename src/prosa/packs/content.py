"""What a bot knows: articles and products, wherever they were written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

EVERYBODY = "all"
"""The audience of an article that customers find."""


@dataclass(frozen=True, slots=True)
class Article:
    """articles/*.md: one answer of the knowledge base."""

    id: str
    title: str
    summary: str
    """One or two sentences that answer on their own: what is sent in chat."""
    body: str
    """Markdown."""
    tags: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    updated: date | None = None
    audience: str = EVERYBODY
    """Who it is for; only what is for everybody is found for customers."""
    language: str = "pt-BR"
    valid_from: date | None = None
    """First day on which it is found, in the pack's time zone."""
    valid_until: date | None = None
    """Last such day."""
    draft: bool = False
    """Not to be found yet."""
    link: str | None = None
    """Where it is read in full; None: at the company's `article_link`."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A product in one size, colour or voltage."""

    id: str
    options: tuple[tuple[str, str], ...]
    """What sets it apart, by name: `(("cor", "azul"), ("tamanho", "M"))`."""
    price: Decimal
    old_price: Decimal | None
    availability: Literal["in_stock", "few", "out_of_stock", "preorder"]
    link: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A row of products.csv."""

    id: str
    name: str
    brand: str
    category: str
    category_name: str
    price: Decimal
    old_price: Decimal | None
    availability: Literal["in_stock", "few", "out_of_stock", "preorder"]
    features: tuple[str, ...]
    description: str
    aliases: tuple[str, ...]
    popularity: int
    link: str | None
    image: str | None
    variants: tuple[Variant, ...] = ()
    """When there are any, price and availability above are those of the best buy among them."""
