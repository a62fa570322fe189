"""Running turns: each customer message of a bot-owned conversation gets one, in order, never two at once."""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from prosa.conversations.appending import Appended
from prosa.conversations.context import fold
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.failure import apologise
from prosa.conversations.fanout import FanOut
from prosa.conversations.fence import Superseded
from prosa.conversations.lease import Leases
from prosa.conversations.log import Log
from prosa.conversations.memory import Memory
from prosa.conversations.pipeline import run
from prosa.conversations.projection import Conversation
from prosa.conversations.signals import Typing
from prosa.conversations.turn import Parts, Turn
from prosa.engines.errors import DatabaseAway
from prosa.language.batching import Overloaded

TYPING_AFTER_SECONDS = 0.3
"""Answers faster than this need no "typing…"."""
SWEEP_SECONDS = 5.0
ABANDONED_AFTER = timedelta(seconds=5)
"""Age of an unanswered message from which its node is taken to be dead."""
OVERLOAD_PAUSE_SECONDS = 0.2

log = structlog.get_logger()


class Turns:
    """Answers what customers say. `seconds` bounds the time that one answer may take."""

    def __init__(
        self, parts: Parts, log: Log, memory: Memory, leases: Leases, fanout: FanOut, seconds: float
    ) -> None:
        self._parts = parts
        self._log = log
        self._memory = memory
        self._leases = leases
        self._fanout = fanout
        self._seconds = seconds
        self._pending: dict[ConversationId, Appended | None] = {}
        self._running: dict[ConversationId, asyncio.Task[None]] = {}

    def begin(self, appended: Appended) -> None:
        """Sees to it that what was just said gets answered."""
        if appended.conversation.owes_answer:
            self._start(appended.conversation.id, appended)

    async def sweep(self) -> None:
        """Takes up what nodes that died have left unanswered. Runs until cancelled."""
        patience = (
            timedelta()
        )  # At the start everything left over is ours, or some other node holds its lease.
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
        while self._running:
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    def _start(self, conversation: ConversationId, appended: Appended | None) -> None:
        self._pending[conversation] = appended
        if conversation not in self._running:
            self._running[conversation] = asyncio.create_task(self._run(conversation))

    async def _run(self, conversation: ConversationId) -> None:
        try:
            while conversation in self._pending:
                appended = self._pending.pop(conversation)
                async with self._leases.hold(conversation):
                    await self._answer_all(conversation, appended)
        except DatabaseAway:
            log.warning("turn put off, the database is away", conversation=str(conversation))
        except Exception:
            log.exception("turn abandoned, the next sweep takes it up", conversation=str(conversation))
        finally:
            # No await between the last look at `_pending` and this: nothing said falls in between.
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
                standing = (await self._answer(standing, message)).conversation
            except Superseded:
                standing = await self._log.conversation(id)
            message = None

    async def _answer(self, standing: Conversation, message: Event) -> Appended:
        typing = asyncio.get_running_loop().call_later(
            TYPING_AFTER_SECONDS, self._fanout.signal, standing.id, Typing(source="bot", on=True)
        )
        context = await self._memory.context(standing)
        turn = Turn(conversation=standing, message=message, text="", context=context, now=datetime.now(UTC))
        try:
            async with asyncio.timeout(self._seconds):
                appended = await self._think(turn)
        except (Superseded, DatabaseAway):
            raise
        except Exception:
            # Never silence: whatever broke, the customer hears of it and a person is called.
            log.exception("turn failed", conversation=str(standing.id), offset=message.offset)
            appended = await apologise(turn, self._parts)
        finally:
            typing.cancel()
        # Something said meanwhile comes before the answer in the log: the next turn folds both from there.
        if appended.events and appended.events[0].offset == context.offset + 1:
            await self._memory.keep(standing.id, fold(appended.events, context))
        return appended

    async def _think(self, turn: Turn) -> Appended:
        while True:
            try:
                done = await run(turn, self._parts)
            except Overloaded:
                await asyncio.sleep(OVERLOAD_PAUSE_SECONDS)
            else:
                return done.recorded
