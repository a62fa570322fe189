import asyncio
from collections.abc import AsyncIterator
from ipaddress import IPv4Address, IPv6Address

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from prosa.engines.valkey import Valkey
from prosa.security.limits import RateLimits, network_of, parsed
from prosa.settings import Settings

KEY = bytes(range(32))
ADDRESS = "203.0.113.7"


def limits(valkey: Valkey, session: str = "", address: str = "", **options: object) -> RateLimits:
    return RateLimits(valkey, session=session, address=address, key=KEY, **options)  # type: ignore[arg-type]


async def waits(limits: RateLimits, times: int, session: str = "s", address: str = ADDRESS) -> list[bool]:
    """Whether each of so many messages in a row was told to wait."""
    return [await limits.wait_seconds(session, address) > 0 for _ in range(times)]


@pytest.fixture
async def away() -> AsyncIterator[Valkey]:
    """A Valkey that nobody answers for."""
    valkey = Valkey("valkey://127.0.0.1:1/0")
    yield valkey
    await valkey.close()


async def test_a_session_may_send_what_its_windows_allow(valkey: Valkey):
    limited = limits(valkey, session="3/minute;50/hour")
    assert await waits(limited, 5) == [False, False, False, True, True]
    assert await waits(limited, 1, session="another") == [False]


async def test_every_window_counts(valkey: Valkey):
    limited = limits(valkey, session="10/minute;4/hour;200/day")
    assert await waits(limited, 5) == [False] * 4 + [True]


async def test_sessions_of_one_address_share_its_limit(valkey: Valkey):
    limited = limits(valkey, session="3/minute", address="4/minute")
    assert await waits(limited, 3, session="a") == [False] * 3
    assert await waits(limited, 2, session="b") == [False, True]
    assert await waits(limited, 1, session="b", address="203.0.113.8") == [False]


async def test_two_nodes_count_together(valkey: Valkey, valkey_url: str):
    other = Valkey(valkey_url)
    nodes = [limits(valkey, session="10/minute"), limits(other, session="10/minute")]
    waited = await asyncio.gather(*(nodes[number % 2].wait_seconds("s", ADDRESS) for number in range(30)))
    await other.close()
    assert sum(wait == 0 for wait in waited) == 10


async def test_whoever_waits_as_told_gets_through(valkey: Valkey):
    limited = limits(valkey, session="2/second")
    assert await waits(limited, 2) == [False, False]
    wait = await limited.wait_seconds("s", ADDRESS)
    assert 1 <= wait <= 2
    await asyncio.sleep(wait)
    assert await limited.wait_seconds("s", ADDRESS) == 0


async def test_the_wait_is_that_of_the_window_that_is_full(valkey: Valkey):
    limited = limits(valkey, session="100/minute;1/day")
    await limited.wait_seconds("s", ADDRESS)
    # Within the very millisecond in which a window opens, the library takes it for one that just ended.
    await asyncio.sleep(0.02)
    assert await limited.wait_seconds("s", ADDRESS) > 3600


async def test_a_message_that_was_refused_does_not_use_up_the_longer_windows(valkey: Valkey):
    limited = limits(valkey, session="1/second;3/hour")
    await waits(limited, 10)
    for _ in range(2):
        await asyncio.sleep(2.1)
        assert await limited.wait_seconds("s", ADDRESS) == 0


async def test_with_valkey_away_messages_pass_and_somebody_counts_them(away: Valkey):
    uncounted: list[None] = []
    limited = limits(away, session="1/minute", unavailable=lambda: uncounted.append(None))
    with structlog.testing.capture_logs() as logs:
        assert await waits(limited, 3) == [False] * 3
    assert len(uncounted) == len(logs) == 3
    assert ADDRESS not in str(logs)


async def test_empty_settings_switch_limits_off(valkey: Valkey):
    assert await waits(limits(valkey), 500) == [False] * 500
    assert await valkey.client.keys("*") == []


async def test_nothing_in_valkey_tells_the_address_and_everything_ends(valkey: Valkey):
    limited = limits(valkey, session="30/minute", address="300/minute")
    await waits(limited, 2)
    keys = await valkey.client.keys("*")
    assert len(keys) == 2 and not any(ADDRESS.encode() in key for key in keys)
    assert all([0 < await valkey.client.ttl(key) <= 120 for key in keys])


@pytest.mark.parametrize("setting", ["thirty a minute", "30", "30/minute;x"])
def test_a_setting_that_cannot_be_read_is_refused(setting: str):
    with pytest.raises(ValueError, match="couldn't parse"):
        parsed(setting)


def test_the_defaults_can_be_read():
    settings = Settings()
    assert [str(limit) for limit in parsed(settings.session_limits)] == [
        "30 per 1 minute",
        "50 per 1 hour",
        "200 per 1 day",
    ]
    assert len(parsed(settings.address_limits)) == 2


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_addresses_of_one_ipv6_network_are_one_and_of_two_are_two(network: int, here: int, there: int):
    one, same = (str(IPv6Address((network << 64) | host)) for host in (here, there))
    assert network_of(one) == network_of(same)
    other = str(IPv6Address(((network ^ 1) << 64) | here))
    assert network_of(one) != network_of(other)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_itself_also_when_it_comes_as_ipv6(address: IPv4Address):
    assert network_of(str(address)) == network_of(f"::ffff:{address}") == str(address)


@given(st.text())
def test_what_is_no_address_counts_as_its_text(text: str):
    assert network_of(f"{text}!") == f"{text}!"
