"""The line in a thread of its own, so that whoever sits at the terminal may simply wait."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Self, TypeVar
from uuid import uuid4

from prosa.channels.web.protocol import (
    Accepted,
    Connected,
    ErrorCode,
    ErrorFrame,
    Escalated,
    QueueFrame,
    ResponseFrame,
)
from prosa.cli.talking.line import Line, ServerFrame

ANSWER_SECONDS = 30.0
"""How long one waits for an answer before one may write again."""

Result = TypeVar("Result")


class Talk:
    """A conversation. `show` is called with every frame worth showing, in the line's thread."""

    def __init__(self, url: str, show: Callable[[ServerFrame], None], lost: Callable[[], None]) -> None:
        self._show = show
        self._loop = asyncio.new_event_loop()
        self._line = Line(url, self._hear, lost)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._running: Future[None] | None = None
        self._waiting: _Waiting | None = None
        self._owner = "bot"

    def __enter__(self) -> Self:
        """Opens the line. Raises `Refused`."""
        self._thread.start()
        self._running = self._start(self._line.run())
        opened = self._start(self._line.open.wait())
        while not opened.done():
            if self._running.done():
                self._end()
                self._running.result()  # raises what happened
            with suppress(TimeoutError):
                opened.result(timeout=0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def say(self, text: str) -> bool:
        """Says something and waits for the answer; False when it takes too long."""
        waiting = self._waiting = _Waiting(uuid4().hex)
        self._start(self._line.say(waiting.id, text))
        return waiting.over.wait(ANSWER_SECONDS)

    def call_a_person(self) -> bool:
        """Asks for a person and waits until the place in the queue is known."""
        waiting = self._waiting = _Waiting(uuid4().hex, escalation=True)
        if self._owner in ("queue", "agent"):
            return True
        self._start(self._line.send({"type": "escalate", "id": waiting.id}))
        return waiting.over.wait(ANSWER_SECONDS)

    def rate(self, score: int) -> None:
        """Gives a verdict, 1 to 5."""
        self._start(self._line.send({"type": "rating", "id": uuid4().hex, "score": score})).result(5)

    def _hear(self, frame: ServerFrame) -> None:
        self._show(frame)
        match frame:
            case Connected() | QueueFrame():
                self._owner = frame.owner
            case Escalated():
                self._owner = "queue"
            case _:
                pass
        if self._waiting is not None:
            self._waiting.hear(frame, with_people=self._owner in ("queue", "agent"))

    def _start(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _end(self) -> None:
        self._start(_end_all_others()).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()


class _Waiting:
    """Knows from the frames when what was said has been dealt with."""

    def __init__(self, id: str, *, escalation: bool = False) -> None:
        self.id = id
        self.over = threading.Event()
        self._escalation = escalation
        self._offset: int | None = None

    def hear(self, frame: ServerFrame, *, with_people: bool) -> None:
        match frame:
            case Accepted(id=self.id):
                self._offset = frame.offset
                if with_people:
                    self.over.set()
            case ResponseFrame(answers=answers) if answers is not None and answers == self._offset:
                # A hand-over says its place in the queue with the next frame.
                self._escalation = frame.response.type == "handoff"
                if not self._escalation:
                    self.over.set()
            case Escalated() if self._escalation:
                self.over.set()
            case ErrorFrame(id=self.id) if frame.code is not ErrorCode.UNAVAILABLE:
                self.over.set()
            case _:
                pass


async def _end_all_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
