"""The groups of what waits for review: made aside from the event loop, kept until the list changes."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import numpy as np
import structlog
from numpy.typing import NDArray

from prosa.language.cleaning import clean
from prosa.language.normalise import normalise
from prosa.language.wordlists import background_questions
from prosa.learning.groups import LARGEST_INPUT, centred, group
from prosa.learning.items import ReviewItem
from prosa.learning.listing import ReviewList
from prosa.learning.masking import masked
from prosa.learning.naming import Name

SHOWN = 5
"""Examples of a group that are shown."""
PATIENCE_SECONDS = 5.0
"""How long the first caller waits for groups before being told that they are being made."""
_BATCH = 16

log = structlog.get_logger()

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(slots=True)
class Read:
    """What the encoder made of texts, so that none is read twice."""

    vectors: dict[UUID, NDArray[np.float32]] = field(default_factory=dict[UUID, NDArray[np.float32]])
    """Of each message."""
    usual: NDArray[np.float32] | None = None
    """What messages have in common whatever they are about: the mean of questions about everything."""


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Messages of the list that mean about the same."""

    name: Name
    items: tuple[UUID, ...]
    """Nearest to the centre first."""
    examples: tuple[str, ...]
    """Of those nearest to the centre, masked."""
    suggested: str | None
    """The intent that most of them were taken for, when more than half were."""
    closeness: float


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups, largest first."""

    groups: tuple[ItemGroup, ...]
    alone: int
    """Messages that are like too few others."""
    left_out: int
    """Older messages that were too many to look at."""
    made_at: datetime


class Grouping:
    """Groups the undecided messages of the list. Create it in the event loop that it serves."""

    def __init__(self, review: ReviewList, encode: Callable[[], Encode]) -> None:
        """`encode` gives the sentence encoder; it is asked for in a thread, for it may have to be loaded."""
        self._list = review
        self._encode = encode
        # One thread: turns need the other cores more.
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="grouping")
        self._read = Read()
        self._made: tuple[object, Groups] | None = None
        self._making: asyncio.Task[None] | None = None

    async def groups(self) -> tuple[Groups | None, bool]:
        """The groups, and whether newer ones are being made. None while the first are."""
        standing = await self._list.waiting()
        if self._made is None or self._made[0] != standing:
            if self._making is None or self._making.done():
                self._making = asyncio.create_task(self._make(standing))
            await asyncio.wait((self._making,), timeout=PATIENCE_SECONDS)
        making = self._making is not None and not self._making.done()
        return (None if self._made is None else self._made[1]), making

    async def close(self) -> None:
        """Stops making groups."""
        if self._making is not None:
            self._making.cancel()
            with suppress(asyncio.CancelledError):
                await self._making
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def _make(self, standing: tuple[int, datetime | None]) -> None:
        try:
            items = await self._list.open_items(LARGEST_INPUT)
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(self._executor, grouped, items, self._encode, self._read)
            left_out = max(0, standing[0] - len(items))
            alone = len(items) - sum(len(each.items) for each in made)
            self._made = standing, Groups(tuple(made), alone, left_out, datetime.now(UTC))
        except Exception:
            log.exception("grouping the review list failed")


def grouped(items: Sequence[ReviewItem], encode: Callable[[], Encode], read: Read) -> list[ItemGroup]:
    """The groups of these messages. Blocks for about a millisecond for each that was not read before."""
    if not items:
        return []
    texts = [normalise(clean(item.text).text) for item in items]
    fresh = [place for place, item in enumerate(items) if item.id not in read.vectors]
    rows = _encoded(encode(), [texts[place] for place in fresh])
    known = read.vectors | dict(zip((items[place].id for place in fresh), rows, strict=True))
    read.vectors = {item.id: known[item.id] for item in items}
    usual = read.usual
    if usual is None:
        questions = [normalise(clean(question).text) for question in background_questions()]
        usual = read.usual = _encoded(encode(), questions).mean(axis=0)
    found = group(texts, centred(np.stack(list(read.vectors.values())), usual))
    return [_group_of(each.name, [items[m] for m in each.members], each.closeness) for each in found]


def _encoded(encode: Encode, texts: Sequence[str]) -> NDArray[np.float32]:
    parts = [encode(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
    return np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)


def _group_of(name: Name, members: Sequence[ReviewItem], closeness: float) -> ItemGroup:
    guesses = [item.suggested for item in members if item.suggested is not None]
    usual = max(sorted(set(guesses)), key=guesses.count, default=None)
    agreed = usual is not None and guesses.count(usual) * 2 > len(members)
    examples = dict.fromkeys(masked(item.text) for item in members)
    return ItemGroup(
        name=name,
        items=tuple(item.id for item in members),
        examples=tuple(examples)[:SHOWN],
        suggested=usual if agreed else None,
        closeness=round(closeness, 3),
    )
