"""What the sample shop's order system does when it is asked to: signed, once, and only for who bought."""

import io
import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from prosa.conversations import slots
from prosa.packs.forms import Slot
from prosa.security.signing import HEADER, sign
from tests.packs.test_order_service import running

BOLETO = Slot(name="line", ask="ask", text=True, check="boleto")


@pytest.fixture
def shop() -> Iterator[httpx.Client]:
    with running() as client:
        yield client


def ask(shop: httpx.Client, path: str, key: str = "", **fields: Any) -> httpx.Response:
    return shop.post(path, json=fields, headers={"Idempotency-Key": key} if key else {})


def test_anybody_may_know_where_an_order_is_and_nothing_personal(shop: httpx.Client):
    told = shop.get("/orders/10377/status").json()
    assert set(told) == {"number", "status", "status_text", "expected_at", "carrier"}
    assert "R$" not in told["status_text"] and not any(each.isdecimal() for each in told["status_text"])


@pytest.mark.parametrize(
    "cpf, status", [("321", 200), ("529.982.243-21", 200), ("322", 422), ("1", 422), ("", 422)]
)
def test_details_are_for_who_bought(shop: httpx.Client, cpf: str, status: int):
    assert ask(shop, "/orders/10432/details", cpf=cpf).status_code == status


@pytest.mark.parametrize("number, cpf", [("10377", "417"), ("10492", "729")])
def test_a_boleto_can_be_paid_by_its_line_and_read_as_a_pdf(shop: httpx.Client, number: str, cpf: str):
    told = ask(shop, f"/orders/{number}/boleto", cpf=cpf).json()
    assert slots.fits(BOLETO, told["line"], {})
    assert date.fromisoformat(told["due_at"]) >= date(2026, 3, 12)
    document = httpx.get(told["link"], trust_env=False)
    assert document.headers["content-type"] == "application/pdf"
    assert told["line"] in PdfReader(io.BytesIO(document.content)).pages[0].extract_text()
    assert shop.get(f"/boletos/{number}-0000.pdf").status_code == 404


def test_the_same_wish_is_done_once(shop: httpx.Client):
    fields = {"day": "2026-03-16", "period": "Tarde", "phone": "+5581998765432"}
    first, again = (ask(shop, "/callbacks", "k1", **fields).json() for _ in range(2))
    other = ask(shop, "/callbacks", "k2", **fields).json()
    assert first == again and other["protocol"] != first["protocol"]


def test_a_cancelled_order_is_cancelled(shop: httpx.Client):
    assert "valor volta" in shop.get("/orders/10488/cancellation-terms").json()["refund"]
    assert ask(shop, "/orders/10488/cancellation", "k", cpf="108", reason="engano").status_code == 200
    assert shop.get("/orders/10488/status").json()["status"] == "cancelled"
    assert ask(shop, "/orders/10488/cancellation", "other", cpf="108").status_code == 409
    assert ask(shop, "/orders/10488/cancellation", "k", cpf="108").status_code == 200, "the same wish again"


def test_what_was_sent_is_not_cancelled_and_not_moved(shop: httpx.Client):
    for terms in ("cancellation-terms", "address-terms"):
        refused = shop.get(f"/orders/10432/{terms}")
        assert refused.status_code == 409 and "já sa" in refused.json()["message"]


def test_only_who_knows_the_secret_may_ask_for_anything(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ORDERS_SECRET", "s")
    body, path = json.dumps({"cpf": "321"}).encode(), "/orders/10432/details"
    with running() as shop:

        def status(**changed: Any) -> int:
            made: dict[str, Any] = {
                "secret": "s",
                "target": path,
                "body": body,
                "at": int(time.time()),
                **changed,
            }
            at = datetime.fromtimestamp(made["at"], UTC)
            signature = sign(made["secret"].encode(), made["body"], at, f"POST {made['target']}")
            headers = {HEADER: signature}
            return shop.post(path, content=body, headers=headers).status_code

        assert status() == 200
        assert status(secret="other") == status(target="/orders/10433/details") == 401
        assert status(body=b"{}") == status(at=int(time.time()) - 4000) == 401
        assert shop.post(path, content=body).status_code == 401


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'"x"', b"null"])
def test_any_body_is_answered(shop: httpx.Client, body: bytes):
    assert shop.post("/exchanges", content=body).status_code in (201, 400)
    assert shop.get("/health").status_code == 200
