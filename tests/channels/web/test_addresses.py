"""Who is calling: the peer, or whom a trusted proxy names, and nobody else's word for it."""

import httpx
import pytest

from prosa.settings import Settings
from tests.serving import Served

TRUST = {"trusted_proxies": "127.0.0.1"}


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """Two messages a minute from one address."""
    limits = {"session_limits": "", "address_limits": "2/minute"}
    return settings.model_copy(update=limits | getattr(request, "param", {}))


async def say(http: httpx.AsyncClient, forwarded: str) -> int:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return (await http.post("/api/chat", json={"message": "oi"}, headers=headers)).status_code


async def test_what_a_stranger_says_of_addresses_is_not_believed(http):
    assert [await say(http, f"203.0.113.{number}") for number in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("settings", [TRUST], indirect=True)
async def test_behind_a_trusted_proxy_each_customer_is_counted_alone(http):
    assert [await say(http, "203.0.113.1") for _ in range(3)] == [200, 200, 429]
    assert await say(http, "203.0.113.2") == 200


@pytest.mark.parametrize("settings", [TRUST], indirect=True)
async def test_a_customer_cannot_put_another_address_in_front_of_the_proxys_word(http):
    spoofed = [await say(http, f"198.51.100.{number}, 203.0.113.1") for number in range(3)]
    assert spoofed == [200, 200, 429]


@pytest.mark.parametrize("settings", [TRUST], indirect=True)
async def test_a_whole_ipv6_network_is_one_address(http):
    assert [await say(http, f"2001:db8::{number}") for number in range(3)] == [200, 200, 429]
    assert await say(http, "2001:db8:0:1::1") == 200


async def test_asking_for_a_person_counts_as_a_message(served: Served):
    for expected in ("escalated", "escalated", "error"):
        async with served.chat() as chat:
            await chat.send(type="escalate")
            answer = await chat.next("escalated", "error")
            assert answer["type"] == expected
    assert answer["code"] == "rate_limited"
    assert answer["retry_after"] >= 1


@pytest.mark.parametrize("settings", [TRUST], indirect=True)
async def test_a_socket_behind_a_trusted_proxy_has_its_customers_address(served: Served, http):
    async with served.chat(additional_headers={"X-Forwarded-For": "203.0.113.1"}) as chat:
        await chat.say("oi")
        await chat.say("oi")
    assert await say(http, "203.0.113.1") == 429
    assert await say(http, "203.0.113.2") == 200
