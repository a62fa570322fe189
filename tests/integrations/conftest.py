"""Packs whose services really run: the sample shop's order service, and one that misbehaves on demand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from prosa.language.training import TrainingData
from prosa.packs.schema import Bot, Company, Pack, Service

LOJA = Path(__file__).parents[2] / "packs" / "loja"

# Answers as its path says: what no well-behaved order system would.
ODD_SERVICE = """
import http.server, json, os, sys, threading, time

GOOD = {"number": "good", "status": "shipped", "status_text": "A caminho."}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        what = self.path.rsplit("/", 1)[-1]
        status, headers, body = 200, {}, json.dumps(GOOD).encode()
        if what == "slow":
            time.sleep(5)
        elif what == "trickle":
            self.send_response(200)
            self.end_headers()
            for _ in range(50):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)
            return
        elif what == "long":
            body = b" " * 1_000_000
        elif what == "moved":
            status, headers = 302, {"Location": "/orders/good"}
        elif what == "nonsense":
            body = b"<html>"
        elif what.isdigit():
            status = int(what)
        elif what == "token":
            said = str(self.headers["Authorization"])
            body = json.dumps({**GOOD, "number": what, "status_text": said}).encode()
        elif what == "environ":
            names = sorted(name for name in os.environ if name.startswith(("PROSA_", "SHOP_")))
            body = json.dumps({**GOOD, "number": what, "status_text": " ".join(names) or "-"}).encode()
        elif what == "crash":
            os._exit(1)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
print(json.dumps({"port": server.server_port}), flush=True)
server.serve_forever()
"""

MakePack = Callable[..., Pack]


def pack_with(folder: Path, **services: Service) -> Pack:
    """A pack with nothing but these services."""
    bot = Bot(company=Company(name="Loja"), intents={}, services=services)
    return Pack(folder, bot, TrainingData(()), {}, {}, (), ())


@pytest.fixture
def loja() -> Pack:
    """The sample shop's order service."""
    command = ("python", "services/orders.py", "--port", "0", "--exit-with-parent")
    return pack_with(LOJA, orders=Service(command=command, timeout_seconds=10))


@pytest.fixture
def odd(tmp_path: Path) -> MakePack:
    """A service that misbehaves as the value asks for."""
    (tmp_path / "odd.py").write_text(ODD_SERVICE, "utf-8")

    def make(timeout_seconds: float = 10, token_env: str | None = None) -> Pack:
        service = Service(command=("python", "odd.py"), timeout_seconds=timeout_seconds, token_env=token_env)
        return pack_with(tmp_path, orders=service)

    return make
