"""When a reply is said in other words: a fixed list of conditions, not a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from prosa.packs.fields import Entry, ShortText, Text

PartOfDay = Literal["morning", "afternoon", "evening"]


@dataclass(frozen=True, slots=True)
class Situation:
    """What conditions look at. None: nobody knows, and a condition on it does not hold."""

    channel: str | None = None
    open: bool | None = None
    known: bool | None = None
    sentiment: str | None = None
    part_of_day: PartOfDay | None = None


class When(Entry):
    """Conditions, all of which must hold."""

    channel: tuple[ShortText, ...] = ()
    """On one of these channels: `web`, `voice`, …"""

    open: bool | None = None
    """Whether people answer now."""

    known: bool | None = None
    """Whether the customer's name is known."""

    sentiment: Literal["positive", "neutral", "negative"] | None = None
    """How the customer sounds in this message."""

    part_of_day: tuple[PartOfDay, ...] = ()
    """`morning` from 5 h, `afternoon` from 12 h, `evening` from 18 h."""

    @model_validator(mode="after")
    def _something(self) -> "When":
        if not self.model_fields_set:
            raise ValueError("a condition is missing: channel, open, known, sentiment or part_of_day")
        return self

    def holds(self, situation: Situation) -> bool:
        """Whether all of them hold now."""
        return (
            (not self.channel or situation.channel in self.channel)
            and (self.open is None or situation.open is self.open)
            and (self.known is None or situation.known is self.known)
            and (self.sentiment is None or situation.sentiment == self.sentiment)
            and (not self.part_of_day or situation.part_of_day in self.part_of_day)
        )


class Otherwise(Entry):
    """Other words for a reply, under conditions."""

    when: When
    """The first whose conditions hold is said instead of `text`."""

    text: tuple[Text, ...] = Field(min_length=1, max_length=50)
    """Variants."""


def part_of_day(hour: int) -> PartOfDay:
    """The part of the day that this hour is in; the night is an evening."""
    if 5 <= hour < 12:
        return "morning"
    return "afternoon" if 12 <= hour < 18 else "evening"


def situation_of(values: Mapping[str, object], hour: int) -> Situation:
    """The situation, from what a reply sees."""
    given = values.get("situation")
    known = bool(values.get("name"))
    base = given if isinstance(given, Situation) else Situation()
    return Situation(base.channel, base.open, known, base.sentiment, part_of_day(hour))
