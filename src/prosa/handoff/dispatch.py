"""The queue at work on one node: takes back, gives away, notices what is due."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import structlog
from prometheus_client import Counter
from sqlalchemy.exc import DBAPIError

from prosa.conversations.appending import Appended
from prosa.conversations.events import AgentId, HandOff, Source
from prosa.engines.errors import EnginesError
from prosa.handoff.assigning import Assigner
from prosa.handoff.attendance import Attendance
from prosa.handoff.reclaiming import Reclaimer
from prosa.handoff.reminding import Reminder

SWEEP_SECONDS = 2.0
"""How often it looks without being told: what another node saw change, and what only time changes."""

failures = Counter("prosa_queue_dispatch_failures", "Rounds of the queue that failed")

log = structlog.get_logger()


class Dispatch:
    """Looks at once when something has changed on this node, and every `SWEEP_SECONDS`."""

    def __init__(
        self,
        attendance: Attendance,
        reclaimer: Reclaimer,
        reminder: Reminder,
        assigner: Assigner | None,
        changed: asyncio.Event,
        sweep_seconds: float = SWEEP_SECONDS,
    ) -> None:
        """`assigner`: None where agents pick for themselves. `changed` is set to have it look at once."""
        self._attendance = attendance
        self._reclaimer = reclaimer
        self._reminder = reminder
        self._assigner = assigner
        self._sweep = sweep_seconds
        self._changed = changed
        self._acted: set[AgentId] = set()

    @property
    def pending(self) -> bool:
        """Whether something has changed that it has not looked at."""
        return self._changed.is_set()

    def heard(self, group: Sequence[Appended]) -> None:
        """Hears what was just committed here (called by the ledger)."""
        for appended in group:
            for event in appended.events:
                if isinstance(event.data, HandOff):
                    self._changed.set()
                if event.source is Source.AGENT and appended.before is not None:
                    acted = appended.before.assignee or appended.conversation.assignee
                    if acted is not None:
                        self._acted.add(acted)

    async def run(self) -> None:
        """Works until cancelled. With an engine away it tries again: who waits, keeps waiting."""
        while True:
            await self.round()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), self._sweep)

    async def round(self) -> None:
        """One look at everything."""
        self._changed.clear()
        steps: list[Callable[[], Awaitable[object]]] = [self._tell_activity, self._reclaimer.round]
        if self._assigner is not None:
            steps.append(self._assigner.round)
        steps.append(self._reminder.round)
        for step in steps:
            try:
                await step()
            except (EnginesError, DBAPIError) as error:
                failures.inc()
                log.warning("a round of the queue failed", error=type(error).__name__)

    async def _tell_activity(self) -> None:
        acted, self._acted = self._acted, set()
        for agent in acted:
            await self._attendance.active(agent)
