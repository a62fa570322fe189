"""The shop's own order system: a small HTTP service that Prosa asks, as it would ask any company's.

    python orders.py [--port N] [--exit-with-parent] [--today YYYY-MM-DD]

Port 0 (the default) takes a free one. When ready it prints one line: {"port": N}. With ORDERS_TOKEN set,
everything but /health and the PDFs wants it as a bearer token; with ORDERS_SECRET set, every request that
changes something or asks for personal details (POST) must be signed with it. What has been changed lasts as
long as the process.
"""

import argparse
import contextlib
import hmac
import json
import os
import re
import secrets
import sys
import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import unquote

from desk import Desk
from guard import Answer, Wishes, is_signed
from shown import ZONE, Order, shown

NUMBER = re.compile(r"[1-9][0-9]{3,8}")
MAX_BODY = 64 * 1024
OF_NO_ORDER = ("ceps", "delivery", "coupons", "callback-days")
FILED = ("exchanges", "callbacks")


@dataclass(frozen=True, slots=True)
class BackOffice:
    """Knows the orders, and who may ask for them."""

    orders: dict[str, Order]
    token: str
    """Empty: everyone may ask."""
    today: date | None = None
    """The day the sample counts from; none: the real one."""
    secret: str = ""
    """Empty: POST requests need no signature."""
    desk: Desk = field(default_factory=lambda: Desk({}, ""))
    wishes: Wishes = field(default_factory=Wishes)

    def answer(self, path: str, authorization: str) -> tuple[HTTPStatus, dict[str, object]]:
        """Status and body for a GET."""
        resource, _, rest = path.removeprefix("/").partition("/")
        number, _, what = rest.partition("/")
        if path == "/health":
            return HTTPStatus.OK, {"status": "ok"}
        if resource not in ("orders", *OF_NO_ORDER):
            return HTTPStatus.NOT_FOUND, {"error": "not_found"}
        if not self.may_ask(authorization):
            return HTTPStatus.UNAUTHORIZED, {"error": "unauthorized"}
        if resource in OF_NO_ORDER:
            return self.desk.elsewhere(resource, unquote(rest), {}, self.day)
        if what in ("status", "cancellation-terms", "address-terms"):
            return self.desk.of_order(what, number, {}, self.day, "")
        if not NUMBER.fullmatch(rest):
            return HTTPStatus.UNPROCESSABLE_ENTITY, {"error": "malformed_number"}
        if number not in self.orders:
            return HTTPStatus.NOT_FOUND, {"error": "not_found"}
        return HTTPStatus.OK, shown(number, self.orders[number], self.day)

    def do(self, path: str, body: bytes, here: str, key: str) -> Answer:
        """Status and body for a POST that was found to be signed. `here` is this service's own address."""
        try:
            said: object = json.loads(body or b"{}")
        except ValueError:
            said = None
        if not isinstance(said, dict):
            return HTTPStatus.BAD_REQUEST, {"error": "not_json"}
        fields = cast(dict[str, object], said)
        resource, _, rest = path.removeprefix("/").partition("/")
        number, _, what = rest.partition("/")
        if resource == "orders":
            return self.wishes.once(
                key, path, lambda: self.desk.of_order(what, number, fields, self.day, here)
            )
        if resource in FILED:
            return self.wishes.once(key, path, lambda: self.desk.elsewhere(resource, "", fields, self.day))
        return HTTPStatus.NOT_FOUND, {"error": "not_found"}

    def may_ask(self, authorization: str) -> bool:
        """Whether the caller has shown the token."""
        expected = f"Bearer {self.token}".encode()
        return not self.token or hmac.compare_digest(authorization.encode(), expected)

    @property
    def day(self) -> date:
        """The day it is."""
        return self.today or datetime.now(ZONE).date()


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
            if self.path.startswith("/boletos/"):
                document = office.desk.document(self.path.removeprefix("/boletos/"), office.day)
                if document is not None:
                    return self._send(HTTPStatus.OK, document, "application/pdf")
            self._say(*office.answer(self.path, self.headers.get("Authorization", "")))
            return None

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "0")
            if not length.isdecimal() or int(length) > MAX_BODY:
                self.close_connection = True
                return self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "too_large"})
            body = self.rfile.read(int(length))
            if not office.may_ask(self.headers.get("Authorization", "")):
                return self._say(HTTPStatus.UNAUTHORIZED, {"error": "unauthorized"})
            signature = self.headers.get("Prosa-Signature", "")
            if office.secret and not is_signed(office.secret, "POST", self.path, body, signature):
                return self._say(HTTPStatus.UNAUTHORIZED, {"error": "not_signed"})
            here = f"http://{self.headers.get('Host', '127.0.0.1')}"
            return self._say(*office.do(self.path, body, here, self.headers.get("Idempotency-Key", "")))

        def _say(self, status: HTTPStatus, body: dict[str, object]) -> None:
            self._send(
                status, json.dumps(body, ensure_ascii=False).encode(), "application/json; charset=utf-8"
            )

        def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
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
    desk = Desk(orders, secrets.token_hex(16))
    office = BackOffice(
        orders,
        os.environ.get("ORDERS_TOKEN", ""),
        options.today,
        os.environ.get("ORDERS_SECRET", ""),
        desk,
    )
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
