"""Bodies: whole, within the limit, in time, or not at all."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from prosa.security.body_limit import BodyLimit

LIMIT = 64


async def ask(*messages: Message, headers: tuple[tuple[bytes, bytes], ...] = (), seconds: float = 5.0):
    """What the app behind the limit read, or the status of the refusal; None when nothing came of it."""
    waiting = list(messages)
    outcome: list[bytes | int] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()
        assert not message["more_body"]
        outcome.append(message["body"])

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            outcome.append(message["status"])

    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    await BodyLimit(app, LIMIT, seconds)(scope, receive, send)
    assert len(outcome) <= 1
    return outcome[0] if outcome else None


def part(body: bytes, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


@given(parts=st.lists(st.binary(max_size=40), min_size=1, max_size=8))
def test_a_body_in_parts_arrives_whole_or_not_at_all(parts: list[bytes]):
    messages = [part(body, more=number < len(parts) - 1) for number, body in enumerate(parts)]
    whole = b"".join(parts)
    assert asyncio.run(ask(*messages)) == (whole if len(whole) <= LIMIT else 413)


async def test_a_body_announced_too_long_is_not_read():
    assert await ask(headers=((b"content-length", b"65"),)) == 413
    assert await ask(headers=((b"content-length", b"9" * 5000),)) == 413


async def test_a_body_that_never_ends_is_not_waited_for():
    assert await ask(part(b"a", more=True), seconds=0.05) == 408


async def test_half_a_body_is_not_taken_for_a_whole_one():
    assert await ask(part(b'{"message": "oi"}', more=True), {"type": "http.disconnect"}) is None
