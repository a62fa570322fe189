"""What a language model is asked, and what may come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

Show = Callable[[str], None]
"""Is given the answer as far as it is written and checked, again and again, each time longer."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the knowledge base: what an answer may be made of."""

    id: str
    title: str
    link: str
    text: str


@dataclass(frozen=True, slots=True)
class Tool:
    """Something of the pack that the model may propose to begin. It never happens by that alone."""

    name: str
    """The form's."""
    purpose: str
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """What the form asks for, each with its options; () for anything."""


@dataclass(frozen=True, slots=True)
class Question:
    """What an answer is to be written to."""

    conversation: str
    text: str
    """As the customer wrote it."""
    passages: tuple[Passage, ...]
    """What was found for it, best first."""
    began: datetime
    """When the turn began: all that is written for one turn shares its time."""
    topic: str = ""
    """What was last spoken of, when the message leans on it."""
    names: tuple[str, ...] = ()
    """What is known of the customer that must not leave the house: name, e-mail, …"""
    tools: tuple[Tool, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """An answer whose every sentence has passed the checker."""

    text: str
    cited: tuple[Passage, ...]
    """Where it comes from, in the order in which it leans on them."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The model would rather begin a form. Nothing is validated yet but that the pack has it."""

    form: str
    values: Mapping[str, str]
