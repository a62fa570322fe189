"""Ends what the bot has settled: after some silence the matter is over, and the customer may say how it was.

A reader of the log like every other: it costs a turn nothing, and what a node that died had not ended the
next one ends. Two nodes that end the same conversation end it once.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import Row, text

from prosa.conversations.events import ConversationId, HandOff, HandOffStep, NewEvent, Source
from prosa.conversations.ledger import Ledger
from prosa.conversations.projection import Conversation, Owner
from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway
from prosa.packs.schema import Bot

LOOK_SECONDS = 10.0
LEAVING = timedelta(seconds=20)
"""Silence that is enough after a good-bye."""
HISTORY = timedelta(days=1)
"""How far the first look of a node goes back: what fell silent before is left as it is."""
OVERLAP = timedelta(minutes=1)
"""How far each look goes back behind the last one: clocks of nodes differ."""
MOST = 500
"""Conversations ended in one look."""

_SILENT = text("""
    SELECT conversation.id, conversation.last_offset
    FROM conversation
    CROSS JOIN LATERAL (
        SELECT intent, outcome FROM event
        WHERE event.conversation_id = conversation.id AND source = 'bot' AND kind = 'message'
        ORDER BY "offset" DESC LIMIT 1
    ) AS last
    WHERE owner = 'bot' AND lent_by IS NULL AND answered >= last_customer_offset AND last_customer_offset >= 0
        AND updated_at > :since
        AND updated_at <= CASE WHEN last.intent = ANY(:closing) THEN :left ELSE :silent END
        AND last.outcome IN ('answered', 'ticketed')
        AND EXISTS (
            SELECT FROM event AS helped
            WHERE helped.conversation_id = conversation.id AND helped.source = 'bot'
                AND helped.outcome IN ('answered', 'ticketed') AND NOT helped.intent = ANY(:small_talk)
                AND helped."offset" > coalesce((
                    SELECT max(ended."offset") FROM event AS ended
                    WHERE ended.conversation_id = conversation.id AND ended.kind = 'handoff'
                        AND ended.outcome IN ('resolved', 'returned')
                ), -1)
        )
    ORDER BY updated_at
    LIMIT :most
""")

log = structlog.get_logger()


class _Moved(Exception):
    """Something was said meanwhile."""


class Endings:
    """Ends conversations that the bot has settled. `run` it for as long as the node lives."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        bot: Bot,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._silence = timedelta(minutes=bot.verdict.after_minutes)
        self._closing = list(bot.verdict.closing)
        self._small_talk = [name for name, rule in bot.intents.items() if rule.is_small_talk]
        self._clock = clock
        self._looked: datetime | None = None

    async def run(self) -> None:
        """Looks every few seconds. Runs until cancelled; at once done when only people end conversations."""
        while self._silence:
            try:
                await self.look()
            except DatabaseAway:
                log.warning("cannot look for conversations that are over")
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> int:
        """Ends what is over; how many."""
        now = self._clock()
        since = HISTORY if self._looked is None else now - self._looked + self._silence + OVERLAP
        found = await self._over(now, now - min(since, HISTORY))
        ended = sum([await self._end(ConversationId(row.id), row.last_offset) for row in found])
        if len(found) < MOST:
            self._looked = now
        return ended

    async def _over(self, now: datetime, since: datetime) -> list[Row[tuple[object, int]]]:
        values = {
            "since": since,
            "left": now - min(LEAVING, self._silence),
            "silent": now - self._silence,
            "closing": self._closing,
            "small_talk": self._small_talk,
            "most": MOST,
        }
        async with self._database.connect() as connection:
            return list(await connection.execute(_SILENT, values))

    async def _end(self, id: ConversationId, offset: int) -> bool:
        def nothing_said_since(conversation: Conversation) -> None:
            # What the bot does for an agent is the agent's to end.
            lent = conversation.lent_by is not None
            if conversation.owner is not Owner.BOT or lent or conversation.last_offset != offset:
                raise _Moved

        resolved = NewEvent(Source.BOT, HandOff(step=HandOffStep.RESOLVED))
        try:
            await self._ledger.append(id, [resolved], require=nothing_said_since)
        except _Moved:
            return False
        return True
