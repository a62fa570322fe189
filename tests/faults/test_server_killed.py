"""A server that is killed, or told to stop, while customers are there."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from prosa.channels.web.protocol import CloseCode
from prosa.language.model import Model
from prosa.packs.schema import Pack
from tests.conftest import HOME
from tests.faults.orders import SlowOrders, slow_orders
from tests.process import Process, prosa_up

COMMAND = 'command: [python, services/orders.py, --port, "0", --exit-with-parent]'
SECONDS = "timeout_seconds: 1.5"


@pytest.fixture
def orders() -> Iterator[SlowOrders]:
    with slow_orders() as orders:
        yield orders


@pytest.fixture
def process(
    orders: SlowOrders, pack: Pack, model: Model, request: pytest.FixtureRequest
) -> Iterator[Process]:
    """`prosa up` with engines of its own, and the slow order system."""
    folder = Path(tempfile.mkdtemp(prefix="prosa-"))  # short, since a Unix socket's path must be
    shutil.copytree(pack.folder, folder / "pack")
    bot = folder / "pack" / "bot.yml"
    text = bot.read_text("utf-8")
    assert COMMAND in text and SECONDS in text
    text = text.replace(COMMAND, f"url: {orders.url}").replace(SECONDS, "timeout_seconds: 9")
    bot.write_text(text, "utf-8")
    try:
        models = request.config.stash[HOME] / "models"
        with prosa_up(folder, models, {"PROSA_PACK": str(folder / "pack")}) as process:
            yield process
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def socket(process: Process, session_id: str | None = None) -> ClientConnection:
    protocols = [Subprotocol("prosa.v1")] + ([Subprotocol(f"token.{session_id}")] if session_id else [])
    return connect(f"{process.url.replace('http', 'ws')}/ws/chat", subprotocols=protocols)


def hear(line: ClientConnection, kind: str) -> dict[str, Any]:
    """The next frame of this type."""
    while (frame := orjson.loads(line.recv(timeout=30)))["type"] != kind:
        pass
    return frame


@pytest.mark.slow
def test_a_message_accepted_before_a_kill_is_answered_after_it_once(process: Process, orders: SlowOrders):
    said = '{"type": "message", "id": "m-1", "text": "cade meu pedido 10432?"}'
    with socket(process) as line:
        session = hear(line, "connected")["session_id"]
        line.send(said)
        hear(line, "accepted")
        assert orders.asked.wait(30), "the turn is under way"
        process.kill()
    orders.may_answer.set()
    process.start()
    with socket(process, session) as line:
        connected = hear(line, "connected")
        line.send('{"type": "resume", "after": 0}')
        answer = hear(line, "response")
        assert answer["response"]["order"]["status_text"] == "A caminho."
        line.send(said)
        assert hear(line, "accepted")["offset"] == 0
    events = httpx.get(
        f"{process.url}/api/conversations/{connected['conversation_id']}/events",
        headers={"Authorization": f"Bearer {session}"},
    ).json()["events"]
    assert [(event["type"], event["offset"]) for event in events] == [("message", 0), ("response", 1)]


@pytest.mark.slow
def test_told_to_stop_it_takes_leave_of_open_sockets_and_finishes_the_turns_under_way(
    process: Process, orders: SlowOrders
):
    with socket(process) as line:
        session = hear(line, "connected")
        line.send('{"type": "message", "text": "cade meu pedido 10432?"}')
        hear(line, "accepted")
        assert orders.asked.wait(30), "the turn is under way"
        orders.may_answer.set()
        assert process.stop() == 0
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                line.recv(timeout=30)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == CloseCode.RESTART
    process.start()
    events = httpx.get(
        f"{process.url}/api/conversations/{session['conversation_id']}/events",
        headers={"Authorization": f"Bearer {session['session_id']}"},
    ).json()["events"]
    assert [event["type"] for event in events] == ["message", "response"]
