"""Who calls an API of ours: every route that only people of the company may use asks here.

The app puts one `People` at `app.state.people` before it serves.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection

from prosa.people.agents import Agent, Agents


@dataclass(frozen=True, slots=True)
class People:
    """The services that know the people of this company."""

    agents: Agents


bearer = HTTPBearer(auto_error=False, description="The agent's token, shown once when the agent was created.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


async def people_of(connection: HTTPConnection) -> People:
    """The services, as the app put them together."""
    return connection.app.state.people


Directory = Annotated[People, Depends(people_of)]


async def current_agent(people: Directory, credentials: Credentials) -> Agent:
    """Who calls, by bearer token. Raises `Unauthorized`."""
    return await people.agents.authenticate(None if credentials is None else credentials.credentials)


CurrentAgent = Annotated[Agent, Depends(current_agent)]
