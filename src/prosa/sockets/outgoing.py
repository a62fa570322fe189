"""The sending half of a socket: frames in order, and only so many waiting for a slow client."""

import asyncio

from pydantic import BaseModel
from starlette.websockets import WebSocket, WebSocketDisconnect

WAITING_FRAMES = 256


class Outgoing:
    """Frames on their way to one client. `put` never waits; a client that does not keep up is let go."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._frames: asyncio.Queue[BaseModel] = asyncio.Queue(WAITING_FRAMES)
        self.overflowed = asyncio.Event()

    def put(self, frame: BaseModel) -> None:
        """Sends the frame as soon as those before it are sent."""
        try:
            self._frames.put_nowait(frame)
        except asyncio.QueueFull:
            # It will come back and ask for what it missed.
            self.overflowed.set()

    async def run(self) -> None:
        """Sends until cancelled or the client is gone."""
        while True:
            frame = await self._frames.get()
            try:
                await self._socket.send_text(frame.model_dump_json())
            except (WebSocketDisconnect, RuntimeError):
                return  # Gone; the receiving half notices as well.
