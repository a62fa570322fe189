"""The kinds of text, date and time that a pack's files hold."""

import re
from datetime import date, time
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer


def _only_text(pattern: str, example: str) -> BeforeValidator:
    """Dates and times come as text: pydantic would read the bare number 8 as eight seconds past midnight."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise ValueError(f"{value[:40]!r} must look like {example}")
        if isinstance(value, int | float):
            raise ValueError(f"{value!r} must look like {example}")
        return value

    return BeforeValidator(check)


Key = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z0-9_.\-]+$")]
IntentName = Annotated[str, Field(min_length=1, max_length=161)]
"""As in nlu.yml, where Rasa allows capitals and, for retrieval intents, one "/"."""
Text = Annotated[str, Field(min_length=1, max_length=2000)]
ShortText = Annotated[str, Field(min_length=1, max_length=200)]
Clock = Annotated[
    time,
    _only_text(r"\d{1,2}:\d{2}", "08:00, between 00:00 and 23:59"),
    PlainSerializer(lambda clock: f"{clock:%H:%M}", return_type=str, when_used="json"),
]
Day = Annotated[date, _only_text(r"\d{4}-\d{2}-\d{2}", "2026-12-24")]


class Entry(BaseModel):
    """Frozen data of a pack; an unknown field is a mistake that gets explained."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
