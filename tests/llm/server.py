"""A server on this machine that speaks OpenAI's chat format and does as it is told, however bad that is.

Without orders it is an honest model: it finds the sentence of the passages that has most words of the
question, and cites it. `python -m tests.llm.server 8085` serves that one, to try Prosa without a model.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

MARK = re.compile(r"^===[0-9a-f]{16}===$", re.MULTILINE)
NOT_FOUND = "SEM_RESPOSTA"
REPHRASES = "Reescreva a última mensagem"

Says = Callable[[dict[str, Any]], str]


@dataclass
class Told:
    """How to answer."""

    says: str | Says | None = None
    """What to say; None: honestly. In a text, {system}, {user} and {mark} stand for what was sent."""
    rephrased: str | None = None
    """What to say when a follow-up is to be rephrased; None: the last message as it is."""
    calls: list[dict[str, str]] | None = None
    """Functions to call instead: name and arguments."""
    status: list[int] = field(default_factory=list[int])
    """One entry a request, before anything is said; without any more, 200."""
    error: dict[str, Any] = field(default_factory=dict[str, Any])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    raw: list[bytes] | None = None
    """Lines to send instead of a stream."""
    reason: str = "stop"
    usage: bool = True
    slow: float = 0.0
    """Seconds before the first piece."""
    pause: float = 0.0
    """Seconds before each further one."""
    cut_after: int | None = None
    """Pieces after which the line goes dead."""
    held: Callable[[], object] | None = None
    """Waits before each piece, until the test lets it go on."""
    seen: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    keys: list[str | None] = field(default_factory=list[str | None])
    url: str = ""

    def answer(self, asked: dict[str, Any]) -> str:
        if asked["messages"][0]["content"].startswith(REPHRASES):
            return self.rephrased if self.rephrased is not None else _data(asked)[1]
        if self.says is None:
            return honest(asked)
        if callable(self.says):
            return self.says(asked)
        system, user = (message["content"] for message in asked["messages"][:2])
        mark = MARK.search(user)
        known = {"{system}": system, "{user}": user, "{mark}": mark[0] if mark else ""}
        return re.sub(r"\{\w+\}", lambda match: known.get(match[0], match[0]), self.says)

    @property
    def sent(self) -> str:
        """Everything that has ever come in, without the marks: those are random, and may hold any digits."""
        return re.sub(r"===[0-9a-f]{16}===", "", json.dumps(self.seen, ensure_ascii=False))


def _data(asked: dict[str, Any]) -> list[str]:
    """What stands between marks: passages and question, or the two messages of a rephrasing."""
    return [part.strip() for part in MARK.split(asked["messages"][-1]["content"])][1::2]


def honest(asked: dict[str, Any]) -> str:
    """The sentence of the passages that fits best, with its number."""
    passages, question = _data(asked)
    words = _words(question)
    best, found = 0, NOT_FOUND
    for block in re.split(r"\n\n(?=\[\d+\] )", passages):
        number, _, text = block.partition("] ")
        for sentence in re.split(r"(?<=[.!?])\s+|\n", text):
            fits = len(words & _words(sentence))
            if fits > best and sentence.endswith("."):
                best, found = fits, f"{sentence[:-1]} {number}]."
    return found


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def handler_for(told: Told) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - a server in one piece
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.seen.append(asked)
            told.keys.append(self.headers["Authorization"])
            status = told.status.pop(0) if told.status else 200
            try:
                if status != 200:
                    self._refuse(status, asked)
                else:
                    self._stream(asked)
            except OSError:
                self.close_connection = True  # who asked did not wait

        def do_GET(self) -> None:
            status = told.status.pop(0) if told.status else 200
            models = [{"id": "honesto", "object": "model", "created": 0, "owned_by": "nobody"}]
            body = json.dumps({"object": "list", "data": models}).encode()
            self._head(status, "application/json", {"Content-Length": str(len(body))})
            self.wfile.write(body)

        def _refuse(self, status: int, asked: dict[str, Any]) -> None:
            quoted = asked["messages"][-1]["content"]
            error = {"message": f"não gostei de {quoted}", "type": "invalid", "param": None, **told.error}
            body = json.dumps({"error": error}).encode()
            self._head(status, "application/json", {"Content-Length": str(len(body)), **told.headers})
            self.wfile.write(body)

        def _stream(self, asked: dict[str, Any]) -> None:
            time.sleep(told.slow)
            self._head(200, "text/event-stream", {"Connection": "close"})
            self.close_connection = True
            for number, line in enumerate(told.raw if told.raw is not None else lines(told, asked)):
                if number == told.cut_after:
                    return
                if number:
                    time.sleep(told.pause)
                if told.held is not None:
                    told.held()
                self.wfile.write(line)
                self.wfile.flush()

        def _head(self, status: int, kind: str, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": kind, **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


@contextmanager
def language_server(port: int = 0) -> Generator[Told]:
    told = Told()
    with ThreadingHTTPServer(("127.0.0.1", port), handler_for(told)) as server:
        server.daemon_threads = True
        told.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()


def lines(told: Told, asked: dict[str, Any]) -> Iterator[bytes]:
    """The stream, a few words a piece."""
    said = "" if told.calls else told.answer(asked)
    for piece in re.findall(r"(?:\S+\s*){1,3}", said):
        yield event({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})
    reason = told.reason
    if told.calls:
        called = [
            {"index": index, "id": f"c{index}", "type": "function", "function": call}
            for index, call in enumerate(told.calls)
        ]
        yield event({"choices": [{"index": 0, "delta": {"tool_calls": called}, "finish_reason": None}]})
        reason = "tool_calls"
    yield event({"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]})
    if told.usage and asked.get("stream_options"):
        usage = {"prompt_tokens": 700, "completion_tokens": 50, "total_tokens": 750}
        yield event({"choices": [], "usage": usage})
    yield b"data: [DONE]\n\n"


def event(chunk: dict[str, Any]) -> bytes:
    whole = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "honesto", **chunk}
    return f"data: {json.dumps(whole, ensure_ascii=False)}\n\n".encode()


if __name__ == "__main__":
    with language_server(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as serving:
        print(f"PROSA_LLM_BASE_URL={serving.url} PROSA_LLM_MODEL=honesto", flush=True)  # noqa: T201
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            pass
