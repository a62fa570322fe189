"""Events reach the company's system, however broken it is for a while: a real HTTP server, which can be."""

import asyncio
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from prosa.engines.database import Database
from prosa.integrations.outbox import Outbox
from prosa.integrations.webhooks import LONGEST_PAUSE, Webhooks, pause
from prosa.security.signing import HEADER, is_signed, sign

SECRET = b"a secret that both sides know, long"


@dataclass
class Company:
    """The company's end: answers as it is told, and keeps what it heard."""

    url: str = ""
    status: int = 200
    slow: threading.Event = field(default_factory=threading.Event)
    """Set: it holds every request until this is cleared again."""
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list[Any])

    @property
    def ids(self) -> list[str]:
        return [json.loads(body)["id"] for _, body in self.heard]


@pytest.fixture
def company() -> Iterator[Company]:
    company = Company()
    let_go = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            company.heard.append((dict(self.headers), body))
            if company.slow.is_set():
                let_go.wait(20)
            self.send_response(company.status)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    company.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    yield company
    let_go.set()
    server.shutdown()
    server.server_close()


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime.now(UTC))


@pytest.fixture
def outbox(database: Database, clock: Clock) -> Outbox:
    return Outbox(database, wanted=True, clock=clock)


def webhooks(outbox: Outbox, company: Company, attempts: int = 5) -> Webhooks:
    return Webhooks(outbox, company.url, SECRET, attempts=attempts, seconds=0.5)


async def put(database: Database, outbox: Outbox, *kinds: str) -> None:
    async with database.begin() as connection:
        for kind in kinds:
            await outbox.put(connection, kind, {"ticket": {"number": 1001}})


async def test_an_event_arrives_signed_with_its_id(database: Database, outbox: Outbox, company: Company):
    await put(database, outbox, "ticket.opened")
    await webhooks(outbox, company).deliver_due()
    [(headers, body)] = company.heard
    assert is_signed(SECRET, body, headers[HEADER])
    assert not is_signed(SECRET, body + b" ", headers[HEADER])
    assert not is_signed(b"another secret of the same length..", body, headers[HEADER])
    assert headers["Prosa-Event-Id"] == json.loads(body)["id"]
    assert json.loads(body)["kind"] == headers["Prosa-Event"] == "ticket.opened"
    assert await outbox.waiting() == 0


async def test_an_event_of_a_transaction_that_fails_is_never_sent(
    database: Database, outbox: Outbox, company: Company
):
    with pytest.raises(RuntimeError):
        async with database.begin() as connection:
            await outbox.put(connection, "ticket.opened", {})
            raise RuntimeError
    assert await webhooks(outbox, company).deliver_due() == 0


async def test_broken_then_slow_then_back_nothing_is_lost_and_ids_stay(
    database: Database, outbox: Outbox, company: Company, clock: Clock
):
    await put(database, outbox, "ticket.opened", "ticket.updated", "ticket.answered")
    hooks = webhooks(outbox, company)
    company.status = 500
    await hooks.deliver_due()
    assert await outbox.waiting() == 3
    clock.now += timedelta(minutes=1)
    company.status = 200
    company.slow.set()
    await hooks.deliver_due()
    assert await outbox.waiting() == 3, "an answer that comes too late is none"
    company.slow.clear()
    clock.now += timedelta(minutes=1)
    await hooks.deliver_due()
    assert await outbox.waiting() == 0
    assert len(set(company.ids)) == 3
    assert sorted(company.ids) == sorted([*set(company.ids)] * 3)


async def test_an_address_where_nobody_listens_is_tried_until_given_up_and_replayed(
    database: Database, outbox: Outbox, company: Company, clock: Clock
):
    await put(database, outbox, "ticket.opened")
    nobody = Webhooks(outbox, "http://127.0.0.1:1/", SECRET, attempts=3, seconds=0.5)
    for _ in range(5):
        await nobody.deliver_due()
        clock.now += timedelta(hours=4)
    [lost] = await outbox.given_up()
    assert (lost.attempts, lost.problem) == (3, "ConnectError")
    assert await outbox.replay() == 1
    await webhooks(outbox, company).deliver_due()
    assert company.ids == [str(lost.id)]
    assert await outbox.given_up() == []


async def test_two_nodes_do_not_send_the_same_event(database: Database, outbox: Outbox, company: Company):
    await put(database, outbox, *["ticket.updated"] * 6)
    await asyncio.gather(*(webhooks(outbox, company).deliver_due() for _ in range(3)))
    assert len(company.ids) == len(set(company.ids)) == 6


async def test_what_a_dead_node_held_is_taken_up_by_another(
    database: Database, outbox: Outbox, company: Company, clock: Clock
):
    await put(database, outbox, "ticket.opened")
    assert len(await outbox.claim(10, timedelta(seconds=30))) == 1
    assert await webhooks(outbox, company).deliver_due() == 0
    clock.now += timedelta(seconds=31)
    assert await webhooks(outbox, company).deliver_due() == 1
    assert len(company.heard) == 1


async def test_delivered_events_are_dropped_after_a_week_and_others_stay(
    database: Database, outbox: Outbox, company: Company, clock: Clock
):
    await put(database, outbox, "ticket.opened")
    await webhooks(outbox, company).deliver_due()
    [id] = company.ids
    clock.now += timedelta(days=6)
    await outbox.forget()
    assert await outbox.replay([UUID(id)]) == 1
    await webhooks(outbox, company).deliver_due()
    clock.now += timedelta(days=8)
    await outbox.forget()
    assert await outbox.replay([UUID(id)]) == 0


def test_pauses_grow_and_are_bounded():
    lengths = [pause(attempt) for attempt in range(1, 40)]
    assert lengths[0] < timedelta(seconds=7) < lengths[3]
    assert max(lengths) <= LONGEST_PAUSE * 1.25


def test_an_old_signature_is_worth_nothing():
    then = datetime.now(UTC) - timedelta(minutes=6)
    assert not is_signed(SECRET, b"{}", sign(SECRET, b"{}", then))
    assert is_signed(SECRET, b"{}", sign(SECRET, b"{}"))


@pytest.mark.parametrize(
    "header", ["", "t=1", "t=1,v1=x", "v1=00,t=1", "t=99999999999999,v1=" + "0" * 64, "é"]
)
def test_what_is_no_signature_is_refused(header: str):
    assert not is_signed(SECRET, b"{}", header)
