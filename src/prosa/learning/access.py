"""What the routes of learning work with, and who calls them.

The app puts one `Learning` at `app.state.learning` before it serves; routes get its parts by name.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from prosa.engines.valkey import Valkey
from prosa.handoff.agents import Agent, Agents
from prosa.learning.correcting import Corrections
from prosa.learning.deciding import Decisions
from prosa.learning.examples import LearnedExamples
from prosa.learning.grouping import Grouping
from prosa.learning.listing import ReviewList
from prosa.learning.runs import Runs
from prosa.learning.versions import Versions
from prosa.packs.schema import Pack


@dataclass(frozen=True, slots=True)
class Learning:
    """The services behind the API of learning."""

    agents: Agents
    pack: Pack
    review: ReviewList
    decisions: Decisions
    corrections: Corrections
    examples: LearnedExamples
    grouping: Grouping
    versions: Versions
    runs: Runs
    valkey: Valkey


bearer = HTTPBearer(auto_error=False, description="The agent's token, shown once when the agent was created.")


async def learning_of(request: Request) -> Learning:
    """The services, as the app put them together."""
    return request.app.state.learning


Services = Annotated[Learning, Depends(learning_of)]


async def current_agent(
    learning: Services,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Agent:
    """Who calls, by bearer token. Raises `Unauthorized`."""
    return await learning.agents.authenticate(None if credentials is None else credentials.credentials)


CurrentAgent = Annotated[Agent, Depends(current_agent)]
