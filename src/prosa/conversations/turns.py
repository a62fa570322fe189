"""Running turns: each customer message of a bot-owned conversation gets one, in order, never two at once."""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from prosa.conversations.answering import Answering
from prosa.conversations.appending import Appended
from prosa.conversations.events import ConversationId
from prosa.conversations.fanout import FanOut
from prosa.conversations.fence import Superseded
from prosa.conversations.lease import Leases
from prosa.conversations.leaving import confirm, left_a_message
from prosa.conversations.log import Log
from prosa.conversations.memory import Memory
from prosa.conversations.turn import Parts
from prosa.engines.errors import DatabaseAway

SWEEP_SECONDS = 5.0
ABANDONED_AFTER = timedelta(seconds=5)
"""Age of an unanswered message from which its node is taken to be dead."""

log = structlog.get_logger()


class Turns:
    """Answers what customers say. `seconds` bounds the time that one answer may take."""

    def __init__(
        self, parts: Parts, log: Log, memory: Memory, leases: Leases, fanout: FanOut, seconds: float
    ) -> None:
        self._parts = parts
        self._answering = Answering(parts, memory, fanout, seconds)
        self._log = log
        self._leases = leases
        self._pending: dict[ConversationId, Appended | None] = {}
        """Conversations to look at, with what was just said in them if nobody can have answered it yet."""
        self._running: dict[ConversationId, asyncio.Task[None]] = {}
        self._confirmations: set[asyncio.Task[None]] = set()

    def begin(self, appended: Appended) -> None:
        """Sees to it that what was just said gets answered, or confirmed when it was left for people."""
        if appended.conversation.owes_answer:
            self._start(appended.conversation.id, appended)
        elif left_a_message(appended):
            confirmation = asyncio.create_task(confirm(appended, self._parts))
            self._confirmations.add(confirmation)
            confirmation.add_done_callback(self._confirmations.discard)

    async def sweep(self) -> None:
        """Takes up what nodes that died have left unanswered. Runs until cancelled."""
        # At the start everything unanswered is left over, or some other node holds its lease.
        patience = timedelta()
        while True:
            try:
                for conversation in await self._log.unanswered(datetime.now(UTC) - patience):
                    if conversation not in self._running:
                        self._start(conversation, None)
            except DatabaseAway:
                log.warning("cannot look for unanswered messages, the database is away")
            patience = ABANDONED_AFTER
            await asyncio.sleep(SWEEP_SECONDS)

    async def close(self) -> None:
        """Waits for the turns under way."""
        while self._running or self._confirmations:
            await asyncio.gather(*self._running.values(), *self._confirmations, return_exceptions=True)

    def _start(self, conversation: ConversationId, appended: Appended | None) -> None:
        if conversation in self._running:
            # By the time its turn comes, the one under way may have answered it.
            self._pending[conversation] = None
        else:
            self._pending[conversation] = appended
            self._running[conversation] = asyncio.create_task(self._run(conversation))

    async def _run(self, conversation: ConversationId) -> None:
        try:
            while conversation in self._pending:
                appended = self._pending.pop(conversation)
                async with self._leases.hold(conversation) as free:
                    await self._answer_all(conversation, appended if free else None)
        except DatabaseAway:
            log.warning("turn put off, the database is away", conversation=str(conversation))
        except Exception:
            log.exception("turn abandoned, the next sweep takes it up", conversation=str(conversation))
        finally:
            # No await between the last look at `_pending` and this: nothing said falls in between.
            self._pending.pop(conversation, None)
            self._running.pop(conversation, None)

    async def _answer_all(self, id: ConversationId, appended: Appended | None) -> None:
        """Answers until nothing is owed. `appended` spares reading back what was just written."""
        standing = appended.conversation if appended is not None else await self._log.conversation(id)
        message = appended.oldest_unanswered if appended is not None else None
        while standing is not None and standing.owes_answer:
            message = message or await self._log.next_unanswered(standing)
            if message is None:
                return
            try:
                standing = (await self._answering.answer(standing, message)).conversation
            except Superseded:
                standing = await self._log.conversation(id)
            message = None
