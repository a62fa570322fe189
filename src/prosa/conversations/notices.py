"""The line between nodes: short notices through Valkey's publish and subscribe.

A notice says that conversations have moved on, or passes a signal on. It carries nothing that a customer
wrote, and one that is lost does no harm: whoever listens looks at the log as well.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from uuid import UUID

import orjson
import structlog
from valkey.exceptions import ValkeyError

from prosa.conversations.events import ConversationId
from prosa.conversations.signals import Passing, signal_adapter
from prosa.engines.valkey import Valkey

CHANNEL = "prosa:moved"
RETRY_SECONDS = 1.0
"""Between attempts to subscribe again."""
WAITING_NOTICES = 10_000
"""Notices that wait to be sent at most; Valkey has been slow for thousands of groups when more would."""

log = structlog.get_logger()

# The client library leaves parts of its signatures untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

Moved = Callable[[ConversationId, int], None]
"""Hears that a conversation's log has reached an offset."""


class Notices:
    """Sends this node's notices and hears those of the others. `run` it for as long as the node lives."""

    def __init__(
        self,
        valkey: Valkey,
        node: str,
        *,
        moved: Moved,
        signalled: Callable[[ConversationId, Passing], None],
        joined: Callable[[], None],
    ) -> None:
        """`node` names this node among all; `joined` hears each time that the line comes up again."""
        self._valkey = valkey
        self._node = node
        self._moved = moved
        self._signalled = signalled
        self._joined = joined
        self._outgoing: asyncio.Queue[bytes] = asyncio.Queue(WAITING_NOTICES)
        self.up = False
        """Whether what other nodes say is heard."""

    def tell_moved(self, offsets: Mapping[ConversationId, int]) -> None:
        """Tells the other nodes that these conversations have reached these offsets."""
        self._send({"moved": {str(conversation): offset for conversation, offset in offsets.items()}})

    def tell_signal(self, conversation: ConversationId, signal: Passing) -> None:
        """Passes a signal on to the other nodes."""
        self._send({"signal": signal.model_dump(mode="json"), "conversation": str(conversation)})

    async def run(self) -> None:
        """Keeps the line up. Runs until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._publish())
            tasks.create_task(self._listen())

    def _send(self, notice: dict[str, object]) -> None:
        with suppress(asyncio.QueueFull):
            self._outgoing.put_nowait(orjson.dumps({"node": self._node, **notice}))

    async def _publish(self) -> None:
        while True:
            notice = await self._outgoing.get()
            try:
                await self._valkey.client.publish(CHANNEL, notice)
            except ValkeyError as error:
                log.debug("notice not sent", error=str(error))

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear()
            except ValkeyError as error:
                log.warning("no notices from other nodes, looking at the log", error=str(error))
            self.up = False
            await asyncio.sleep(RETRY_SECONDS)

    async def _hear(self) -> None:
        subscriber = self._valkey.subscriber()
        try:
            await subscriber.subscribe(CHANNEL)
            async for heard in subscriber.listen():
                match heard["type"]:
                    case "subscribe":  # also after a reconnection within the library
                        self.up = True
                        self._joined()
                    case "message":
                        self._take(heard["data"])
                    case _:
                        pass
        finally:
            with suppress(ValkeyError):
                await subscriber.aclose()

    def _take(self, data: bytes) -> None:
        """Passes a notice on. Anyone who reaches Valkey may publish anything: nonsense is skipped."""
        try:
            notice = orjson.loads(data)
            if notice["node"] == self._node:
                return
            if "signal" in notice:
                self._signalled(
                    ConversationId(UUID(notice["conversation"])),
                    signal_adapter.validate_python(notice["signal"]),
                )
            for conversation, offset in notice.get("moved", {}).items():
                self._moved(ConversationId(UUID(conversation)), int(offset))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("a notice that makes no sense", error=type(error).__name__)
