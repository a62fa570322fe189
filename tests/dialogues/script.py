"""A dialogue as a file: what a customer says, what the bot answers, and what it then knows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Self, cast

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

HERE = Path(__file__).parent / "loja"


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Pieces = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Line(BaseModel):
    """One step. Either the customer says something, or something happens around the conversation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    customer: str | None = None
    reply: str | None = None
    """Key in replies.yml of what was said last in the answer."""
    says: Pieces = ()
    """Pieces of the answer; case counts for nothing."""
    never: Pieces = ()
    """What the answer must not hold."""
    offers: Pieces = ()
    """Quick replies and buttons among others."""
    source: str | None = None
    """Article that answered."""
    ticket: bool | None = None
    """Whether the answer shows a ticket."""
    order: str | None = None
    """Number on the order card."""
    form: str | None = None
    """Form under way after the answer; "" for none."""
    asking: str | None = None
    """Slot asked for; "" for none."""
    stage: str | None = None
    values: dict[str, str] = {}
    """What the form knows, among others."""
    did: Pieces | None = None
    """Actions run in this turn, in order, with what came of them: `cancel_order done`."""
    owner: str = "bot"

    pause_minutes: int = 0
    """So long nobody says anything."""
    forgets: bool = False
    """Valkey loses what it knew of the conversation."""
    service: str | None = None
    """`stops` or `starts`: the shop's order system."""

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        happenings = (self.customer, self.pause_minutes, self.forgets, self.service)
        if sum(bool(each) for each in happenings) != 1:
            raise ValueError("a line is one thing: customer, pause_minutes, forgets or service")
        return self


class Dialogue(BaseModel):
    """A whole conversation. `{order}` and `{cpf}` stand for the channel's own order and its CPF's end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    about: str
    orders: tuple[str, ...] = ()
    """An order for each channel, in order; what one cancels, the other must not miss."""
    lines: tuple[Line, ...] = Field(min_length=1)


def dialogues() -> Iterator[Dialogue]:
    """All of them; a file may hold several."""
    for file in sorted(HERE.glob("*.yml")):
        for document in cast(list[dict[str, Any]], yaml.safe_load(file.read_text("utf-8"))):
            yield Dialogue.model_validate({**document, "name": f"{file.stem}: {document['about']}"})


def filled(line: Line, places: dict[str, str]) -> Line:
    """The line with the channel's own values in it."""

    def fill(value: object) -> object:
        match value:
            case str():
                for name, each in places.items():
                    value = value.replace(f"{{{name}}}", each)
                return value
            case tuple():
                return tuple(fill(each) for each in cast(tuple[object, ...], value))
            case dict():
                return {key: fill(each) for key, each in cast(dict[str, object], value).items()}
            case _:
                return value

    return line.model_copy(update={name: fill(getattr(line, name)) for name in Line.model_fields})
