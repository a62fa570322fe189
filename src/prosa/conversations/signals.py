"""What is worth telling now and forgetting at once: never in the log."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from prosa.conversations.parts import Part, QueuePlace


class Typing(Part):
    """Somebody is typing, or has stopped."""

    kind: Literal["typing"] = "typing"
    source: Literal["bot", "agent", "customer"]
    on: bool
    preview: str | None = None
    """What the customer has written so far, sealed (`previews`): Valkey is told no texts."""


class Place(Part):
    """The place in the queue has changed."""

    kind: Literal["place"] = "place"
    place: QueuePlace


class Looking(Part):
    """Who of the agents looks at the conversation, or types in it, has changed."""

    kind: Literal["looking"] = "looking"


class Draft(Part):
    """The bot's answer as far as it is written. Never leaves this node: Valkey is told no texts."""

    kind: Literal["draft"] = "draft"
    answers: int
    """Offset of the message it is going to answer."""
    sequence: int
    """Grows with the text."""
    text: str
    """From the beginning. "": there is no draft any more."""


Passing = Typing | Place | Looking
"""What other nodes are told as well."""
Signal = Passing | Draft
signal_adapter: TypeAdapter[Passing] = TypeAdapter(Annotated[Passing, Field(discriminator="kind")])
