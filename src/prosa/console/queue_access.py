"""What the routes on presence and the queue work with.

The app puts one `QueueServices` at `app.state.queue` before it serves.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from prosa.conversations.turn import Parts
from prosa.handoff.attendance import Attendance
from prosa.handoff.levels import ServiceLevels
from prosa.handoff.opening import OpeningHours
from prosa.handoff.steps import BotSteps
from prosa.handoff.transfers import Transfers


@dataclass(frozen=True, slots=True)
class QueueServices:
    """The services behind presence, transfers, hours and service levels."""

    attendance: Attendance
    transfers: Transfers
    steps: BotSteps
    hours: OpeningHours
    levels: ServiceLevels
    parts: Parts
    """With which the bot speaks."""


async def queue_of(request: Request) -> QueueServices:
    """The services, as the app put them together."""
    return request.app.state.queue


Queue = Annotated[QueueServices, Depends(queue_of)]
