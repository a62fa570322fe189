"""What the bot does and says when a person is wanted while nobody answers."""

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from prosa.packs.fields import Entry

LONGEST = 600
VARIABLES = ("volta", "posicao", "chamado")
"""What may stand in braces: when somebody answers again, the place in the queue, the ticket's number."""

_VARIABLE = re.compile(r"\{\{[ \t]*(?P<name>[^{}]{0,40}?)[ \t]*\}\}")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Outside(Entry):
    """What the bot does and says when a person is wanted outside the hours."""

    does: Literal["message", "ticket", "queue", "bot"] = "message"
    """`message`: the customer keeps a place in the queue, is told when somebody answers, and what they write
    is confirmed. `queue`: they wait as at any other time, with the position and the estimated wait. `ticket`:
    a ticket is opened, what they write next is added to it, and the bot goes on. `bot`: nobody is called."""

    says: str = Field(default="", max_length=LONGEST)
    """Instead of the pack's own reply. `{{volta}}` is when somebody answers again ("amanhã às 9h"),
    `{{posicao}}` the place in the queue, `{{chamado}}` the number of the ticket. Needed by `bot`."""

    @model_validator(mode="after")
    def _sensible(self) -> "Outside":
        unknown = [name for name in variables_of(self.says) if name not in VARIABLES]
        if unknown:
            raise ValueError(f"unknown variable {unknown[0]!r}: there are {', '.join(VARIABLES)}")
        if _CONTROLS.search(self.says):
            raise ValueError("says must not hold control characters")
        if self.does == "bot" and not self.says.strip():
            raise ValueError("says is needed when the bot calls nobody")
        return self


def variables_of(text: str) -> tuple[str, ...]:
    """What stands in braces."""
    return tuple(found["name"] for found in _VARIABLE.finditer(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with these values, whatever they hold: what is filled in is not looked at again."""
    return _VARIABLE.sub(lambda found: values.get(found["name"], ""), text).strip()
