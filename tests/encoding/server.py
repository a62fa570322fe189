"""A server on this machine that speaks OpenAI's embeddings format, and misbehaves as it is told."""

import base64
import json
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from tests.language.encoders.tiny import Tiny

TINY = Tiny()


@dataclass
class Told:
    """How to answer, one entry a request; without any more, as one should."""

    width: int | None = None
    base64: bool = False
    backwards: bool = False
    """Whether rows come in another order than the texts: their index says which is whose."""
    status: list[int] = field(default_factory=list[int])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    bodies: list[bytes] = field(default_factory=list[bytes])
    slow: float = 0.0
    seen: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    keys: list[str | None] = field(default_factory=list[str | None])
    url: str = ""

    def rows(self, texts: Sequence[str]) -> list[Any]:
        vectors = TINY.encode(texts) * 3  # of no particular length
        if self.width is not None:
            vectors = vectors[:, : self.width]
        if self.base64:
            return [base64.b64encode(row.astype("<f4").tobytes()).decode() for row in vectors]
        return vectors.tolist()


@contextmanager
def embeddings_server() -> Generator[Told]:
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.seen.append({"path": self.path, **asked})
            told.keys.append(self.headers["Authorization"])
            status = told.status.pop(0) if told.status else 200
            data = [
                {"object": "embedding", "index": index, "embedding": row}
                for index, row in enumerate(told.rows(asked["input"]))
            ]
            body = json.dumps({"object": "list", "data": data[::-1] if told.backwards else data}).encode()
            if told.bodies:
                body = told.bodies.pop(0)
            if status != 200:
                body = json.dumps({"error": {"message": f"não gostei de {asked['input']}"}}).encode()
            time.sleep(told.slow)
            try:
                self.send_response(status)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # who asked did not wait

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()
