"""No request body larger than it may be is ever read to its end, nor one that never ends waited for."""

import asyncio
import re
from collections.abc import Collection, Mapping
from http import HTTPStatus
from types import MappingProxyType

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_SECONDS = 30.0
"""Longest that a client may take to send a body."""


class BodyLimit:
    """ASGI middleware: 413 as soon as a body is announced, or turns out, to be over `limit` bytes."""

    def __init__(
        self,
        app: ASGIApp,
        limit: int,
        seconds: float = BODY_SECONDS,
        larger: Mapping[str, int] = MappingProxyType({}),
        streamed: Collection[str] = (),
    ) -> None:
        """`larger` are other limits, by how paths begin; routes at `streamed` paths bound what they read.

        A `*` in a streamed path stands for one segment.
        """
        self._app = app
        self._limit = limit
        self._seconds = seconds
        self._larger = larger
        patterns = (re.escape(path).replace(r"\*", "[^/]+") for path in streamed)
        self._streamed = re.compile("|".join(patterns) if streamed else r"(?!)")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request."""
        if scope["type"] != "http" or self._streamed.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        try:
            body: bytes | None = await self._read(scope, receive)
        except _TooLarge:
            refusal = _refusal(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "O conteúdo enviado é grande demais."
            )
            await refusal(scope, receive, send)
            return
        except TimeoutError:
            refusal = _refusal(HTTPStatus.REQUEST_TIMEOUT, "too_slow", "O conteúdo não chegou a tempo.")
            await refusal(scope, receive, send)
            return
        except _Gone:
            return

        async def replay() -> Message:
            nonlocal body
            if body is None:
                return await receive()
            whole, body = body, None
            return {"type": "http.request", "body": whole, "more_body": False}

        await self._app(scope, replay, send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body."""
        limit = self._limit_of(scope["path"])
        if _announced(scope) > limit:
            raise _TooLarge
        body = bytearray()
        async with asyncio.timeout(self._seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise _Gone  # Half of a body must not pass for a whole one.
                body += message.get("body", b"")
                if len(body) > limit:
                    raise _TooLarge
                if not message.get("more_body"):
                    return bytes(body)

    def _limit_of(self, path: str) -> int:
        others = (limit for beginning, limit in self._larger.items() if path.startswith(beginning))
        return max(self._limit, *others, 0)


class _TooLarge(Exception):
    """More than we read."""


class _Gone(Exception):
    """Nobody is there to answer to."""


def _announced(scope: Scope) -> float:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    # The server has checked that it is one number; its digits may still be more than Python converts.
    return max((float(value) for value in lengths if value.isdigit()), default=0)


def _refusal(status: HTTPStatus, code: str, message: str) -> Response:
    # The connection stays: closed with the rest of the body on its way, it would be reset before it is read.
    return JSONResponse({"error": {"code": code, "message": message}}, status)
