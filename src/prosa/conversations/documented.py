"""Errors as the API's documentation shows them: one body for all, and what each status means."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class WrongField(BaseModel):
    """A field that does not make sense. What was sent in it is not repeated."""

    field: str
    problem: str


class Problem(BaseModel):
    """What went wrong."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    code: str
    """For programs; never changes."""
    message: str
    """For people, in Portuguese."""
    fields: list[WrongField] | None = None
    """With code `invalid`: what is wrong where."""


class ErrorBody(BaseModel):
    """The body of every answer that is not a success."""

    error: Problem


_MEANINGS = {
    400: "The request cannot be read: its body is not JSON.",
    401: "No valid token.",
    403: "Not allowed.",
    404: "There is no such thing.",
    408: "The request did not come to its end in time.",
    409: "Not in a state that allows this.",
    413: "The body is larger than accepted.",
    422: "The request does not make sense.",
    429: "Too much in too short a time: wait for `Retry-After` seconds.",
    503: "Something that is needed is away: try again after `Retry-After` seconds.",
}
_HEADERS = {
    401: {"WWW-Authenticate": {"description": "The scheme to use.", "schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "Seconds.", "schema": {"type": "string"}}},
    503: {"Retry-After": {"description": "Seconds.", "schema": {"type": "string"}}},
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route, or of a router, that may answer with these."""
    return {
        status: {
            "model": ErrorBody,
            "description": _MEANINGS[status],
            **({"headers": _HEADERS[status]} if status in _HEADERS else {}),
        }
        for status in statuses
    }
