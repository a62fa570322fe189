"""The sample shop's order system, started for real as `prosa up` starts it."""

import json
import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

SERVICE = Path(__file__).parents[2] / "packs" / "loja" / "services" / "orders.py"
NUMBERS = sorted(json.loads(SERVICE.with_suffix(".json").read_text("utf-8")))
A_THURSDAY = date(2026, 3, 12)


@contextmanager
def running(today: date | None = A_THURSDAY, token: str = "") -> Generator[httpx.Client]:
    """A started service and a client for it; it ends because its standard input ends."""
    command = [sys.executable, str(SERVICE), "--exit-with-parent"]
    if today:
        command += ["--today", today.isoformat()]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "ORDERS_TOKEN": token},
    ) as process:
        assert process.stdin and process.stdout
        port = json.loads(process.stdout.readline())["port"]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            yield client
        process.stdin.close()
        assert process.wait(timeout=10) == 0


@pytest.fixture(scope="module")
def shop() -> Iterator[httpx.Client]:
    with running() as client:
        yield client


def order(shop: httpx.Client, number: str) -> dict[str, Any]:
    answer = shop.get(f"/orders/{number}")
    assert answer.status_code == 200
    return answer.json()


def test_it_is_healthy(shop: httpx.Client):
    assert shop.get("/health").json() == {"status": "ok"}


def test_an_order_on_its_way_says_where_it_is_and_until_when_it_comes(shop: httpx.Client):
    found = order(shop, "10432")
    assert found["status"] == "shipped"
    assert found["items"][0]["product_id"] == "airfryer-brasa-4l"
    assert found["expected_at"] == "2026-03-13"
    assert "13/03 (sexta-feira)" in found["status_text"]
    assert found["carrier"] in found["status_text"]
    assert found["tracking_code"]
    assert set(found["customer"]) == {"first_name", "cpf_last3"}


def test_orders_tell_delivered_delayed_and_waiting_for_payment_apart(shop: httpx.Client):
    assert order(shop, "10433")["status"] == "delivered"
    assert order(shop, "10501")["status"] == "delayed"
    assert order(shop, "10377")["status"] == "placed"
    assert "boleto" not in order(shop, "10433")["payment"]


def test_an_overdue_boleto_is_named_as_such(shop: httpx.Client):
    found = order(shop, "10492")
    assert date.fromisoformat(found["payment"]["boleto"]["due_at"]) < A_THURSDAY
    assert "venceu" in found["status_text"]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_order_adds_up_and_its_days_are_in_order(shop: httpx.Client, number: str):
    found = order(shop, number)
    goods = sum(item["price"] * item["quantity"] for item in found["items"])
    assert found["total"] == pytest.approx(goods + found["freight"] - found["discount"])
    placed = datetime.fromisoformat(found["placed_at"]).date()
    assert placed < A_THURSDAY
    assert placed < date.fromisoformat(found["expected_at"])
    finished = found["finished_at"]
    assert (finished is not None) == (found["status"] in {"delivered", "cancelled"})
    if finished:
        assert placed <= date.fromisoformat(finished) <= A_THURSDAY
    if found["status"] in {"shipped", "out_for_delivery", "delayed"}:
        assert found["carrier"] and found["tracking_code"]
        assert date.fromisoformat(found["expected_at"]) >= A_THURSDAY


@pytest.mark.parametrize("number", ["10377", "10492", "10534"])
def test_a_boletos_line_carries_its_amount_and_due_day_under_valid_check_digits(
    shop: httpx.Client, number: str
):
    found = order(shop, number)
    boleto = found["payment"]["boleto"]
    digits = boleto["line"].replace(".", "").replace(" ", "")
    assert len(digits) == 47
    first, second, third = digits[:10], digits[10:21], digits[21:32]
    general, factor, cents = digits[32], digits[33:37], digits[37:]
    assert luhn_holds(first) and luhn_holds(second) and luhn_holds(third)
    barcode = first[:4] + factor + cents + first[4:9] + second[:10] + third[:10]
    weights = [(place % 8) + 2 for place in range(len(barcode))]
    remainder = sum(int(d) * w for d, w in zip(reversed(barcode), weights, strict=True)) % 11
    assert int(general) == (11 - remainder if remainder > 1 else 1)
    assert ("venceu" in found["status_text"]) != (boleto["line"] in found["status_text"])
    assert int(cents) == round(found["total"] * 100)
    assert date(2025, 2, 22) + timedelta(days=int(factor) - 1000) == date.fromisoformat(boleto["due_at"])


def luhn_holds(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


def test_nothing_is_promised_or_delivered_on_a_sunday():
    for weekday in range(7):
        today = A_THURSDAY + timedelta(days=weekday)
        with running(today) as shop:
            for number in ("10432", "10433", "10501", "10455"):
                found = order(shop, number)
                for day in filter(None, (found["expected_at"], found["finished_at"])):
                    assert date.fromisoformat(day).weekday() != 6


def test_without_a_fixed_day_the_sample_counts_from_today():
    with running(today=None) as shop:
        placed = datetime.fromisoformat(order(shop, "10432")["placed_at"])
    assert timedelta(days=3) < datetime.now(placed.tzinfo) - placed < timedelta(days=7)


def test_an_order_that_does_not_exist_is_not_found(shop: httpx.Client):
    answer = shop.get("/orders/99999")
    assert (answer.status_code, answer.json()) == (404, {"error": "not_found"})
    assert shop.get("/").status_code == 404


@pytest.mark.parametrize(
    "number", ["", "abc", "12", "0123", "1234567890", "10432/x", "10432?x=1", "%31%30", "-1"]
)
def test_a_malformed_number_is_refused(shop: httpx.Client, number: str):
    answer = shop.get(f"/orders/{number}")
    assert (answer.status_code, answer.json()) == (422, {"error": "malformed_number"})


def test_with_a_token_set_only_its_bearer_sees_orders():
    with running(token="segredo-de-teste") as shop:
        assert shop.get("/health").status_code == 200
        for headers in ({}, {"Authorization": "Bearer outro"}, {"Authorization": "segredo-de-teste"}):
            answer = shop.get("/orders/10432", headers=headers)
            assert (answer.status_code, answer.json()) == (401, {"error": "unauthorized"})
        allowed = shop.get("/orders/10432", headers={"Authorization": "Bearer segredo-de-teste"})
        assert allowed.status_code == 200
