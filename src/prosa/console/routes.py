"""The agents' API on conversations, under /api/agent."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from prosa.console.access import Services
from prosa.console.desk.access import DeskServices, known
from prosa.console.desk.routes import router as desk_routes
from prosa.console.desk.schemas import Resolving
from prosa.console.listing.routes import router as lists
from prosa.console.live.access import LiveServices
from prosa.console.live.locking import nobody_else_types
from prosa.console.queue_routes import router as queue
from prosa.console.schemas import (
    AgentView,
    Answering,
    ConversationView,
    ConversationWithEvents,
    EventView,
    Noting,
)
from prosa.console.ticket_routes import router as tickets
from prosa.conversations.documented import errors
from prosa.conversations.events import AgentId, ConversationId
from prosa.people.access import CurrentAgent

router = APIRouter(
    prefix="/api/agent", tags=["agent"], responses=errors(400, 401, 403, 404, 408, 409, 413, 422, 503)
)


@router.get("/me")
async def me(agent: CurrentAgent) -> AgentView:
    """Who you are."""
    return AgentView.model_validate(agent)


@router.get("/conversations/{id}")
async def get_conversation(
    id: UUID,
    agent: CurrentAgent,
    console: Services,
    after: Annotated[int, Query(ge=-1, le=2**31 - 1)] = -1,
    before: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> ConversationWithEvents:
    """A conversation and its events after an offset; with `before`, the last ones before that. In order."""
    conversation = await console.inbox.get(ConversationId(id))
    events = (
        await console.inbox.events(conversation.id, after, limit)
        if before is None
        else await console.inbox.events_before(conversation.id, before, limit)
    )
    return ConversationWithEvents.of(conversation, events)


@router.post("/next")
async def take_next(agent: CurrentAgent, console: Services) -> ConversationView | None:
    """Take the next waiting conversation that fits your skills. Null when there is none."""
    taken = await console.handoffs.take_next(agent)
    return None if taken is None else ConversationView.of(taken)


@router.post("/conversations/{id}/take")
async def take(id: UUID, agent: CurrentAgent, console: Services) -> ConversationView:
    """Take a waiting conversation. 409 when someone else was faster, or you hold as many as you may."""
    return ConversationView.of(await console.handoffs.take(ConversationId(id), agent))


@router.post("/conversations/{id}/messages", status_code=201)
async def answer(
    id: UUID,
    said: Answering,
    agent: CurrentAgent,
    console: Services,
    live: LiveServices,
    desk: DeskServices,
) -> EventView:
    """Say something to the customer. Only in a conversation that is yours.

    409 `someone_types` while a colleague, who began before you, is typing there; `force` sends it anyway.
    """
    if not said.force:
        await nobody_else_types(live.viewing, ConversationId(id), agent)
    files, effects = await desk.files.to_send(ConversationId(id), agent.id, said.files)
    answered = await console.handoffs.answer(
        ConversationId(id), agent, said.text, said.message_id, files=files, effects=effects
    )
    return EventView.of(answered)


@router.post("/conversations/{id}/notes", status_code=201)
async def note(id: UUID, said: Noting, agent: CurrentAgent, desk: DeskServices) -> EventView:
    """Write something for other agents, in any conversation; the customer never sees it."""
    called = tuple(map(AgentId, said.mentions))
    with known():
        return EventView.of(
            await desk.notes.write(ConversationId(id), agent, said.text, said.message_id, called)
        )


@router.post("/conversations/{id}/return")
async def return_to_bot(id: UUID, agent: CurrentAgent, console: Services) -> ConversationView:
    """Give the conversation back to the bot."""
    return ConversationView.of(await console.handoffs.return_to_bot(ConversationId(id), agent))


@router.post("/conversations/{id}/release")
async def release(id: UUID, agent: CurrentAgent, console: Services) -> ConversationView:
    """Put the conversation back into the queue, at the place it had."""
    return ConversationView.of(await console.handoffs.release(ConversationId(id), agent))


@router.post("/conversations/{id}/resolve")
async def resolve(
    id: UUID, agent: CurrentAgent, console: Services, why: Resolving | None = None
) -> ConversationView:
    """End the conversation, and say why if you like. The customer's next message goes to the bot again."""
    reason = (why.reason if why is not None else None) or ""
    return ConversationView.of(await console.handoffs.resolve(ConversationId(id), agent, reason))


router.include_router(lists)
router.include_router(tickets)
router.include_router(desk_routes)
router.include_router(queue)
