"""That the customer's device has got what agents wrote, and that the customer has seen it."""

from typing import Literal

from prosa.conversations.events import ConversationId, Delivery, Message, NewEvent, Source
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.projection import Conversation

LOOKED_AT = 100
"""Events before what was seen, among which agents' messages are looked for."""
MOST = 20
"""Messages that are marked at a time, the last ones: the log must not grow by what a client claims."""

Receipt = Literal["delivered", "read"]


class _Known(Exception):
    """Another node was faster, or the client says it again."""


class Receipts:
    """Writes them, each once; what was read is never merely delivered again."""

    def __init__(self, ledger: Ledger, log: Log) -> None:
        self._ledger = ledger
        self._log = log

    async def through(self, id: ConversationId, offset: int, state: Receipt) -> int:
        """Everything of agents up to this offset; how many messages were marked. Raises `DatabaseAway`."""
        standing = await self._log.conversation(id)
        if standing is None or standing.agent_messages == 0:
            return 0
        known, until = _known(standing, state), min(offset, standing.last_offset)
        if until <= known:
            return 0
        before = await self._log.last_before(id, until + 1, LOOKED_AT)
        marked = [
            event.offset
            for event in before
            if event.offset > known and event.source is Source.AGENT and isinstance(event.data, Message)
        ][-MOST:]
        if not marked:
            return 0

        def unknown(now: Conversation) -> None:
            if _known(now, state) >= marked[0]:
                raise _Known

        receipts = [NewEvent(Source.SYSTEM, Delivery(of=each, state=state)) for each in marked]
        try:
            await self._ledger.append(id, receipts, require=unknown)
        except _Known:
            return 0
        return len(marked)


def _known(standing: Conversation, state: Receipt) -> int:
    return standing.read_offset if state == "read" else standing.delivered_offset
