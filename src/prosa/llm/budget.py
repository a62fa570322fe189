"""What may be spent: tokens a conversation, tokens and money a day, counted in Valkey for all nodes together.

An answer's cost is set aside before it is asked for, and corrected once it is known, so that many customers
at once do not overdraw. When Valkey is away nobody can count, and nothing is spent: the articles' own words
cost nothing.
"""

import math
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import structlog

from prosa.engines.errors import ValkeyAway
from prosa.engines.valkey import Valkey
from prosa.llm.failing import Failed, Outcome

KEPT_SECONDS = 48 * 3600
CONVERSATION_SECONDS = 24 * 3600
_CHARS_PER_TOKEN = 3.0
"""Fewer than most models have in Portuguese, so that an estimate is rather too high."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent; 0 for no limit. Prices are for a million tokens."""

    conversation_tokens: int = 0
    day_tokens: int = 0
    day_money: float = 0.0
    price_read: float = 0.0
    price_written: float = 0.0

    @property
    def any(self) -> bool:
        """Whether there is anything to count."""
        return bool(self.conversation_tokens or self.day_tokens or self.day_money)

    def millionths(self, read: int, written: int) -> int:
        """What so many tokens cost, in millionths of the currency."""
        return math.ceil(read * self.price_read + written * self.price_written)


@dataclass(slots=True)
class Cost:
    """Tokens of one question; what is set aside at first, what it really was in the end."""

    read: int
    written: int


def estimated(chars: int) -> int:
    """About as many tokens as so many characters have."""
    return math.ceil(chars / _CHARS_PER_TOKEN)


class Budget:
    """Counts. `now` is the time in the zone whose days count."""

    def __init__(self, valkey: Valkey, limits: Limits, now: Callable[[], datetime]) -> None:
        self._valkey = valkey
        self._limits = limits
        self._now = now

    @asynccontextmanager
    async def spending(self, conversation: str, expected: Cost) -> AsyncGenerator[Cost]:
        """Sets `expected` aside; what the block makes of it is what is spent in the end.

        Raises `Failed` when that is too much, or cannot be counted.
        """
        spent = Cost(expected.read, expected.written)
        if not self._limits.any:
            yield spent
            return
        keys = self._keys(conversation)
        totals = await self._add(keys, expected, 1)
        if self._exceeds(totals):
            await self._correct(keys, expected, -1)
            raise Failed(Outcome.OVER_BUDGET)
        try:
            yield spent
        finally:
            await self._correct(keys, Cost(spent.read - expected.read, spent.written - expected.written), 1)

    def _keys(self, conversation: str) -> tuple[str, str, str]:
        day = self._now().date().isoformat()
        return f"prosa:llm:conversation:{conversation}", f"prosa:llm:tokens:{day}", f"prosa:llm:money:{day}"

    async def _add(self, keys: tuple[str, str, str], cost: Cost, sign: int) -> list[int]:
        tokens = sign * (cost.read + cost.written)
        money = sign * self._limits.millionths(cost.read, cost.written)
        try:
            async with cast(Any, self._valkey.client).pipeline(transaction=True) as pipe:
                for key, amount, seconds in zip(
                    keys,
                    (tokens, tokens, money),
                    (CONVERSATION_SECONDS, KEPT_SECONDS, KEPT_SECONDS),
                    strict=True,
                ):
                    pipe.incrby(key, amount)
                    pipe.expire(key, seconds)
                counted = await pipe.execute()
        except ValkeyAway:
            raise Failed(Outcome.UNCOUNTED) from None
        return [int(total) for total in counted[::2]]

    async def _correct(self, keys: tuple[str, str, str], cost: Cost, sign: int) -> None:
        try:
            await self._add(keys, cost, sign)
        except Failed:
            log.warning("what a language model cost could not be counted")

    def _exceeds(self, totals: list[int]) -> bool:
        limits = self._limits
        of = (limits.conversation_tokens, limits.day_tokens, round(limits.day_money * 1_000_000))
        return any(limit and total > limit for total, limit in zip(totals, of, strict=True))
