"""What the console's routes work with, and who calls them.

The app puts one `Console` at `app.state.console` before it serves; routes get its parts by name.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from prosa.handoff.agents import Agent, Agents
from prosa.handoff.inbox import Inbox
from prosa.handoff.service import HandOffs
from prosa.handoff.tickets import TicketReview, TicketWork


@dataclass(frozen=True, slots=True)
class Console:
    """The services behind the agents' API."""

    agents: Agents
    inbox: Inbox
    handoffs: HandOffs
    tickets: TicketReview
    ticket_work: TicketWork


bearer = HTTPBearer(auto_error=False, description="The agent's token, shown once when the agent was created.")


async def console_of(request: Request) -> Console:
    """The services, as the app put them together."""
    return request.app.state.console


Services = Annotated[Console, Depends(console_of)]


async def current_agent(
    console: Services,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Agent:
    """Who calls, by bearer token. Raises `Unauthorized`."""
    return await console.agents.authenticate(None if credentials is None else credentials.credentials)


CurrentAgent = Annotated[Agent, Depends(current_agent)]
