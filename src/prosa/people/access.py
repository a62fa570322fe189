"""Who calls an API of ours: every route that only people of the company may use asks here.

A browser shows the cookie that it got when somebody signed in; a program shows a token. The app puts one
`People` at `app.state.people` before it serves.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket

from prosa.conversations.errors import Forbidden
from prosa.people.agents import Agent, Agents
from prosa.people.roles import Role
from prosa.people.sessions import SessionId, Sessions
from prosa.security.origins import is_own_origin

COOKIE = "prosa_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_TOKEN_PREFIX = "token."  # noqa: S105 - a prefix, not a token


@dataclass(frozen=True, slots=True)
class People:
    """The services that know the people of this company."""

    agents: Agents
    sessions: Sessions | None = None
    """None: only tokens for programs are believed."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and by which session, when it is by one."""

    agent: Agent
    session: SessionId | None = None


class OtherOrigin(Forbidden):
    """A browser that is signed in, but sent by a page of somebody else."""

    code = "other_origin"
    says = "Este pedido veio de outra página. Abra o console pelo endereço dele e tente de novo."


bearer = HTTPBearer(
    auto_error=False, description="The agent's token for programs, shown once when it was made."
)
cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="What a browser got at `/api/auth/sign-in`.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
Cookie = Annotated[str | None, Depends(cookie)]


async def people_of(request: Request) -> People:
    """The services, as the app put them together."""
    return request.app.state.people


Directory = Annotated[People, Depends(people_of)]


async def caller_of(connection: HTTPConnection, people: People, *, token: str | None, unsafe: bool) -> Caller:
    """Who is behind a request or a socket: by `token`, the bearer's, if there is one, else by cookie.

    `unsafe`: it may change something, so that a cookie counts only from a page of our own. Raises
    `Unauthorized` and `OtherOrigin`.
    """
    session = connection.cookies.get(COOKIE)
    if token is not None or session is None or people.sessions is None:
        return Caller(await people.agents.authenticate(token))
    agent, id = await people.sessions.find(session)
    if unsafe and not is_from_own_page(connection):
        raise OtherOrigin
    return Caller(agent, id)


def is_from_own_page(connection: HTTPConnection) -> bool:
    """Whether a page of this very server sent this. Browsers name the page whenever it matters."""
    secure = connection.url.scheme in ("https", "wss")
    origin, host = connection.headers.get("origin"), connection.headers.get("host", "")
    return origin is not None and is_own_origin(origin, host, secure=secure)


async def current_caller(
    request: Request, people: Directory, credentials: Credentials, _cookie: Cookie
) -> Caller:
    """Who calls. Raises `Unauthorized` and `OtherOrigin`."""
    token = None if credentials is None else credentials.credentials
    return await caller_of(request, people, token=token, unsafe=request.method not in _SAFE)


CurrentCaller = Annotated[Caller, Depends(current_caller)]


async def current_agent(caller: CurrentCaller) -> Agent:
    """Who calls, whatever their role."""
    return caller.agent


def at_least(needed: Role) -> Callable[[CurrentCaller], Awaitable[Agent]]:
    """A dependency that lets in those whose role is enough. Raises `Forbidden`."""

    async def ranked(caller: CurrentCaller) -> Agent:
        if not caller.agent.role.may(needed):
            raise Forbidden
        return caller.agent

    return ranked


CurrentAgent = Annotated[Agent, Depends(current_agent)]
CurrentSupervisor = Annotated[Agent, Depends(at_least(Role.SUPERVISOR))]
CurrentAdmin = Annotated[Agent, Depends(at_least(Role.ADMIN))]


async def agent_of_socket(socket: WebSocket) -> Agent:
    """Who opened a socket: by the subprotocol `token.…`, by bearer token, or by cookie from a page of ours.

    Ask again now and then: it raises once the person has signed out or is locked out. Raises `Unauthorized`
    and `OtherOrigin`.
    """
    people: People = socket.app.state.people
    return (await caller_of(socket, people, token=_token_of(socket), unsafe=True)).agent


def _token_of(socket: WebSocket) -> str | None:
    offered: list[str] = socket.scope.get("subprotocols", [])
    for protocol in offered:
        if protocol.startswith(_TOKEN_PREFIX):
            return protocol.removeprefix(_TOKEN_PREFIX)
    scheme, _, token = socket.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None
