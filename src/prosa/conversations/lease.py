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
RENEW_SECONDS = 1.0
WAIT_SECONDS = 0.05

# Only the holder's token renews or gives back: https://valkey.io/commands/set/ (pattern "locking").
_RENEW = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0"
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class Leases:
    """Hands out conversations to turns."""

    def __init__(self, valkey: Valkey) -> None:
        self._valkey = valkey
        self._local: WeakValueDictionary[ConversationId, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, conversation: ConversationId) -> AsyncGenerator[None]:
        """The conversation, alone, for as long as the block runs. Waits for whoever holds it."""
        lock = self._local.setdefault(conversation, asyncio.Lock())
        async with lock:
            key, token = f"prosa:lease:{conversation}", secrets.token_hex(8)
            leased = await self._acquire(key, token)
            renewal = asyncio.create_task(self._renew(key, token)) if leased else None
            try:
                yield
            finally:
                if renewal is not None:
                    renewal.cancel()
                    await self._release(key, token)

    async def _acquire(self, key: str, token: str) -> bool:
        try:
            while not await self._valkey.client.set(key, token, nx=True, px=int(LEASE_SECONDS * 1000)):
                await asyncio.sleep(WAIT_SECONDS)
        except ValkeyAway:
            return False
        return True

    async def _renew(self, key: str, token: str) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            await self._script(_RENEW, key, token, str(int(LEASE_SECONDS * 1000)))

    async def _release(self, key: str, token: str) -> None:
        await self._script(_RELEASE, key, token)

    async def _script(self, script: str, key: str, *arguments: str) -> None:
        try:
            await cast(Any, self._valkey.client).eval(script, 1, key, *arguments)
        except ValkeyAway:
            return  # It runs out by itself.
