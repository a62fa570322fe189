"""What a reply may show besides its words: a pack's rich parts, which cross the wire as they are.

Texts in them are templates, like a reply's; links are not, and lead to web pages only.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from prosa.packs.fields import Entry, ShortText

MOST = 10


def web_link(link: str) -> str:
    """Refuses whatever is no page: scripts, data, other schemes, other hosts by "//"."""
    relative = link.startswith("/") and not link.startswith(("//", "/\\"))
    if not (relative or link.startswith(("https://", "http://"))) or not link.isprintable() or " " in link:
        raise ValueError("a link begins with https://, http:// or one /, and has no spaces")
    return link


Link = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(web_link)]


class Button(Entry):
    """A button: what stands on it, and what tapping it does. Without `say` and `open` it says its label."""

    label: ShortText
    """What stands on it."""

    say: ShortText | None = None
    """Sent as the customer's message."""

    open: Link | None = None
    """Opened in a new tab."""

    @model_validator(mode="after")
    def _one_thing(self) -> "Button":
        if self.say and self.open:
            raise ValueError("a button says something or opens a page, not both")
        return self


class Card(Entry):
    """A card: title, words, picture, buttons. Several stand side by side, to be leafed through."""

    title: ShortText
    """In bold."""

    text: ShortText | None = None
    """One or two sentences."""

    image: Link | None = None
    """A picture above it."""

    alt: ShortText | None = None
    """What the picture shows, for who cannot see it. Without: it only decorates."""

    buttons: tuple[Button, ...] = Field(default=(), max_length=3)
    """Below it."""


class Cards(Entry):
    """One card, or a carousel of several."""

    kind: Literal["cards"]
    """`cards`."""

    cards: tuple[Card, ...] = Field(min_length=1, max_length=MOST)
    """In this order."""


class Row(Entry):
    """A line of a list."""

    title: ShortText
    """What can be chosen."""

    text: ShortText | None = None
    """More on it."""

    say: ShortText | None = None
    """Sent as the customer's message when it is tapped. Without: the line is only read."""


class Rows(Entry):
    """A list to choose from, or to read."""

    kind: Literal["list"]
    """`list`."""

    title: ShortText | None = None
    """Above it."""

    rows: tuple[Row, ...] = Field(min_length=1, max_length=MOST)
    """In this order."""


class Picture(Entry):
    """A picture."""

    kind: Literal["image"]
    """`image`."""

    image: Link
    """Its address."""

    alt: ShortText
    """What it shows, for who cannot see it."""


class Page(Entry):
    """A page worth reading."""

    kind: Literal["link"]
    """`link`."""

    link: Link
    """Its address."""

    title: ShortText
    """What it is called."""

    text: ShortText | None = None
    """What it is about."""


class Place(Entry):
    """A place on the map, shown without anybody else's script."""

    kind: Literal["map"]
    """`map`."""

    title: ShortText
    """What is there."""

    address: ShortText
    """As people write it."""

    latitude: float = Field(ge=-90, le=90)
    """Degrees, north is positive."""

    longitude: float = Field(ge=-180, le=180)
    """Degrees, east is positive."""

    @property
    def link(self) -> str:
        """The place on a map that anybody may open."""
        at = f"{self.latitude:.5f}/{self.longitude:.5f}"
        marked = f"mlat={self.latitude:.5f}&mlon={self.longitude:.5f}"
        return f"https://www.openstreetmap.org/?{marked}#map=17/{at}"


RichPart = Annotated[Cards | Rows | Picture | Page | Place, Field(discriminator="kind")]
"""One of them, told apart by `kind`."""
