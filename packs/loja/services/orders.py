"""The shop's own order system: a small HTTP service that Prosa asks, as it would ask any company's.

    python orders.py [--port N] [--exit-with-parent] [--today YYYY-MM-DD]

Port 0 (the default) takes a free one. When ready it prints one line: {"port": N}. With ORDERS_TOKEN set,
/orders wants it as a bearer token.
"""

import argparse
import contextlib
import hmac
import json
import os
import re
import sys
import threading
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from shown import ZONE, Order, shown

NUMBER = re.compile(r"[1-9][0-9]{3,8}")


@dataclass(frozen=True, slots=True)
class BackOffice:
    """Knows the orders, and who may ask for them."""

    orders: dict[str, Order]
    token: str
    """Empty: everyone may ask."""
    today: date | None = None
    """The day the sample counts from; none: the real one."""

    def answer(self, path: str, authorization: str) -> tuple[HTTPStatus, dict[str, object]]:
        """Status and body for a GET."""
        resource, _, number = path.removeprefix("/").partition("/")
        if path == "/health":
            return HTTPStatus.OK, {"status": "ok"}
        if resource != "orders":
            return HTTPStatus.NOT_FOUND, {"error": "not_found"}
        if self.token and not hmac.compare_digest(authorization.encode(), f"Bearer {self.token}".encode()):
            return HTTPStatus.UNAUTHORIZED, {"error": "unauthorized"}
        if not NUMBER.fullmatch(number):
            return HTTPStatus.UNPROCESSABLE_ENTITY, {"error": "malformed_number"}
        if number not in self.orders:
            return HTTPStatus.NOT_FOUND, {"error": "not_found"}
        today = self.today or datetime.now(ZONE).date()
        return HTTPStatus.OK, shown(number, self.orders[number], today)


class Server(ThreadingHTTPServer):
    """Takes a burst of connections without refusing any."""

    request_queue_size = 128


def speaking_http(office: BackOffice) -> type[BaseHTTPRequestHandler]:
    """The request handler that puts this office's answers on the wire."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version, sys_version = "CasaJabuti", ""
        timeout = 30
        wbufsize = -1  # headers and body in one packet

        def do_GET(self) -> None:
            status, body = office.answer(self.path, self.headers.get("Authorization", ""))
            content = json.dumps(body, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            if status is HTTPStatus.UNAUTHORIZED:
                self.send_header("WWW-Authenticate", "Bearer")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Order numbers are personal data: nothing is logged."""

    return Handler


def main() -> None:
    """Serve on this machine only, until stopped."""
    parser = argparse.ArgumentParser(description="Order system of the sample shop")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--exit-with-parent", action="store_true", help="stop when standard input ends")
    parser.add_argument("--today", type=date.fromisoformat, help="the day the sample data counts from")
    options = parser.parse_args()
    orders: dict[str, Order] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    office = BackOffice(orders, os.environ.get("ORDERS_TOKEN", ""), options.today)
    with Server(("127.0.0.1", options.port), speaking_http(office)) as server:
        if options.exit_with_parent:
            threading.Thread(target=_stop_at_end_of_input, args=(server,), daemon=True).start()
        print(json.dumps({"port": server.server_port}), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


def _stop_at_end_of_input(server: Server) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    server.shutdown()


if __name__ == "__main__":
    main()
