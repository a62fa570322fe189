"""Ready answers, tags, priority, sleep, suggestions, corrections: under /api/agent."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path

from prosa.console.access import Services
from prosa.console.card.schemas import Card
from prosa.console.desk.access import Desk, DeskServices, known
from prosa.console.desk.contact_routes import router as contacts
from prosa.console.desk.file_routes import router as files
from prosa.console.desk.schemas import (
    CannedView,
    CannedWriting,
    DraftedView,
    Judgement,
    Prioritising,
    Snoozing,
    SuggestionView,
    Tagging,
    TagView,
    Wrong,
)
from prosa.console.schemas import ConversationView
from prosa.conversations.events import ConversationId
from prosa.desk.reading import EVENTS_READ
from prosa.desk.variables import fill
from prosa.handoff.guards import held_by
from prosa.people.access import CurrentAgent
from prosa.people.agents import Agent

router = APIRouter()

Offset = Annotated[int, Path(ge=0, le=2**31 - 1)]
_NEWEST = 2**31 - 1


@router.get("/canned")
async def list_canned(
    agent: CurrentAgent, desk: DeskServices, conversation: UUID | None = None
) -> list[CannedView]:
    """Ready answers for everybody and for your teams, the most used first.

    With a `conversation`, their texts have its values in place of the variables.
    """
    replies = await desk.canned.all_for(agent)
    if conversation is None:
        return [CannedView.of(reply) for reply in replies]
    values = await _values(desk, ConversationId(conversation), agent)
    return [CannedView.of(reply, fill(reply.wording.text, values)) for reply in replies]


@router.post("/canned", status_code=201)
async def create_canned(reply: CannedWriting, agent: CurrentAgent, desk: DeskServices) -> CannedView:
    """Write a ready answer. 409 when the shortcut is taken, 422 for a variable that there is not."""
    return CannedView.of(await desk.canned.create(reply.wording, agent))


@router.patch("/canned/{id}")
async def change_canned(
    id: UUID, reply: CannedWriting, agent: CurrentAgent, desk: DeskServices
) -> CannedView:
    """Write it anew. Yours; supervisors may change anybody's."""
    return CannedView.of(await desk.canned.change(id, reply.wording, agent))


@router.delete("/canned/{id}", status_code=204)
async def remove_canned(id: UUID, agent: CurrentAgent, desk: DeskServices) -> None:
    """Remove it. Yours; supervisors may remove anybody's."""
    await desk.canned.remove(id, agent)


@router.post("/canned/{id}/used", status_code=204)
async def used_canned(id: UUID, agent: CurrentAgent, desk: DeskServices) -> None:
    """Say that you have put it into an answer: the most used come first."""
    await desk.canned.used(id)


@router.get("/tags")
async def list_tags(agent: CurrentAgent, desk: DeskServices) -> list[TagView]:
    """Tags there are, the latest used first."""
    return [TagView(id=name, name=name, color=color) for name, color in await desk.marks.all_tags()]


@router.put("/conversations/{id}/tags")
async def tag(id: UUID, tagging: Tagging, agent: CurrentAgent, desk: DeskServices) -> ConversationView:
    """Set what a conversation is about: these and no other tags."""
    with known():
        return ConversationView.of(await desk.marks.tag(ConversationId(id), agent, tagging.tags))


@router.put("/conversations/{id}/priority")
async def prioritise(
    id: UUID, wanted: Prioritising, agent: CurrentAgent, desk: DeskServices
) -> ConversationView:
    """Set how urgent a conversation is. Who waits may get another place in the queue."""
    with known():
        return ConversationView.of(await desk.marks.prioritise(ConversationId(id), agent, wanted.priority))


@router.put("/conversations/{id}/snooze")
async def snooze(id: UUID, wanted: Snoozing, agent: CurrentAgent, desk: DeskServices) -> ConversationView:
    """Put your conversation aside until a moment, or until the customer writes."""
    with known():
        return ConversationView.of(
            await desk.marks.snooze(ConversationId(id), agent, wanted.until, held_by(agent))
        )


@router.get("/conversations/{id}/context")
async def context(id: UUID, agent: CurrentAgent, console: Services, desk: DeskServices) -> Card:
    """What you may want to know: the customer, what came before, orders, moods, articles, a summary.

    Parts that take too long are empty, and named in `left_out`.
    """
    standing = await console.inbox.get(ConversationId(id))
    return await desk.cards.of(standing.id)


@router.get("/conversations/{id}/suggestion")
async def suggestion(
    id: UUID, agent: CurrentAgent, console: Services, desk: DeskServices
) -> SuggestionView | None:
    """An answer from the knowledge base to what the customer last said; null when there is none."""
    standing = await console.inbox.get(ConversationId(id))
    events = await desk.chat.last_before(standing.id, _NEWEST, EVENTS_READ)
    somebody = await desk.contacts.of(standing.id)
    names = (somebody.name, somebody.email, somebody.phone)
    return SuggestionView.of(await desk.suggester.suggest(standing.id, events, agent, names))


@router.post("/conversations/{id}/suggestion/{suggestion}", status_code=204)
async def judge(id: UUID, suggestion: UUID, said: Judgement, agent: CurrentAgent, desk: DeskServices) -> None:
    """Say what you made of a suggestion: reports count it."""
    await desk.suggester.judge(ConversationId(id), suggestion, agent, said.verdict)


@router.post("/conversations/{id}/messages/{offset}/wrong", status_code=204)
async def wrong(id: UUID, offset: Offset, said: Wrong, agent: CurrentAgent, desk: DeskServices) -> None:
    """Say that the bot misunderstood a message, or answered it wrongly. It learns from that.

    With `intent`, the message of the customer or the bot's answer to it; with `answer`, the bot's answer.
    """
    if said.what == "intent":
        await desk.teaching.wrong_intent(ConversationId(id), offset, said.intent, agent)
    else:
        await desk.teaching.wrong_answer(ConversationId(id), offset, said.article, agent)


@router.post("/conversations/{id}/messages/{offset}/draft-article", status_code=201)
async def draft_article(id: UUID, offset: Offset, agent: CurrentAgent, desk: DeskServices) -> DraftedView:
    """Begin an article from an agent's answer, with the customer's question as its title.

    It is a draft: someone who writes articles finishes and publishes it. 409 when there is one already.
    """
    return DraftedView(article=await desk.teaching.draft(ConversationId(id), offset, agent))


async def _values(desk: Desk, id: ConversationId, agent: Agent) -> dict[str, str]:
    return await desk.values.of(id, await desk.contacts.of(id), agent)


router.include_router(files)
router.include_router(contacts)
