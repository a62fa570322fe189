"""What counts as an order."""

import contextlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.integrations.orders import Nonsense, read_order

ZONE = ZoneInfo("America/Sao_Paulo")
LEAST = {"number": "10432", "status": "shipped", "status_text": "A caminho."}


def read(**fields: Any):
    return read_order(orjson.dumps({**LEAST, **fields}), "10432", ZONE)


def test_the_least_an_order_must_have():
    order = read()
    assert (order.number, order.status_text, order.items, order.total) == ("10432", "A caminho.", (), None)


def test_a_whole_order():
    order = read(
        expected_at="2026-11-27",
        carrier="Correios",
        tracking_code="BR1",
        items=[{"name": "Airfryer", "quantity": 2, "price": 1.5}, "Cabo"],
        total=349.9,
        customer={"first_name": "Ana"},
    )
    assert order.items == ("2× Airfryer", "Cabo")
    assert order.total == Decimal("349.9")
    assert order.expected_at == datetime(2026, 11, 27, 23, 59, tzinfo=ZONE)
    assert "Ana" not in order.model_dump_json()


@pytest.mark.parametrize(
    "said, meant",
    [
        ("2026-11-27T15:00:00Z", datetime(2026, 11, 27, 15, tzinfo=UTC)),
        ("2026-11-27T15:00:00", datetime(2026, 11, 27, 15, tzinfo=ZONE)),
    ],
)
def test_a_moment_without_a_zone_is_in_the_pack_s(said: str, meant: datetime):
    assert read(expected_at=said).expected_at == meant


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "10433"},
        {"number": 10432},
        {"status": ""},
        {"status_text": None},
        {"status_text": "x" * 501},
        {"total": -1},
        {"total": "muito"},
        {"expected_at": "amanhã"},
        {"expected_at": 8},
        {"items": [{"name": ""}]},
        {"items": ["x"] * 201},
        {"items": [{"name": "x", "quantity": 0}]},
        {"carrier": {"name": "x"}},
    ],
)
def test_anything_else_is_nonsense(fields: dict[str, Any]):
    with pytest.raises(Nonsense):
        read(**fields)


@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{}", b"<html>", b"\xff\xfe", b"{" * 100_000])
def test_what_is_no_order_at_all_is_nonsense(content: bytes):
    with pytest.raises(Nonsense):
        read_order(content, "10432", ZONE)


def test_nonsense_is_told_without_what_it_said():
    with pytest.raises(Nonsense) as caught:
        read(status_text=["segredo da Ana"], carrier=7)
    assert str(caught.value) == "wrong or missing: carrier, status_text"


@given(st.binary(max_size=300))
def test_any_answer_is_an_order_or_nonsense(content: bytes):
    with contextlib.suppress(Nonsense):
        read_order(content, "10432", ZONE)
