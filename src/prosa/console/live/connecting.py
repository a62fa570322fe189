"""Letting an agent's socket in: origin, room, who it is; then it is served."""

from functools import partial

import structlog
from fastapi import APIRouter
from starlette.websockets import WebSocket

from prosa.console.live.access import LiveServices
from prosa.console.live.protocol import SUBPROTOCOL, CloseCode
from prosa.console.live.socket import AgentSocket
from prosa.conversations.errors import Forbidden, Unauthorized
from prosa.engines.errors import EnginesError
from prosa.people.access import agent_of_socket
from prosa.security.origins import is_welcome

router = APIRouter()

log = structlog.get_logger()


@router.websocket("/ws/agent")
async def agent(socket: WebSocket, live: LiveServices) -> None:
    """Serves one socket until it leaves."""
    offered: list[str] = socket.scope.get("subprotocols", [])
    # Accepted before anything is refused, since a browser only sees the close code of an open socket.
    await socket.accept(subprotocol=SUBPROTOCOL if SUBPROTOCOL in offered else None)
    # Only pages of our own: those that may hold the customers' widget have no business here.
    secure = socket.url.scheme == "wss"
    origin, host = socket.headers.get("origin"), socket.headers.get("host", "")
    if not is_welcome(origin, host, frozenset(), secure=secure):
        return await socket.close(CloseCode.FORBIDDEN)
    if not live.room.enter():
        return await socket.close(CloseCode.TRY_LATER)
    authenticate = partial(agent_of_socket, socket)
    try:
        await AgentSocket(live, socket, await authenticate(), authenticate).run()
    except Unauthorized:
        await socket.close(CloseCode.SIGNED_OUT)
    except Forbidden:
        await socket.close(CloseCode.FORBIDDEN)
    except EnginesError as error:
        log.warning("an agent's socket could not be served, an engine is away", error=type(error).__name__)
        await socket.close(CloseCode.TRY_LATER)
    finally:
        live.room.leave()
