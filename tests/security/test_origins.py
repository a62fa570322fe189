"""Which pages may open a chat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.security.origins import is_own_origin, is_welcome


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://loja.example", "loja.example"),
        ("https://loja.example", "loja.example:443"),
        ("https://LOJA.example", "loja.EXAMPLE"),
        ("http://localhost:8000", "localhost:8000"),
        ("http://[::1]:8000", "[::1]:8000"),
    ],
)
def test_a_page_of_this_server_is_its_own(origin: str, host: str):
    assert is_own_origin(origin, host, secure=False)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://evil.example", "loja.example"),
        ("https://loja.example.evil.example", "loja.example"),
        ("https://loja.example:8443", "loja.example"),
        ("http://localhost:3000", "localhost:8000"),
        ("https://loja.example@evil.example", "loja.example"),
        ("null", "loja.example"),
        ("null", ""),
        ("", ""),
        ("https://", ""),
        ("file://", ""),
        ("chrome-extension://loja.example", "loja.example"),
        ("https://loja.example:99999", "loja.example"),
        ("https://[", "["),
    ],
)
def test_any_other_is_not(origin: str, host: str):
    assert not is_own_origin(origin, host, secure=False)


def test_over_tls_a_page_that_came_without_is_none_of_ours():
    assert not is_own_origin("http://loja.example", "loja.example", secure=True)
    assert is_own_origin("https://loja.example", "loja.example", secure=True)


def test_a_configured_page_is_welcome_whatever_the_host():
    allowed = frozenset({"https://loja.example"})
    assert is_welcome("https://loja.example", "chat.example", allowed, secure=True)
    assert not is_welcome("https://evil.example", "chat.example", allowed, secure=True)
    assert not is_welcome("null", "chat.example", allowed, secure=True)


def test_with_a_star_every_page_is_welcome():
    assert is_welcome("https://any.example", "chat.example", frozenset({"*"}), secure=True)


def test_who_names_no_origin_is_no_browser():
    assert is_welcome(None, "chat.example", frozenset(), secure=True)


@given(origin=st.text(max_size=60), host=st.text(max_size=40), secure=st.booleans())
def test_nonsense_is_never_ours_and_never_breaks_anything(origin: str, host: str, secure: bool):
    assert not is_own_origin(origin, host, secure=secure) or origin.lower().startswith(("http:", "https:"))
