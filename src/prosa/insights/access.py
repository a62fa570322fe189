"""What the routes of insights work with, and who may read them.

The app puts one `Insights` at `app.state.insights` before it serves.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from prosa.conversations.errors import Forbidden
from prosa.insights.metrics import Metrics
from prosa.insights.reports import Reports
from prosa.people.access import Cookie, Credentials, Directory, current_caller
from prosa.people.roles import Role
from prosa.security.local import is_local


@dataclass(frozen=True, slots=True)
class Insights:
    """What the routes work with."""

    metrics: Metrics
    reports: Reports
    trust_local: bool
    """`settings.trust_local`."""
    listening_on: str
    """`settings.host`."""


async def insights_of(request: Request) -> Insights:
    """The services, as the app put them together."""
    return request.app.state.insights


Services = Annotated[Insights, Depends(insights_of)]


async def may_read(
    request: Request,
    insights: Services,
    people: Directory,
    credentials: Credentials,
    cookie: Cookie,
) -> None:
    """Lets supervisors in, and whoever sits on this machine while only this machine is served.

    Raises `Unauthorized` and `Forbidden`.
    """
    if credentials is None and insights.trust_local and is_local(request, insights.listening_on):
        return
    caller = await current_caller(request, people, credentials, cookie)
    if not caller.agent.role.may(Role.SUPERVISOR):
        raise Forbidden
