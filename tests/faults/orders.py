"""An order system that keeps its caller waiting for as long as a test wants."""

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 60


class SlowOrders:
    """Answers every question about an order, once it may."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.may_answer = threading.Event()
        self.url = ""


@contextmanager
def slow_orders() -> Generator[SlowOrders]:
    """Listens on this machine while the context is open."""
    orders = SlowOrders()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            orders.asked.set()
            orders.may_answer.wait(PATIENCE)
            number = self.path.split("/")[2]
            answer = {"number": number, "status": "shipped", "status_text": "A caminho."}
            body = json.dumps(answer).encode()
            try:
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                return  # whoever asked was killed

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    orders.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield orders
    finally:
        orders.may_answer.set()
        server.shutdown()
        thread.join()
        server.server_close()
