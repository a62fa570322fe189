"""What a source gives: articles, and what could not be read."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

import orjson

from prosa.conversations.errors import Invalid
from prosa.library.content import Content

MAX_ITEMS = 20_000
"""Articles of one source."""

Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how many are done, and of how many, if that is known."""


class SourceUnusable(Invalid):
    """The whole source cannot be read; the message says why. Nothing is changed."""

    code = "source_unusable"


class Unreadable(Exception):
    """One item cannot be read; the message, for people, says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article of a source."""

    item: str
    """Names it within the source, today and the next time: a path, an address, a question."""
    content: Content
    name: str
    """What an id can be made of."""

    @property
    def hash(self) -> bytes:
        """Equal for equal content."""
        return blake2b(orjson.dumps(self.content, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Broken:
    """Something of a source that could not be read. What was imported of it before stays as it is."""

    item: str
    reason: str
    """For people, in Portuguese."""

    def covers(self, item: str) -> bool:
        """Whether this item is the broken one, or a part of it."""
        return item == self.item or item.startswith(f"{self.item}#")


Item = Found | Broken


class Source(Protocol):
    """Somewhere that articles come from."""

    @property
    def key(self) -> str:
        """Names the source, today and the next time."""
        ...

    @property
    def complete(self) -> bool:
        """After `items` has ended: whether it gave all there is. If not, what is missing is not gone."""
        ...

    def items(self, tell: Progress) -> AsyncIterator[Item]:
        """Everything the source has. Raises `SourceUnusable`."""
        ...
