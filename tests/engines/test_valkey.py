"""Valkey as the rest of the house sees it."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from valkey.asyncio.client import PubSub

from prosa.engines.breaker import Breaker
from prosa.engines.embedded import EmbeddedEngines
from prosa.engines.errors import EnginesError, ValkeyAway
from prosa.engines.valkey import Valkey


@pytest.fixture
def server() -> Iterator[EmbeddedEngines]:
    """A Valkey that a test may ill-treat."""
    with TemporaryDirectory(prefix="prosa-") as folder:
        server = EmbeddedEngines(Path(folder), database=False)
        server.start()
        yield server
        server.stop()


async def heard(subscriber: PubSub) -> dict[str, Any]:
    message = await subscriber.get_message(timeout=None)
    assert message is not None
    return message


def pid(server: EmbeddedEngines) -> int:
    number = server._valkey.process.pid()
    assert number is not None
    return number


async def test_values_come_back_as_bytes(valkey: Valkey):
    await valkey.client.set("nome", "João")
    assert await valkey.client.get("nome") == "João".encode()


async def test_more_calls_than_connections_take_turns(valkey_url: str):
    valkey = Valkey(valkey_url, pool=2)
    try:
        assert await asyncio.gather(*(valkey.client.incr("n") for _ in range(200)))
        connected = await valkey.client.client_list()
        assert len([one for one in connected if one["cmd"] in ("incr", "client|list")]) <= 2
    finally:
        await valkey.client.delete("n")
        await valkey.close()


async def test_a_subscriber_hears_what_is_published_after_a_long_silence(valkey: Valkey):
    subscriber = valkey.subscriber()
    try:
        await subscriber.subscribe("sala")
        assert (await heard(subscriber))["type"] == "subscribe"
        hearing = asyncio.create_task(heard(subscriber))
        await asyncio.sleep(1.2)  # longer than a call may take
        assert not hearing.done()
        await valkey.client.publish("sala", "oi")
        assert (await hearing)["data"] == b"oi"
    finally:
        await subscriber.aclose()


async def test_a_subscriber_learns_that_the_server_went_away(server: EmbeddedEngines):
    valkey = Valkey(server.urls.valkey or "")
    subscriber = valkey.subscriber()
    try:
        await subscriber.subscribe("sala")
        await heard(subscriber)
        os.kill(pid(server), signal.SIGKILL)
        with pytest.raises(ValkeyAway):
            await heard(subscriber)
    finally:
        await subscriber.aclose()
        await valkey.close()


async def test_while_it_is_away_calls_fail_without_asking_it(server: EmbeddedEngines):
    """A stopped process takes connections and never answers: the case where each call would wait."""
    valkey = Valkey(server.urls.valkey or "", pool=4)
    try:
        assert await valkey.answers()
        os.kill(pid(server), signal.SIGSTOP)
        with pytest.raises(ValkeyAway):
            await valkey.client.get("a")
        assert valkey.away

        for _ in range(1000):  # a second each, if they waited: far beyond what a test may take
            with pytest.raises(ValkeyAway):
                await valkey.client.get("a")
    finally:
        os.kill(pid(server), signal.SIGCONT)
        await valkey.close()


async def test_it_is_used_again_once_it_is_back(server: EmbeddedEngines):
    valkey = Valkey(server.urls.valkey or "")
    try:
        await valkey.client.set("a", "1")
        os.kill(pid(server), signal.SIGKILL)
        while server.missing() == []:
            await asyncio.sleep(0.01)
        assert not await valkey.answers()
        await asyncio.to_thread(server.revive)
        while not await valkey.answers():
            await asyncio.sleep(0.05)
        assert await valkey.client.get("a") is None
        assert not valkey.away
    finally:
        await valkey.close()


async def test_a_server_that_was_never_there_is_away(tmp_path: Path):
    valkey = Valkey(f"unix://{tmp_path}/none.sock")
    with pytest.raises(ValkeyAway):
        await valkey.client.ping()
    async with valkey.client.pipeline() as pipeline:
        pipeline.get("a")
        with pytest.raises(ValkeyAway):
            await pipeline.execute()
    await valkey.close()


@pytest.mark.parametrize("url", ["", "localhost:6379", "http://localhost"])
def test_a_url_of_something_else_is_refused_by_name(url: str):
    with pytest.raises(EnginesError, match="PROSA_VALKEY_URL"):
        Valkey(url)


@given(st.lists(st.tuples(st.integers(0, 3000), st.booleans()), max_size=60))
def test_a_breaker_asks_at_most_once_a_pause_while_the_server_is_away(steps: list[tuple[int, bool]]):
    now = 0
    breaker = Breaker(pause=1000, clock=lambda: now)
    breaker.failed()
    asked = [now]
    for wait, back in steps:
        now += wait
        if not breaker.allows():
            assert now - asked[-1] < 1000
            continue
        assert now - asked[-1] >= 1000
        asked.append(now)
        if back:
            breaker.succeeded()
            assert breaker.allows()
            return
        breaker.failed()
