"""Letting a socket in: origin, room, session; then it is served."""

from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.websockets import WebSocket

from prosa.channels.web.channel import WebChannel
from prosa.channels.web.protocol import SUBPROTOCOL, CloseCode
from prosa.channels.web.sessions import BadSession
from prosa.channels.web.socket import ChatSocket

_TOKEN_PREFIX = "token."  # noqa: S105 - a prefix, not a token


class Room:
    """How many sockets this node holds."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.open = 0

    @property
    def full(self) -> bool:
        """Whether another socket must be sent away."""
        return self.open >= self._limit


def socket_routes(web: WebChannel, room: Room) -> APIRouter:
    """The route `/ws/chat`."""
    router = APIRouter()
    origins = {origin.strip() for origin in web.settings.allowed_origins.split(",") if origin.strip()}

    @router.websocket("/ws/chat")
    async def chat(socket: WebSocket) -> None:
        offered: list[str] = socket.scope.get("subprotocols", [])
        # Accepted before anything is refused, since a browser only sees the close code of an open socket.
        await socket.accept(subprotocol=SUBPROTOCOL if SUBPROTOCOL in offered else None)
        if not _welcome(socket, origins):
            return await socket.close(CloseCode.FORBIDDEN)
        if room.full:
            return await socket.close(CloseCode.TRY_LATER)
        try:
            session = web.sessions.open(_token(socket, offered))
        except BadSession:
            return await socket.close(CloseCode.SESSION)
        room.open += 1
        try:
            await ChatSocket(web, socket, session, _address(socket)).run()
        finally:
            room.open -= 1

    return router


def _welcome(socket: WebSocket, origins: set[str]) -> bool:
    """Browsers name the page's origin, and may only connect from our own or a configured one."""
    origin = socket.headers.get("origin")
    if origin is None or "*" in origins or origin in origins:
        return True
    return urlsplit(origin).netloc == socket.headers.get("host")


def _token(socket: WebSocket, offered: list[str]) -> str | None:
    for protocol in offered:
        if protocol.startswith(_TOKEN_PREFIX):
            return protocol.removeprefix(_TOKEN_PREFIX)
    scheme, _, token = socket.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None


def _address(socket: WebSocket) -> str:
    return socket.client.host if socket.client is not None else "unknown"
