"""How a node listens: uvicorn's settings, and a bound on what is read before the app is asked."""

from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from prosa.settings import Settings

MAX_HEAD_BYTES = 64 * 1024
"""Of a request line with its headers. The parser itself would collect any amount."""


class BoundedHttp(HttpToolsProtocol):
    """Ends connections whose request never gets to the end of its headers."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._in_head = True
        self._past_request = False
        """Whether what was just received held the end of a request."""
        self._head_bytes = 0

    def data_received(self, data: bytes) -> None:
        """Takes what the client sent."""
        self._past_request = False
        super().data_received(data)
        whole = not self._in_head or self._past_request
        self._head_bytes = 0 if whole else self._head_bytes + len(data)
        if self._head_bytes > MAX_HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("Request header fields too large.")

    def on_headers_complete(self) -> None:
        """The parser has read all headers of a request."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The parser has read a request to its end."""
        self._in_head = self._past_request = True
        super().on_message_complete()


def server_config(app: ASGIApp, settings: Settings, **more: Any) -> uvicorn.Config:
    """Uvicorn's settings for serving this app; `more` are settings of uvicorn's own that go before these."""
    options: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "lifespan": "off",
        "http": BoundedHttp,
        "ws": "websockets-sansio",
        "ws_per_message_deflate": False,
        "ws_max_size": settings.max_body_bytes,
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": settings.trusted_proxies,
        "server_header": False,
        # Addresses and paths are personal data; Prometheus counts requests.
        "access_log": False,
        "log_config": None,
    }
    return uvicorn.Config(app, **{**options, **more})
