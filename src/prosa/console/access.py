"""What the console's routes work with.

The app puts one `Console` at `app.state.console` before it serves; routes get its parts by name.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from prosa.handoff.inbox import Inbox
from prosa.handoff.service import HandOffs
from prosa.handoff.tickets import TicketReview, TicketWork


@dataclass(frozen=True, slots=True)
class Console:
    """The services behind the agents' API."""

    inbox: Inbox
    handoffs: HandOffs
    tickets: TicketReview
    ticket_work: TicketWork


async def console_of(request: Request) -> Console:
    """The services, as the app put them together."""
    return request.app.state.console


Services = Annotated[Console, Depends(console_of)]
