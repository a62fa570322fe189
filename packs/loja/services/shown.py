"""What the shop shows of an order on a given day: the sample data never ages."""

from datetime import date, datetime, time, timedelta
from typing import Literal, NotRequired, TypedDict
from zoneinfo import ZoneInfo

from boleto import digitable_line

ZONE = ZoneInfo("America/Sao_Paulo")
SUNDAY = 6
WEEKDAYS = (
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
    "domingo",
)
SENTENCES = {
    "overdue": "O boleto venceu em {due} e ainda não foi pago.",
    "unpaid": "Esperando o pagamento do boleto de {total}, que vence em {due}. Código para copiar: {line}",
    "placed": "Recebemos o pedido e esperamos a confirmação do pagamento.",
    "paid": "Pagamento aprovado. A separação começa em até 1 dia útil e a entrega é até {expected}.",
    "picking": "Estamos separando e embalando o pedido. A entrega é até {expected}.",
    "shipped": "O pedido está a caminho com a transportadora {carrier} e chega até {expected}.",
    "out_for_delivery": "O pedido saiu para entrega com a transportadora {carrier} e chega hoje, até as 20h.",
    "delayed": "A entrega atrasou, e pedimos desculpa. A transportadora {carrier} prevê até {expected}.",
    "delivered": "O pedido foi entregue em {finished}.",
    "cancelled": "O pedido foi cancelado em {finished}.",
}


class Item(TypedDict):
    """A line of an order; the price is that of one, in reais, on the day it was bought."""

    product_id: str
    name: str
    quantity: int
    price: float


class Payment(TypedDict):
    """How it is paid."""

    method: Literal["pix", "credit_card", "boleto"]
    installments: int
    due: NotRequired[int]
    """Day the boleto is due; only while it waits to be paid."""


class Boleto(TypedDict):
    """What a customer needs to pay by boleto."""

    due_at: date
    line: str
    link: str


class Order(TypedDict):
    """An order as orders.json keeps it: every day is a number of days from today."""

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


def shown(number: str, order: Order, today: date) -> dict[str, object]:
    """The order as the service answers it on this day, dates in full."""
    goods = sum(item["price"] * item["quantity"] for item in order["items"])
    total = round(goods + order["freight"] - order["discount"], 2)
    placed_at = datetime.combine(_day(today, order["placed"]), time.fromisoformat(order["placed_time"]), ZONE)
    expected = _working_day(today, order["expected"])
    finished = _working_day(today, order["finished"]) if "finished" in order else None
    boleto = _boleto(number, order["payment"], total, today)
    return {
        "number": number,
        "status": order["status"],
        "status_text": _sentence(order, today, expected, finished, boleto, total),
        "placed_at": placed_at.isoformat(),
        "expected_at": expected.isoformat(),
        "finished_at": finished.isoformat() if finished else None,
        "carrier": order.get("carrier"),
        "tracking_code": order.get("tracking_code"),
        "items": order["items"],
        "freight": order["freight"],
        "discount": order["discount"],
        "total": total,
        "payment": {
            "method": order["payment"]["method"],
            "installments": order["payment"]["installments"],
            **({"boleto": {**boleto, "due_at": boleto["due_at"].isoformat()}} if boleto else {}),
        },
        "customer": order["customer"],
        "address": order["address"],
    }


def _boleto(number: str, payment: Payment, total: float, today: date) -> Boleto | None:
    if "due" not in payment:
        return None
    due = _day(today, payment["due"])
    line = digitable_line(int(number), round(total * 100), due)
    return {"due_at": due, "line": line, "link": f"https://casajabuti.example/boletos/{number}"}


def _sentence(
    order: Order, today: date, expected: date, finished: date | None, boleto: Boleto | None, total: float
) -> str:
    kind = order["status"] if boleto is None else "overdue" if boleto["due_at"] < today else "unpaid"
    text = SENTENCES[kind].format(
        expected=_spoken(expected),
        finished=_spoken(finished) if finished else "",
        due=_spoken(boleto["due_at"]) if boleto else "",
        line=boleto["line"] if boleto else "",
        total=_reais(total),
        carrier=order.get("carrier", ""),
    )
    return f"{text} {order['note']}" if "note" in order else text


def _day(today: date, offset: int) -> date:
    return today + timedelta(days=offset)


def _working_day(today: date, offset: int) -> date:
    """Nobody delivers on Sundays: a promise moves to Monday, a past delivery to Saturday. Today stays."""
    day = _day(today, offset)
    if day.weekday() == SUNDAY and offset:
        return day + timedelta(days=1 if offset > 0 else -1)
    return day


def _spoken(day: date) -> str:
    return f"{day:%d/%m} ({WEEKDAYS[day.weekday()]})"


def _reais(amount: float) -> str:
    return "R$ " + f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
