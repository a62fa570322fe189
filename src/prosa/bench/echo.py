"""The floor: a server that answers each message with as many bytes as Prosa does, and no thought at all.

`python -m prosa.bench.echo PORT MESSAGE ACCEPTED RESPONSE` with the size in bytes of each frame.
"""

import sys
from itertools import count
from uuid import uuid4

import orjson
import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from prosa.listening import server_config
from prosa.settings import Settings

Sizes = tuple[int, int, int]
"""Bytes of the frames `message`, `accepted` and `response`."""


def build_app(sizes: Sizes) -> Starlette:
    """Speaks as much of the socket protocol as the load tool needs to hear."""

    async def chat(socket: WebSocket) -> None:
        await socket.accept(subprotocol=socket.scope["subprotocols"][0])
        await socket.send_text(_frame("connected", 0, conversation_id=str(uuid4())))
        message, accepted, response = sizes
        try:
            for offset in count():
                id = orjson.loads(await socket.receive_text())["id"]
                await socket.send_text(_frame("message", message, id=id, offset=offset))
                await socket.send_text(_frame("accepted", accepted, id=id, offset=offset))
                await socket.send_text(_frame("response", response, answers=offset))
        except WebSocketDisconnect:
            return

    return Starlette(routes=[WebSocketRoute("/ws/chat", chat)])


def _frame(kind: str, size: int, **fields: object) -> str:
    """A frame of this size, padded."""
    bare = orjson.dumps({"type": kind, **fields, "padding": ""})
    return bare[:-2].decode() + "x" * (size - len(bare)) + '"}'


def main() -> None:
    """Serves until terminated, as `prosa up` does."""
    port, message, accepted, response = (int(argument) for argument in sys.argv[1:])
    settings = Settings.model_validate({"host": "127.0.0.1", "port": port})
    uvloop.run(uvicorn.Server(server_config(build_app((message, accepted, response)), settings)).serve())


if __name__ == "__main__":
    main()
