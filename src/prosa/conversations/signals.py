"""What is worth telling now and forgetting at once: never in the log."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from prosa.conversations.parts import Part, QueuePlace


class Typing(Part):
    """Somebody is typing, or has stopped."""

    kind: Literal["typing"] = "typing"
    source: Literal["bot", "agent", "customer"]
    on: bool


class Place(Part):
    """The place in the queue has changed."""

    kind: Literal["place"] = "place"
    place: QueuePlace


Signal = Typing | Place
signal_adapter: TypeAdapter[Signal] = TypeAdapter(Annotated[Signal, Field(discriminator="kind")])
