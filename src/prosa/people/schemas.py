"""What the routes of people have in common: texts as they are taken, and people as they are shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from prosa.people.roles import Role


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("control characters are not allowed")
    return text


Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), AfterValidator(_printable)
]
LongText = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(_printable)
]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$"),
    AfterValidator(_printable),
]
Password = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(min_length=1, max_length=40)]
Token = Annotated[str, Field(min_length=1, max_length=200)]
Skills = Annotated[frozenset[Text], Field(max_length=50)]
Teams = Annotated[frozenset[UUID], Field(max_length=100)]


class Sent(BaseModel):
    """What a caller sends: unknown fields are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Shown(BaseModel):
    """What a caller gets."""

    model_config = ConfigDict(frozen=True, from_attributes=True, use_attribute_docstrings=True)


class PersonView(Shown):
    """Somebody who works here."""

    id: UUID
    name: str
    email: str
    role: Role
    teams: list[UUID]
    skills: list[str]
    """Their own; those of their teams count besides."""
    max_conversations: int
    disabled: bool
    """Locked out."""
    has_password: bool
    totp: bool
    """Has a second factor."""
    last_seen_at: datetime | None
    created_at: datetime


class LinkView(Shown):
    """A link to hand to somebody, shown this once."""

    link: str
    expires_at: datetime
