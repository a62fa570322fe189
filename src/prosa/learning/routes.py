"""Learning over HTTP, under /api/learning."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from prosa.conversations.documented import errors
from prosa.conversations.errors import ProsaError
from prosa.conversations.events import ConversationId
from prosa.learning.access import Services
from prosa.learning.intents import intent_states
from prosa.learning.items import Filter, Status
from prosa.learning.model_routes import router as models
from prosa.learning.noticing import Reason
from prosa.learning.schemas import (
    Acceptance,
    Correction,
    DecisionView,
    ExamplePageView,
    GroupAcceptance,
    GroupDecisionView,
    GroupsView,
    IntentsView,
    Refusal,
    ReviewItemView,
    ReviewPageView,
)
from prosa.people.access import CurrentAgent, CurrentSupervisor

router = APIRouter(
    prefix="/api/learning", tags=["learning"], responses=errors(400, 401, 403, 404, 408, 409, 413, 422, 503)
)

After = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=100)]
Name = Annotated[str | None, Query(min_length=1, max_length=161)]


@router.get("/review")
async def list_review(
    agent: CurrentAgent,
    learning: Services,
    status: Status | Literal["all"] = Status.OPEN,
    reason: Reason | None = None,
    intent: Name = None,
    since: AwareDatetime | None = None,
    until: AwareDatetime | None = None,
    after: After = None,
    limit: Limit = 50,
) -> ReviewPageView:
    """Messages that are worth a look, the latest said first; `intent` is the suggested one."""
    shown = Filter(None if status == "all" else status, reason, intent, since, until)
    return ReviewPageView.of(await learning.review.page(shown, after, limit))


@router.get("/review/{id}")
async def get_item(id: UUID, agent: CurrentAgent, learning: Services) -> ReviewItemView:
    """One message of the list."""
    return ReviewItemView.of(await learning.review.get(id))


@router.post("/review/{id}/accept")
async def accept(id: UUID, how: Acceptance, agent: CurrentSupervisor, learning: Services) -> DecisionView:
    """Make an example of a message: of the suggested intent, of another one, or of a new one.

    Sending it again changes nothing. 409 when it was decided otherwise, or the same message is an example of
    another intent.
    """
    return DecisionView.of(
        await learning.decisions.accept(id, agent, how.intent, text=how.text, new_intent=how.new_intent)
    )


@router.post("/review/{id}/dismiss")
async def dismiss(id: UUID, agent: CurrentSupervisor, learning: Services) -> ReviewItemView:
    """Take a message off the list: there is nothing to learn from it. 409 when it was accepted."""
    return ReviewItemView.of(await learning.decisions.dismiss(id, agent))


@router.post("/review/{id}/reopen")
async def reopen(id: UUID, agent: CurrentSupervisor, learning: Services) -> ReviewItemView:
    """Take a decision back, and with it the example that came of it."""
    return ReviewItemView.of(await learning.decisions.reopen(id, agent))


@router.get("/groups")
async def groups(agent: CurrentAgent, learning: Services) -> GroupsView:
    """Groups of undecided messages that mean about the same, each with a suggested name."""
    return GroupsView.of(*await learning.grouping.groups())


@router.post("/groups/accept")
async def accept_group(
    how: GroupAcceptance, agent: CurrentSupervisor, learning: Services
) -> GroupDecisionView:
    """Make examples of several messages. Each is decided by itself: some may be refused and others not."""
    accepted: list[DecisionView] = []
    refused: list[Refusal] = []
    for item in dict.fromkeys(how.items):
        try:
            made = await learning.decisions.accept(item, agent, how.intent, new_intent=how.new_intent)
        except ProsaError as error:
            refused.append(Refusal(item=item, code=error.code, message=error.message))
        else:
            accepted.append(DecisionView.of(made))
    return GroupDecisionView(accepted=tuple(accepted), refused=tuple(refused))


@router.post("/corrections", status_code=201)
async def correct(wrong: Correction, agent: CurrentAgent, learning: Services) -> ReviewItemView:
    """Say that a message was understood wrongly. It joins the review list with your suggestion."""
    conversation = ConversationId(wrong.conversation)
    return ReviewItemView.of(
        await learning.corrections.correct(conversation, wrong.offset, wrong.intent, agent)
    )


@router.get("/intents")
async def intents(agent: CurrentAgent, learning: Services) -> IntentsView:
    """What a message can be accepted as, and how far each intent is from being answered."""
    return IntentsView.of(intent_states(learning.pack, await learning.examples.counts()))


@router.get("/examples")
async def list_examples(
    agent: CurrentAgent, learning: Services, intent: Name = None, after: After = None, limit: Limit = 50
) -> ExamplePageView:
    """What was accepted, the latest first."""
    return ExamplePageView.of(await learning.examples.page(intent, after, limit))


@router.post("/examples/{id}/withdraw", status_code=204)
async def withdraw(id: UUID, agent: CurrentSupervisor, learning: Services) -> None:
    """Take an example back. Its message, if it is still there, waits for a decision again."""
    await learning.examples.withdraw(id, agent.id)


router.include_router(models)
