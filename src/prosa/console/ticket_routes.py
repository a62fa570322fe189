"""The agents' API on tickets, under /api/agent/tickets."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from prosa.console.access import CurrentAgent, Services
from prosa.console.ticket_schemas import TicketChange, TicketPage, TicketWithHistory
from prosa.handoff.tickets import TicketStatus

router = APIRouter(prefix="/tickets")

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("")
async def list_tickets(
    agent: CurrentAgent,
    console: Services,
    status: TicketStatus | None = None,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> TicketPage:
    """Tickets, newest first."""
    return TicketPage.of(await console.tickets.list(status, before, limit + 1), limit)


@router.get("/{number}")
async def get_ticket(number: Number, agent: CurrentAgent, console: Services) -> TicketWithHistory:
    """A ticket and its history."""
    return TicketWithHistory.of(*await console.tickets.get(number))


@router.patch("/{number}")
async def change_ticket(
    number: Number, change: TicketChange, agent: CurrentAgent, console: Services
) -> TicketWithHistory:
    """Move a ticket on. 409 when it is closed."""
    await console.tickets.set_status(number, change.status, agent.id)
    return TicketWithHistory.of(*await console.tickets.get(number))
