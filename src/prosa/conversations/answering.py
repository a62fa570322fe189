"""Answering one message of a customer: the pipeline, bounded in time, and an apology when it fails."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime

import structlog

from prosa.conversations.appending import Appended
from prosa.conversations.context import Context, fold
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.failure import apologise
from prosa.conversations.fanout import FanOut
from prosa.conversations.fence import Superseded
from prosa.conversations.memory import Memory
from prosa.conversations.pipeline import run
from prosa.conversations.projection import Conversation
from prosa.conversations.signals import Draft, Typing
from prosa.conversations.turn import Parts, Turn
from prosa.engines.errors import DatabaseAway
from prosa.language.batching import Overloaded

TYPING_AFTER_SECONDS = 0.3
"""Answers faster than this need no "typing…"."""
OVERLOAD_PAUSE_SECONDS = 0.2

log = structlog.get_logger()


class Answering:
    """Gives answers. `seconds` bounds the time that one may take."""

    def __init__(self, parts: Parts, memory: Memory, fanout: FanOut, seconds: float) -> None:
        self._parts = parts
        self._memory = memory
        self._fanout = fanout
        self._seconds = seconds

    async def answer(self, standing: Conversation, message: Event) -> Appended:
        """Answers the message, or apologises for it and calls a person: never silence.

        Raises `Superseded` when it was answered, or a person took over, meanwhile, and `DatabaseAway`.
        """
        context = Context()
        with self._typing(standing.id):
            try:
                async with asyncio.timeout(self._seconds):
                    context = await self._memory.context(standing, message)
                    turn = Turn(standing, message, text="", context=context, now=datetime.now(UTC))
                    appended = await self._think(turn)
            except (Superseded, DatabaseAway):
                self._withdraw_draft(standing.id, message)
                raise
            except Exception:
                log.exception("turn failed", conversation=str(standing.id), offset=message.offset)
                appended = await apologise(standing, message, self._parts)
        # Something said meanwhile comes before the answer in the log: the next turn folds both from there.
        if appended.events[0].offset == context.offset + 1:
            await self._memory.keep(standing.id, fold(appended.events, context))
        return appended

    def _withdraw_draft(self, conversation: ConversationId, message: Event) -> None:
        """What may have been shown of an answer that is not going to be given."""
        if self._parts.writer is not None:
            self._parts.show_draft(conversation, Draft(answers=message.offset, sequence=0, text=""))

    async def _think(self, turn: Turn) -> Appended:
        while True:
            try:
                return (await run(turn, self._parts)).recorded
            except Overloaded:
                await asyncio.sleep(OVERLOAD_PAUSE_SECONDS)

    @contextmanager
    def _typing(self, conversation: ConversationId) -> Generator[None]:
        """Shows that an answer is on its way, when it takes long enough to wonder."""
        shown = False

        def show() -> None:
            nonlocal shown
            shown = True
            self._fanout.signal(conversation, Typing(source="bot", on=True))

        timer = asyncio.get_running_loop().call_later(TYPING_AFTER_SECONDS, show)
        try:
            yield
        finally:
            timer.cancel()
            if shown:
                self._fanout.signal(conversation, Typing(source="bot", on=False))
