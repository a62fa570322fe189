"""Letting a socket in: origin, room, session; then it is served."""

import structlog
from fastapi import APIRouter
from starlette.websockets import WebSocket

from prosa.channels.web.channel import Web
from prosa.channels.web.protocol import SUBPROTOCOL, CloseCode
from prosa.channels.web.sessions import BadSession
from prosa.channels.web.socket import ChatSocket
from prosa.engines.errors import EnginesError
from prosa.security.origins import is_welcome

_TOKEN_PREFIX = "token."  # noqa: S105 - a prefix, not a token

router = APIRouter()

log = structlog.get_logger()


@router.websocket("/ws/chat")
async def chat(socket: WebSocket, web: Web) -> None:
    """Serves one socket until it leaves."""
    offered: list[str] = socket.scope.get("subprotocols", [])
    # Accepted before anything is refused, since a browser only sees the close code of an open socket.
    await socket.accept(subprotocol=SUBPROTOCOL if SUBPROTOCOL in offered else None)
    if not _welcome(socket, web.settings.origins):
        return await socket.close(CloseCode.FORBIDDEN)
    if web.room.full:
        return await socket.close(CloseCode.TRY_LATER)
    try:
        session = web.sessions.open(_token(socket, offered))
    except BadSession:
        return await socket.close(CloseCode.SESSION)
    web.room.open += 1
    try:
        await ChatSocket(web, socket, session, _address(socket)).run()
    except EnginesError as error:
        log.warning("a socket could not be greeted, an engine is away", error=type(error).__name__)
        await socket.close(CloseCode.TRY_LATER)
    finally:
        web.room.open -= 1


def _welcome(socket: WebSocket, allowed: frozenset[str]) -> bool:
    """Browsers name the page's origin, and may only connect from our own or a configured one."""
    headers = socket.headers
    secure = socket.url.scheme == "wss"
    return is_welcome(headers.get("origin"), headers.get("host", ""), allowed, secure=secure)


def _token(socket: WebSocket, offered: list[str]) -> str | None:
    for protocol in offered:
        if protocol.startswith(_TOKEN_PREFIX):
            return protocol.removeprefix(_TOKEN_PREFIX)
    scheme, _, token = socket.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None


def _address(socket: WebSocket) -> str:
    return socket.client.host if socket.client is not None else "unknown"
