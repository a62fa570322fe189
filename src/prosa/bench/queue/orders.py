"""What the play asks of a node's process and what it is told, one line of JSON each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.parts import Urgency
from prosa.handoff.presence import Presence
from prosa.people.agents import Agent


@dataclass(frozen=True, slots=True)
class Serve:
    """The first line: which engines to work on."""

    database_url: str
    valkey_url: str


@dataclass(frozen=True, slots=True)
class Round:
    """Do what the queue's background job does, once."""

    do: Literal["round"] = "round"


@dataclass(frozen=True, slots=True)
class Come:
    """A customer comes and asks for a person. Asked again, nothing happens twice."""

    customer: ConversationId
    urgency: Urgency
    skill: str | None
    vip: bool
    do: Literal["come"] = "come"


@dataclass(frozen=True, slots=True)
class Choose:
    """An agent says whether they are there."""

    agent: AgentId
    presence: Presence
    do: Literal["choose"] = "choose"


@dataclass(frozen=True, slots=True)
class Beat:
    """An agent's socket is open; `active` when they did something."""

    agent: AgentId
    tab: str
    active: bool
    do: Literal["beat"] = "beat"


@dataclass(frozen=True, slots=True)
class Answer:
    """An agent says something to a customer. Refused when the conversation is not theirs."""

    customer: ConversationId
    agent: Agent
    do: Literal["answer"] = "answer"


@dataclass(frozen=True, slots=True)
class Resolve:
    """An agent ends a conversation. Refused when it is not theirs."""

    customer: ConversationId
    agent: Agent
    do: Literal["resolve"] = "resolve"


@dataclass(frozen=True, slots=True)
class Places:
    """Tell the position of everybody who waits."""

    do: Literal["places"] = "places"


Order = Round | Come | Choose | Beat | Answer | Resolve | Places


@dataclass(frozen=True, slots=True)
class Asked:
    """An order, and what time it is in the play: a node knows no other clock."""

    number: int
    now: datetime
    order: Annotated[Order, Field(discriminator="do")]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an order."""

    number: int
    refused: bool = False
    again: bool = False
    """It had been done before."""
    places: dict[ConversationId, int] | None = None
    failed: str | None = None
    """What went wrong, which nothing should."""


SERVE: TypeAdapter[Serve] = TypeAdapter(Serve)
ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
TOLD: TypeAdapter[Told] = TypeAdapter(Told)
READY = b"ready\n"
