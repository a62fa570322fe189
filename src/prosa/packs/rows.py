"""The format of articles' front matter and of the catalogue's lines."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from prosa.packs.content import EVERYBODY
from prosa.packs.fields import Day, Entry, IntentName, Key, ShortText, Text


class ArticleHead(Entry):
    """What stands between the two `---` lines at the top of an article. Its id is the name of its file."""

    title: ShortText
    """As customers ask for it; shown as the answer's source."""

    summary: Text
    """One or two sentences that answer on their own: what is sent in chat."""

    tags: tuple[ShortText, ...] = ()
    """Words that find the article in a search."""

    intents: tuple[IntentName, ...] = ()
    """Intents of nlu.yml that this article answers."""

    questions: tuple[ShortText, ...] = ()
    """The same question as customers put it. Each makes the article easier to find."""

    updated: Day | None = None
    """When somebody last checked that it is true."""

    audience: Key = EVERYBODY
    """Who it is for. Customers find what is for `all`; other names are groups of your own, e.g. `agents`."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] = "pt-BR"
    """The language it is written in."""

    valid_from: Day | None = None
    """The first day on which it is found, in the pack's time zone. Without: at once."""

    valid_until: Day | None = None
    """The last day on which it is found. Without: for good."""

    draft: bool = False
    """A draft is checked with the pack, and neither found nor shown."""

    @model_validator(mode="after")
    def _ordered(self) -> "ArticleHead":
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("valid_until must not be before valid_from")
        return self


class ProductRow(Entry):
    """A line of products.csv. The first line of the file has these names; lists are split at ";"."""

    id: Key
    """Never changes, never used twice: conversations and links hold it."""

    name: ShortText
    """In full, as on the shop's page. Its first word says what it is."""

    brand: ShortText
    """Who makes it."""

    category: Key
    """The category's short name, the same for all its products."""

    category_name: ShortText
    """The category as customers read it."""

    price: Decimal = Field(gt=0, lt=10_000_000, decimal_places=2)
    """In reais, with a point: 1299.90."""

    old_price: Decimal | None = Field(default=None, gt=0, lt=10_000_000, decimal_places=2)
    """The price before a reduction."""

    availability: Literal["in_stock", "few", "out_of_stock", "preorder"]
    """`few` are the last ones; `preorder` can be bought now and is sent later."""

    features: tuple[ShortText, ...] = ()
    """What it has and can do."""

    description: Annotated[str, Field(max_length=2000)] = ""
    """One or two sentences."""

    aliases: tuple[ShortText, ...] = ()
    """What customers call it, misspellings too. An alias of several products finds all of them."""

    popularity: int = Field(default=0, ge=0, le=1_000_000)
    """How much it sells, on any scale: larger is shown first."""

    link: ShortText | None = None
    """Its page: a path of the site or a whole address."""

    image: ShortText | None = None
    """Its picture, likewise."""

    @model_validator(mode="after")
    def _reduced(self) -> "ProductRow":
        if self.old_price is not None and self.old_price <= self.price:
            raise ValueError("old_price must be above price; leave it empty when nothing was reduced")
        return self
