"""One turn at a time in a conversation, on all nodes: a short lease in Valkey.

The lease only saves work; the ledger's fence is what keeps two turns from answering one message. So with
Valkey away turns go on under this node's own lock alone.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, cast
from weakref import WeakValueDictionary

from prosa.conversations.events import ConversationId
from prosa.engines.errors import ValkeyAway
from prosa.engines.valkey import Valkey

LEASE_SECONDS = 3.0
"""A node that dies holding a lease blocks the conversation no longer than this."""
WAIT_SECONDS = 0.05

# Only the holder's token renews or gives back: https://valkey.io/commands/set/ (pattern "locking").
_IF_MINE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call({}) end return 0"
_RENEW = _IF_MINE.format("'PEXPIRE', KEYS[1], ARGV[2]")
_RELEASE = _IF_MINE.format("'DEL', KEYS[1]")


class Leases:
    """Hands out conversations to turns."""

    def __init__(self, valkey: Valkey, seconds: float = LEASE_SECONDS) -> None:
        self._client = cast(Any, valkey.client)  # its scripting commands are untyped
        self._seconds = seconds
        self._renew_script = self._client.register_script(_RENEW)
        self._release_script = self._client.register_script(_RELEASE)
        self._local: WeakValueDictionary[ConversationId, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, conversation: ConversationId) -> AsyncGenerator[bool]:
        """The conversation, alone, for as long as the block runs. Waits for whoever holds it.

        Gives whether it was free at once: after a wait, somebody else may have answered.
        """
        lock = self._local.setdefault(conversation, asyncio.Lock())
        free = not lock.locked()
        async with lock:
            key, token = f"prosa:lease:{conversation}", secrets.token_hex(8)
            waits = await self._acquire(key, token)
            renewal = None if waits is None else asyncio.create_task(self._renew(key, token))
            try:
                yield free and not waits
            finally:
                if renewal is not None:
                    renewal.cancel()
                    await self._run(self._release_script, key, token)

    async def _acquire(self, key: str, token: str) -> int | None:
        """How often it had to wait; None when there is no lease to be had, with Valkey away."""
        waits = 0
        try:
            while True:
                if await self._client.set(key, token, nx=True, px=self._milliseconds):
                    return waits
                waits += 1
                await asyncio.sleep(WAIT_SECONDS)
        except ValkeyAway:
            return None

    async def _renew(self, key: str, token: str) -> None:
        while True:
            await asyncio.sleep(self._seconds / 3)
            await self._run(self._renew_script, key, token, self._milliseconds)

    async def _run(self, script: Any, key: str, *arguments: str | int) -> None:
        try:
            await script(keys=[key], args=arguments)
        except ValkeyAway:
            return  # It runs out by itself.

    @property
    def _milliseconds(self) -> int:
        return int(self._seconds * 1000)
