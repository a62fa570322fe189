"""Asking the company's systems, which may be away, slow or wrong."""

import asyncio
import os
import socket
from datetime import datetime
from pathlib import Path

import pytest

from prosa.conversations.parts import OrderCard
from prosa.conversations.ports import NotFound, Unavailable
from prosa.integrations import services as services_module
from prosa.integrations.services import FAILURES, Services
from prosa.packs.schema import Pack, Service
from tests.integrations.conftest import MakePack, pack_with

Answer = OrderCard | NotFound | Unavailable


async def ask(services: Services, value: str) -> Answer:
    return await services.ask("orders", {"order": value})


async def found_again(services: Services, value: str) -> Answer:
    """Asks until there is an answer again."""
    async with asyncio.timeout(60):
        while isinstance(answer := await ask(services, value), Unavailable):
            await asyncio.sleep(0.1)
    return answer


async def test_the_sample_shop_tells_of_its_orders(loja: Pack):
    async with Services(loja) as services:
        order = await ask(services, "10432")
        assert isinstance(order, OrderCard)
        assert order.number == "10432" and order.items and order.total
        assert isinstance(order.expected_at, datetime) and order.expected_at.tzinfo
        assert await ask(services, "99999") == NotFound()


async def test_a_number_the_system_cannot_even_have_is_not_found(loja: Pack):
    async with Services(loja) as services:
        assert await ask(services, "1") == NotFound()


@pytest.mark.parametrize(
    "value", ["", " ", "../health", "10432/../..", "10432?x=1", "a" * 41, "10432\r\nHost: x", "número"]
)
async def test_what_could_leave_the_path_is_never_sent(odd: MakePack, value: str):
    async with Services(odd()) as services:
        assert await ask(services, value) == NotFound()


@pytest.mark.parametrize("value", ["500", "503", "401", "204", "long", "moved", "nonsense", "other-number"])
async def test_any_other_answer_is_no_answer(odd: MakePack, value: str):
    async with Services(odd()) as services:
        assert await ask(services, value) == Unavailable()
        assert isinstance(await ask(services, "good"), OrderCard)


@pytest.mark.parametrize("value", ["404", "410", "422"])
async def test_no_such_thing_is_told_in_three_ways(odd: MakePack, value: str):
    async with Services(odd()) as services:
        assert await ask(services, value) == NotFound()


@pytest.mark.parametrize("value", ["slow", "trickle"])
async def test_a_slow_service_is_given_up(odd: MakePack, value: str):
    async with Services(odd(timeout_seconds=0.3)) as services:
        assert await ask(services, value) == Unavailable()


async def test_a_service_nobody_named_is_unavailable(odd: MakePack):
    async with Services(odd()) as services:
        assert await services.ask("stock", {"order": "good"}) == Unavailable()


async def test_an_address_where_nobody_listens_is_unavailable(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        async with Services(pack_with(tmp_path, orders=Service(url=url))) as services:
            assert await ask(services, "10432") == Unavailable()


async def test_after_some_failures_a_service_is_left_alone_and_then_tried_again(
    odd: MakePack, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(services_module, "PAUSE_SECONDS", 0.5)
    async with Services(odd()) as services:
        for _ in range(FAILURES):
            assert await ask(services, "500") == Unavailable()
        assert await ask(services, "good") == Unavailable()
        assert isinstance(await found_again(services, "good"), OrderCard)


async def test_not_found_is_no_failure(odd: MakePack):
    async with Services(odd()) as services:
        for _ in range(FAILURES * 2):
            assert await ask(services, "404") == NotFound()
        assert isinstance(await ask(services, "good"), OrderCard)


async def test_the_token_is_sent_and_our_own_secrets_are_not_passed_on(odd: MakePack):
    environ = {**os.environ, "PROSA_SECRET_KEY": "s", "SHOP_TOKEN": "abc", "PROSA_DATABASE_URL": "d"}
    async with Services(odd(token_env="SHOP_TOKEN"), environ) as services:
        sent, seen = await ask(services, "token"), await ask(services, "environ")
    assert isinstance(sent, OrderCard) and sent.status_text == "Bearer abc"
    assert isinstance(seen, OrderCard) and seen.status_text == "SHOP_TOKEN"


async def test_questions_are_counted_by_what_became_of_them(odd: MakePack):
    counted: list[tuple[str, str]] = []
    async with Services(odd(), observe=lambda name, outcome, _: counted.append((name, outcome))) as services:
        for value in ("good", "404", "500", "../x"):
            await ask(services, value)
    assert counted == [("orders", "found"), ("orders", "not_found"), ("orders", "unavailable")]


async def test_many_questions_at_once_are_all_answered(loja: Pack):
    async with Services(loja) as services:
        answers = await asyncio.gather(*(ask(services, "10432") for _ in range(100)))
    assert {type(answer) for answer in answers} == {OrderCard}


async def test_a_service_that_dies_is_started_again(odd: MakePack):
    async with Services(odd()) as services:
        assert await ask(services, "crash") == Unavailable()
        assert isinstance(await found_again(services, "good"), OrderCard)


async def test_a_service_ends_with_its_context(loja: Pack):
    async with Services(loja) as services:
        assert isinstance(await ask(services, "10432"), OrderCard)
    assert await ask(services, "10432") == Unavailable()


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(1)",
        "print('hello', flush=True)",
        "print('{\"port\": 99999999}', flush=True)",
        "print('[1]', flush=True)",
    ],
)
async def test_a_service_that_never_gets_ready_stops_nothing_else(tmp_path: Path, program: str):
    (tmp_path / "broken.py").write_text(program, "utf-8")
    async with Services(pack_with(tmp_path, orders=Service(command=("python", "broken.py")))) as services:
        assert await ask(services, "10432") == Unavailable()


async def test_a_command_that_does_not_exist_stops_nothing_else(tmp_path: Path):
    async with Services(pack_with(tmp_path, orders=Service(command=("no-such-program",)))) as services:
        assert await ask(services, "10432") == Unavailable()
