import pytest
from starlette.requests import HTTPConnection

from prosa.security.local import is_local


def call(peer: str | None = "127.0.0.1", host: str = "localhost:8000", **headers: str) -> HTTPConnection:
    named = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return HTTPConnection(
        {
            "type": "http",
            "scheme": "http",
            "path": "/",
            "query_string": b"",
            "server": ("127.0.0.1", 8000),
            "client": None if peer is None else (peer, 50000),
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        }
    )


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.9.10", "::1"])
@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
@pytest.mark.parametrize("listening_on", ["127.0.0.1", "localhost", "::1"])
def test_a_caller_on_this_machine_is_local(peer: str, host: str, listening_on: str):
    assert is_local(call(peer, host), listening_on)


@pytest.mark.parametrize("listening_on", ["0.0.0.0", "::", "10.0.0.5", "prosa.example", ""])
def test_nobody_is_local_to_a_server_that_others_can_reach(listening_on: str):
    assert not is_local(call(), listening_on)


@pytest.mark.parametrize("peer", ["10.0.0.9", "203.0.113.7", "2001:db8::1", "testclient", "", None])
def test_a_caller_from_elsewhere_is_not_local(peer: str | None):
    assert not is_local(call(peer), "127.0.0.1")


@pytest.mark.parametrize("header", ["x_forwarded_for", "forwarded", "x_real_ip", "x_forwarded_host", "via"])
def test_whom_a_proxy_brings_is_not_local_even_if_it_says_so(header: str):
    assert not is_local(call(**{header: "127.0.0.1"}), "127.0.0.1")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "["]
)
def test_a_page_whose_name_was_made_to_point_here_is_not_local(host: str):
    assert not is_local(call(host=host), "127.0.0.1")
