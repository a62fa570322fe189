"""Who is let in at a socket, and which role each API asks for."""

from collections.abc import Mapping

import pytest
from starlette.websockets import WebSocket

from prosa.conversations.errors import Unauthorized
from prosa.people.access import OtherOrigin, agent_of_socket
from prosa.people.roles import Role
from tests.people.office import HOST, Office


def socket_of(office: Office, headers: Mapping[str, str], protocols: tuple[str, ...] = ()) -> WebSocket:
    """A socket that somebody wants to open."""
    scope = {
        "type": "websocket",
        "app": office.app,
        "scheme": "ws",
        "path": "/ws/agent",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "subprotocols": list(protocols),
    }

    async def receive() -> dict[str, object]:
        return {}

    async def send(message: object) -> None:
        """Nobody listens."""

    return WebSocket(scope, receive, send)


async def test_a_socket_is_opened_by_cookie_from_our_own_page_until_the_session_ends(office: Office):
    browser = await office.signed_in("Ana")
    cookie = f"prosa_session={browser.cookies['prosa_session']}"
    socket = socket_of(office, {"Cookie": cookie, "Origin": HOST, "Host": "localhost"})
    assert (await agent_of_socket(socket)).name == "Ana"
    for origin in ({}, {"Origin": "https://evil.example"}):
        with pytest.raises(OtherOrigin):
            await agent_of_socket(socket_of(office, {"Cookie": cookie, "Host": "localhost", **origin}))
    await browser.post("/api/auth/sign-out")
    with pytest.raises(Unauthorized):
        await agent_of_socket(socket)


async def test_a_program_opens_a_socket_with_its_token(office: Office):
    _, token = await office.staff.people.agents.create("Robô", "robo@loja.example")
    by_protocol = socket_of(office, {"Host": "localhost"}, ("prosa.agent.v1", f"token.{token}"))
    by_header = socket_of(office, {"Host": "localhost", "Authorization": f"Bearer {token}"})
    assert (await agent_of_socket(by_protocol)).name == (await agent_of_socket(by_header)).name == "Robô"
    with pytest.raises(Unauthorized):
        await agent_of_socket(socket_of(office, {"Host": "localhost"}, ("token.guessed",)))
    with pytest.raises(Unauthorized):
        await agent_of_socket(socket_of(office, {"Host": "localhost"}))


@pytest.mark.parametrize(
    "path, body",
    [
        ("/api/learning/train", {}),
        ("/api/learning/groups/accept", {"items": ["0" * 32], "intent": "x"}),
        ("/api/learning/examples/6f1e9a52-0000-4000-8000-000000000000/withdraw", None),
        ("/api/knowledge/articles", {"title": "Zepelim?", "body": "Aos domingos."}),
        ("/api/knowledge/articles/zepelim/publish", {}),
        ("/api/knowledge/imports", {"address": "https://loja.example/"}),
    ],
)
async def test_an_agent_does_not_teach_the_bot(office: Office, path: str, body: object):
    browser = await office.signed_in("Ana", Role.AGENT)
    office.app.state.learning = office.app.state.library = None  # nobody gets that far
    answer = await browser.post(path, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")


def test_roles_are_a_ladder():
    assert [role for role in Role if role.may(Role.SUPERVISOR)] == [Role.SUPERVISOR, Role.ADMIN]
    assert all(role.may(Role.AGENT) for role in Role) and not Role.SUPERVISOR.may(Role.ADMIN)
