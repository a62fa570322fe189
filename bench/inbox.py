"""How fast agents' lists, search and long conversations are: `PYTHONPATH=src python bench/inbox.py`.

Fills an embedded database of its own with conversations of the past, one of them very long, and prints
milliseconds of each request's work: median and 95th percentile.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import numpy as np
from sqlalchemy import text

from prosa.console.listing.filters import Filter, View
from prosa.console.live.access import Live
from prosa.console.live.opening import open_live
from prosa.conversations.appending import Opening
from prosa.conversations.events import (
    ContactId,
    ConversationId,
    HandOff,
    HandOffStep,
    Message,
    NewEvent,
    Source,
)
from prosa.conversations.fanout import FanOut
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.embedded import EmbeddedEngines
from prosa.engines.schema import upgrade
from prosa.engines.valkey import Valkey
from prosa.handoff.attendance import Attendance
from prosa.handoff.inbox import Inbox
from prosa.people.agents import Agent, Agents
from prosa.security.encryption import KEY_BYTES, Cipher

WORDS = (
    "pedido entrega boleto troca devolução prazo frete cartão parcela nota fiscal endereço chegou atrasou "
    "produto defeito garantia cupom desconto loja senha conta cadastro rastreio cancelar estorno reembolso"
).split()
CIPHER = Cipher([b"k" * KEY_BYTES])
ROUNDS = 40

_draw = np.random.default_rng(7)


async def main(conversations: int, long: int) -> None:
    """Fills, then measures."""
    with tempfile.TemporaryDirectory() as home:
        engines = EmbeddedEngines(Path(home), durable=False)
        engines.start()
        try:
            assert engines.urls.database is not None
            assert engines.urls.valkey is not None
            database, valkey = Database(engines.urls.database), Valkey(engines.urls.valkey)
            await upgrade(database)
            await _measure(database, valkey, conversations, long)
            await database.close()
            await valkey.close()
        finally:
            engines.stop()


async def _measure(database: Database, valkey: Valkey, conversations: int, long: int) -> None:
    log = Log(database, Sealer(CIPHER))
    there = Attendance(database, valkey, timedelta(minutes=10))
    live = open_live(database, valkey, CIPHER, b"search", Inbox(log), FanOut(valkey, log, "bench"), there)
    ana, _ = await Agents(database).create("Ana", "ana@loja.example", max_conversations=100)
    ledger = Ledger(database, Sealer(CIPHER))
    began = time.perf_counter()
    ids = await _fill(ledger, conversations, ana)
    longest = await _talk(ledger, long)
    await ledger.close()
    async with database.begin() as connection:
        await connection.execute(text("ANALYZE"))
    print(f"{conversations} conversations and one of {long} messages, in {time.perf_counter() - began:.0f} s")
    began = time.perf_counter()
    read = await live.indexer.index()
    took = time.perf_counter() - began
    print(f"search filled with {read} events in {took:.1f} s ({read / took:.0f}/s)")
    async with database.begin() as connection:
        await connection.execute(text("ANALYZE"))
    await _time("list of 50, queue", lambda: live.lists.page(Filter(View.QUEUE), ana))
    await _time("list of 50, all", lambda: live.lists.page(Filter(View.ALL), ana))
    await _time("list of 100, all", lambda: live.lists.page(Filter(View.ALL), ana, limit=100))
    await _time("500 in five pages", lambda: _pages(live, ana, 5))
    await _time("counts", live.counting._count)  # pyright: ignore[reportPrivateUsage]
    await _time("last 100 of the long one", lambda: log.last_before(longest, 2**31 - 1, 100))
    await _time("100 in its middle", lambda: log.last_before(longest, long // 2, 100))
    await _time("seen, in the long one", lambda: live.reads.saw(ana.id, longest, int(_draw.integers(long))))
    await _time("search, a rare word", lambda: live.lists.page(Filter(View.ALL, q="pedido 10042"), ana))
    await _time("search, two common words", lambda: live.lists.page(Filter(View.ALL, q="boleto troca"), ana))
    await _time("rows of 100 that moved", lambda: live.board._rows.of(ids[:100]))  # pyright: ignore[reportPrivateUsage]


async def _fill(ledger: Ledger, count: int, ana: Agent) -> list[ConversationId]:
    ids = [ConversationId(uuid4()) for _ in range(count)]
    for start in range(0, count, 200):
        await asyncio.gather(
            *(_converse(ledger, id, n, ana) for n, id in enumerate(ids[start : start + 200], start))
        )
    return ids


async def _converse(ledger: Ledger, id: ConversationId, number: int, ana: Agent) -> None:
    said = [_said(Source.CUSTOMER), NewEvent(Source.CUSTOMER, Message(text=f"é o pedido {10_000 + number}"))]
    said += [_said(Source.BOT), _said(Source.CUSTOMER), _said(Source.BOT)]
    if number % 2 == 0:
        said.append(NewEvent(Source.BOT, HandOff(step=HandOffStep.REQUESTED)))
    if number % 40 == 0:
        said.append(
            NewEvent(Source.AGENT, HandOff(step=HandOffStep.ASSIGNED, agent=ana.id, agent_name="Ana"))
        )
    await ledger.append(id, said, opening=Opening(ContactId(uuid4()), "web", str(id)))


async def _talk(ledger: Ledger, messages: int) -> ConversationId:
    id = ConversationId(uuid4())
    opening = Opening(ContactId(uuid4()), "web", str(id))
    for _ in range(0, messages, 100):
        said = [_said(Source.AGENT if _draw.random() < 0.5 else Source.CUSTOMER) for _ in range(100)]
        await ledger.append(id, said, opening=opening)
    return id


def _said(source: Source) -> NewEvent:
    return NewEvent(source, Message(text=" ".join(_draw.choice(WORDS, size=_draw.integers(3, 20)))))


async def _pages(live: Live, ana: Agent, count: int) -> None:
    after = None
    for _ in range(count):
        after = (await live.lists.page(Filter(View.ALL), ana, after, 100)).after


async def _time(name: str, work: Callable[[], Awaitable[object]]) -> None:
    await work()
    took: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await work()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    print(f"{name:28} median {statistics.median(took):7.1f} ms   95 % {took[int(ROUNDS * 0.95)]:7.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=5_000)
    parser.add_argument("--long", type=int, default=5_000)
    asked = parser.parse_args()
    asyncio.run(main(asked.conversations, asked.long))
