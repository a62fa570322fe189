"""The shop's own order system: a small HTTP service that Prosa asks, as it would ask any company's.

    python orders.py [--port N] [--exit-with-parent] [--today YYYY-MM-DD]

Port 0 (the default) takes a free one. When ready it prints one line: {"port": N}. With ORDERS_TOKEN set,
/orders wants it as a bearer token. The sample orders keep their dates as days from today, so they never age.
"""

import argparse
import contextlib
import hmac
import json
import os
import re
import sys
import threading
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal, NotRequired, TypedDict
from zoneinfo import ZoneInfo

from boleto import digitable_line

ZONE = ZoneInfo("America/Sao_Paulo")
NUMBER = re.compile(r"[1-9][0-9]{3,8}")
WEEKDAYS = (
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
    "domingo",
)


class Item(TypedDict):
    product_id: str
    name: str
    quantity: int
    price: float


class Payment(TypedDict):
    method: Literal["pix", "credit_card", "boleto"]
    installments: int
    due: NotRequired[int]
    """Days from today until the boleto is due; only while it waits to be paid."""


class Order(TypedDict):
    """An order as orders.json keeps it: every day counts from today."""

    status: Literal[
        "placed", "paid", "picking", "shipped", "out_for_delivery", "delivered", "delayed", "cancelled"
    ]
    placed: int
    placed_time: str
    expected: int
    finished: NotRequired[int]
    """Day it was delivered or cancelled."""
    note: NotRequired[str]
    carrier: NotRequired[str]
    tracking_code: NotRequired[str]
    items: list[Item]
    freight: float
    discount: float
    payment: Payment
    customer: dict[str, str]
    address: dict[str, str]


def view(number: str, order: Order, today: date) -> dict[str, object]:
    """The order as the service shows it on this day."""
    goods = sum(item["price"] * item["quantity"] for item in order["items"])
    total = round(goods + order["freight"] - order["discount"], 2)
    placed = datetime.combine(_day(today, order["placed"]), time.fromisoformat(order["placed_time"]), ZONE)
    expected = _working_day(today, order["expected"])
    finished = _working_day(today, order["finished"]) if "finished" in order else None
    payment: dict[str, object] = {
        "method": order["payment"]["method"],
        "installments": order["payment"]["installments"],
    }
    due = _day(today, order["payment"]["due"]) if "due" in order["payment"] else None
    if due:
        payment["boleto"] = {
            "due_at": due.isoformat(),
            "line": digitable_line(int(number), round(total * 100), due),
            "link": f"https://casajabuti.example/boletos/{number}",
        }
    return {
        "number": number,
        "status": order["status"],
        "status_text": _sentence(order, today, expected, finished, due),
        "placed_at": placed.isoformat(),
        "expected_at": expected.isoformat(),
        "finished_at": finished.isoformat() if finished else None,
        "carrier": order.get("carrier"),
        "tracking_code": order.get("tracking_code"),
        "items": order["items"],
        "freight": order["freight"],
        "discount": order["discount"],
        "total": total,
        "payment": payment,
        "customer": order["customer"],
        "address": order["address"],
    }


def _sentence(order: Order, today: date, expected: date, finished: date | None, due: date | None) -> str:
    carrier = order.get("carrier", "transportadora")
    by = _spoken(expected)
    on = _spoken(finished) if finished else ""
    match order["status"]:
        case "placed" if due and due < today:
            text = f"O boleto venceu em {_spoken(due)} e ainda não foi pago."
        case "placed" if due:
            text = f"Esperando o pagamento do boleto, que vence em {_spoken(due)}."
        case "placed":
            text = "Recebemos o pedido e esperamos a confirmação do pagamento."
        case "paid":
            text = f"Pagamento aprovado. A separação começa em até 1 dia útil e a entrega é até {by}."
        case "picking":
            text = f"Estamos separando e embalando o pedido. A entrega é até {by}."
        case "shipped":
            text = f"O pedido está a caminho com a {carrier} e chega até {by}."
        case "out_for_delivery":
            text = f"O pedido saiu para entrega com a {carrier} e chega hoje, até as 20h."
        case "delayed":
            text = f"A entrega atrasou, e pedimos desculpa. A nova previsão da {carrier} é até {by}."
        case "delivered":
            text = f"O pedido foi entregue em {on}."
        case "cancelled":
            text = f"O pedido foi cancelado em {on}."
    return f"{text} {order['note']}" if "note" in order else text


def _day(today: date, offset: int) -> date:
    return today + timedelta(days=offset)


def _working_day(today: date, offset: int) -> date:
    """Nobody delivers on Sundays: a promise moves to Monday, a past delivery to Saturday. Today stays."""
    day = _day(today, offset)
    if day.weekday() == 6 and offset:
        return day + timedelta(days=1 if offset > 0 else -1)
    return day


def _spoken(day: date) -> str:
    return f"{day:%d/%m} ({WEEKDAYS[day.weekday()]})"


class BackOffice(ThreadingHTTPServer):
    """Answers on this machine only."""

    request_queue_size = 128


def answering(orders: dict[str, Order], token: str, fixed_today: date | None) -> type[BaseHTTPRequestHandler]:
    """The request handler for these orders; without a token everyone may ask."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version, sys_version = "CasaJabuti", ""
        timeout = 30
        wbufsize = -1  # headers and body in one packet

        def do_GET(self) -> None:
            resource, _, number = self.path.removeprefix("/").partition("/")
            if (resource, number) == ("health", ""):
                self._send(HTTPStatus.OK, {"status": "ok"})
            elif resource != "orders":
                self._send(HTTPStatus.NOT_FOUND, {"error": "not_found"})
            elif not self._allowed():
                self._send(HTTPStatus.UNAUTHORIZED, {"error": "unauthorized"})
            elif not NUMBER.fullmatch(number):
                self._send(HTTPStatus.UNPROCESSABLE_ENTITY, {"error": "malformed_number"})
            elif order := orders.get(number):
                today = fixed_today or datetime.now(ZONE).date()
                self._send(HTTPStatus.OK, view(number, order, today))
            else:
                self._send(HTTPStatus.NOT_FOUND, {"error": "not_found"})

        def _allowed(self) -> bool:
            given = self.headers.get("Authorization", "")
            return not token or hmac.compare_digest(given.encode(), f"Bearer {token}".encode())

        def _send(self, status: HTTPStatus, body: dict[str, object]) -> None:
            content = json.dumps(body, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            if status is HTTPStatus.UNAUTHORIZED:
                self.send_header("WWW-Authenticate", "Bearer")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Order numbers are personal data: nothing is logged."""

    return Handler


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="Order system of the sample shop")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--exit-with-parent", action="store_true", help="stop when standard input ends")
    parser.add_argument("--today", type=date.fromisoformat, help="the day the sample data counts from")
    options = parser.parse_args()
    orders: dict[str, Order] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    handler = answering(orders, os.environ.get("ORDERS_TOKEN", ""), options.today)
    with BackOffice(("127.0.0.1", options.port), handler) as server, contextlib.suppress(KeyboardInterrupt):
        if options.exit_with_parent:
            threading.Thread(target=_stop_at_end_of_input, args=(server,), daemon=True).start()
        print(json.dumps({"port": server.server_port}), flush=True)
        server.serve_forever()


def _stop_at_end_of_input(server: BackOffice) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    server.shutdown()


if __name__ == "__main__":
    main()
