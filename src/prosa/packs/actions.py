"""actions.yml: what the bot may ask of a company's systems, or have them do."""

import re
from collections.abc import Iterator
from typing import Any, Literal, cast

from pydantic import Field, JsonValue, field_validator, model_validator

from prosa.packs.fields import Entry, Key, ShortText

PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
"""`{order}`: the value of the slot of that name, or what an earlier action gave under it."""

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_OURS = frozenset(
    {"authorization", "content-length", "content-type", "host", "idempotency-key", "transfer-encoding"}
)
_PYTHON = re.compile(r"[A-Za-z_][\w.]*(:[A-Za-z_]\w*)?", re.ASCII)


class Action(Entry):
    """An entry of actions.yml: one thing that a company's system knows or does.

    Either an HTTP request to a service of bot.yml, or a Python function. In `path`, `query`, `headers` and
    `body`, `{name}` stands for a slot's value or for what an earlier action gave.
    """

    does: ShortText | None = None
    """In a few words, for people and for a language model that may choose it."""

    service: Key | None = None
    """The service of bot.yml that is asked. Its address comes from there and from nowhere else."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "GET"
    """How it is asked."""

    path: str | None = Field(default=None, max_length=500)
    """Where, below the service's address: `/orders/{order}`. Values are percent-encoded."""

    query: dict[str, str] = {}
    """Parameters after the path."""

    headers: dict[str, str] = {}
    """Further headers. Authorization, signature and idempotency key are Prosa's."""

    body: JsonValue = None
    """Sent as JSON. A field whose value is not known is left out."""

    python: str | None = Field(default=None, max_length=200)
    """Instead of a service: `module:function`, or the name of an entry point of the group `prosa.actions`.
    Runs only where the operator allows it (`PROSA_PYTHON_ACTIONS`)."""

    changes: bool | None = None
    """Whether it changes something. Without: every method but GET does, and so does `python`."""

    confirm: bool = True
    """Whether a form that ends with it must ask for confirmation first, when it changes something."""

    repeatable: bool = False
    """The service acts once for an idempotency key however often it is sent, so that what `changes`
    may be tried again like a question. Without, it is tried again only where it was never received."""

    tries: int = Field(default=3, ge=1, le=5)
    """How often it is tried at most, within its time."""

    timeout_seconds: float | None = Field(default=None, gt=0, le=10)
    """Longest wait for an answer, all tries together. Without: the service's, or 1.5."""

    gives: dict[Key, str] = {}
    """What replies and later actions see as `found`: a name, and where in the answer it stands
    (`customer.first_name`)."""

    card: Literal["order"] | None = None
    """`order`: the answer is an order, shown as a card, as replies see it in `order`."""

    @property
    def acts(self) -> bool:
        """Whether it changes something."""
        return self.changes if self.changes is not None else self.method != "GET" or self.python is not None

    @property
    def needs_confirmation(self) -> bool:
        """Whether nobody may run it unasked."""
        return self.acts and self.confirm

    def takes(self) -> frozenset[str]:
        """Names of the values that it mentions."""
        texts = (self.path or "", *self.query.values(), *self.headers.values(), *_texts(self.body))
        return frozenset(name for text in texts for name in PLACEHOLDER.findall(text))

    @field_validator("path")
    @classmethod
    def _is_below_the_service(cls, path: str | None) -> str | None:
        if path is None:
            return None
        if not path.startswith("/") or path.startswith("//") or re.search(r"[\s\\#?]|\.\.", path):
            raise ValueError("a path begins with one / and holds no .., ?, # or space; see query")
        return path

    @field_validator("headers")
    @classmethod
    def _are_headers(cls, headers: dict[str, str]) -> dict[str, str]:
        for name, value in headers.items():
            if not _HEADER.fullmatch(name) or not value.isprintable():
                raise ValueError(f"{name!r} is no header")
            if name.lower() in _OURS or name.lower().startswith("prosa-"):
                raise ValueError(f"Prosa sets the header {name} itself")
        return headers

    @model_validator(mode="after")
    def _one_way(self) -> "Action":
        if bool(self.service) == bool(self.python):
            raise ValueError("an action asks a service or runs python: set one of them")
        if self.service and self.path is None:
            raise ValueError("an action that asks a service needs a path")
        if self.python:
            if not _PYTHON.fullmatch(self.python):
                raise ValueError("python is module:function, or the name of an entry point")
            if self.path or self.query or self.headers or self.body is not None:
                raise ValueError("path, query, headers and body go with a service")
        if self.method == "GET" and self.body is not None:
            raise ValueError("a GET has no body: use query")
        return self


def _texts(body: object) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict):
        for value in cast(dict[str, Any], body).values():
            yield from _texts(value)
    elif isinstance(body, list):
        for value in cast(list[Any], body):
            yield from _texts(value)
