"""The agents' API on tickets, under /api/agent/tickets."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from prosa.console.access import Console, Services
from prosa.console.ticket_schemas import (
    NewAttachment,
    NewTicket,
    TicketChange,
    TicketNote,
    TicketPage,
    TicketWithHistory,
)
from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.parts import Urgency
from prosa.handoff.tickets import TicketStatus
from prosa.handoff.tickets.review import Filter
from prosa.handoff.tickets.work import Change
from prosa.people.access import CurrentAgent

router = APIRouter(prefix="/tickets")

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("")
async def list_tickets(
    agent: CurrentAgent,
    console: Services,
    status: TicketStatus | None = None,
    urgency: Urgency | None = None,
    kind: Annotated[
        str | None, Query(alias="type", min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]+$")
    ] = None,
    overdue: bool = False,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> TicketPage:
    """Tickets, newest first. `overdue`: only those open after an answer was promised."""
    only = Filter(status=status, urgency=urgency, type=kind, overdue=overdue)
    return TicketPage.of(await console.tickets.list(before=before, limit=limit + 1, only=only), limit)


@router.post("", status_code=201)
async def open_ticket(new: NewTicket, agent: CurrentAgent, console: Services) -> TicketWithHistory:
    """Open a ticket for the customer of a conversation."""
    number = await console.ticket_work.create(
        ConversationId(new.conversation), new.type, new.urgency, new.description, new.subject or ""
    )
    return await _whole(console, number)


@router.get("/{number}")
async def get_ticket(number: Number, agent: CurrentAgent, console: Services) -> TicketWithHistory:
    """A ticket, its history and its files."""
    return await _whole(console, number)


@router.patch("/{number}")
async def change_ticket(
    number: Number, change: TicketChange, agent: CurrentAgent, console: Services
) -> TicketWithHistory:
    """Move a ticket on: status, urgency, type. 409 when it is closed."""
    await console.ticket_work.change(
        number, Change(change.status, change.urgency, change.type), AgentId(agent.id)
    )
    return await _whole(console, number)


@router.post("/{number}/notes", status_code=201)
async def write_in_ticket(
    number: Number, said: TicketNote, agent: CurrentAgent, console: Services
) -> TicketWithHistory:
    """Write a note for agents, or an answer that the customer gets. 409: a closed ticket has no answers."""
    await console.ticket_work.note(number, said.text, AgentId(agent.id), public=said.public)
    return await _whole(console, number)


@router.post("/{number}/attachments", status_code=201)
async def attach_to_ticket(
    number: Number, file: NewAttachment, agent: CurrentAgent, console: Services
) -> TicketWithHistory:
    """Note a file that lies somewhere else: its name, type, size and link."""
    await console.ticket_work.attach(
        number, file.name, file.link, file.media_type, file.bytes, AgentId(agent.id)
    )
    return await _whole(console, number)


async def _whole(console: Console, number: int) -> TicketWithHistory:
    return TicketWithHistory.of(*await console.tickets.get(number), await console.tickets.attachments(number))
