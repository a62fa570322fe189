"""A web server of the test's own on this machine, whose answers the test chooses."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = tuple[int, dict[str, str], bytes]


@dataclass
class Neighbour:
    """Serves `pages` by path with query; notes what it was asked."""

    url: str = ""
    pages: dict[str, Page] = field(default_factory=dict[str, Page])
    asked: list[str] = field(default_factory=list[str])
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def page(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200):
        content = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, {"Content-Type": kind}, content)

    def redirect(self, path: str, to: str):
        self.pages[path] = (302, {"Location": to}, b"")


@contextmanager
def neighbour() -> Generator[Neighbour]:
    """Serves while the context is open."""
    serves = Neighbour()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            serves.asked.append(self.path)
            serves.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, headers, body = serves.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serves.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield serves
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
