"""Lists of conversations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from prosa.console.listing.filters import Deadline, Filter, View
from prosa.console.listing.schemas import Counts, RowPage
from prosa.console.live.access import LiveServices
from prosa.people.access import CurrentAgent

router = APIRouter()

_Word = r"^[^\x00-\x1f]+$"


@router.get("/conversations")
async def list_conversations(
    agent: CurrentAgent,
    live: LiveServices,
    view: View = View.QUEUE,
    team: UUID | None = None,
    tag: Annotated[str | None, Query(min_length=1, max_length=60, pattern=_Word)] = None,
    channel: Annotated[str | None, Query(min_length=1, max_length=40, pattern=_Word)] = None,
    sla: Deadline | None = None,
    q: Annotated[str | None, Query(min_length=1, max_length=200, pattern=_Word)] = None,
    after: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> RowPage:
    """Conversations of a list: the queue next first, all others the latest moved first.

    `q`: only those in which all of these words were said or are known of the customer, in any form.
    """
    only = Filter(view=view, team=team, tag=tag, channel=channel, sla=sla, q=q)
    return await live.lists.page(only, agent, after, limit)


@router.get("/counts")
async def counts(agent: CurrentAgent, live: LiveServices) -> Counts:
    """How many conversations each list holds for you."""
    return (await live.counting.tally()).for_agent(agent)
