"""POST /api/events: the company's systems tell of customers."""

import re
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from prosa.conversations.documented import errors
from prosa.conversations.errors import Invalid
from prosa.integrations.told import Telling, Told
from prosa.packs.proactive import EVENT_NAME
from prosa.security.identity import MAX_ID_CHARS
from prosa.security.signing import HEADER

MOST_VALUES = 20
MAX_VALUE_CHARS = 200
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,39}")

router = APIRouter(tags=["events"], responses=errors(401, 404, 408, 413, 422, 503))


class WhatHappened(BaseModel):
    """Something that happened to a customer, as the company's system tells it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    id: str = Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9._:\-]+$")
    """Your own id of it: sending it again does nothing."""

    name: str = Field(min_length=1, max_length=60, pattern=EVENT_NAME)
    """As a rule of the pack waits for it: `payment_failed`."""

    customer: str = Field(min_length=1, max_length=MAX_ID_CHARS)
    """Your site's id of the customer, the `sub` with which it vouches for them."""

    values: dict[str, str | int | float] = Field(default={}, max_length=MOST_VALUES)
    """What the reply may show, by name: `order`, `amount`. Each a line of up to 200 characters."""

    @field_validator("customer")
    @classmethod
    def _is_printable(cls, customer: str) -> str:
        if not customer.isprintable() or customer != customer.strip():
            raise ValueError("no usable id")
        return customer

    @field_validator("values")
    @classmethod
    def _are_lines(cls, values: dict[str, str | int | float]) -> dict[str, str | int | float]:
        for name, value in values.items():
            if not _NAME.fullmatch(name):
                raise ValueError("a name has small letters, digits and _, 40 at most")
            if len(str(value)) > MAX_VALUE_CHARS or not str(value).isprintable():
                raise ValueError(f"a value is one line of {MAX_VALUE_CHARS} characters at most")
        return values


class Heard(BaseModel):
    """What comes of it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    status: Literal["accepted", "duplicate", "ignored"]
    """`duplicate`: it was told before. `ignored`: no rule of the pack waits for it, and nothing is kept."""


async def _told(request: Request) -> Told:
    return request.app.state.told


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": WhatHappened.model_json_schema()}},
    }
}


@router.post("/api/events", status_code=202, openapi_extra=_BODY)
async def hear(
    request: Request,
    told: Annotated[Told, Depends(_told)],
    signature: Annotated[str, Header(alias=HEADER, max_length=200)] = "",
) -> Heard:
    """Tell of something that happened to a customer, so that the bot may speak of it.

    Signed with `PROSA_EVENTS_SECRET`: the header is `t=SECONDS,v1=HEX`, the HMAC-SHA256 of the seconds since
    1970, a dot and the raw body. 202 once it is kept; whether it is said is the pack's rules' to decide.
    """
    body = await request.body()
    told.require_signed(body, signature)
    try:
        event = WhatHappened.model_validate_json(body)
    except ValidationError as error:
        raise Invalid(_explained(error)) from error
    values = {name: str(value) for name, value in event.values.items()}
    return Heard(status=await told.hear(Telling(event.id, event.name, event.customer, values)))


def _explained(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    # Names of the format only: keys that the sender has made up are not repeated.
    place = str(first["loc"][0]) if first["loc"] and first["loc"][0] in WhatHappened.model_fields else "corpo"
    return f"O evento não está no formato esperado ({place}: {first['msg']})."
