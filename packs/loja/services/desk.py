"""What the shop's system does when it is asked to: each function one request, with its answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b
from http import HTTPStatus

from boleto import digitable_line
from pdf import page
from places import delivery, street
from shown import SUNDAY, WEEKDAYS, Order, shown

Answer = tuple[HTTPStatus, dict[str, object]]
Fields = Mapping[str, object]

SATURDAY = 5
SHIPPED = {
    "shipped": "já saiu para entrega",
    "out_for_delivery": "está com o entregador",
    "delayed": "já saiu",
}
BEFORE_SHIPPING = ("placed", "paid", "picking")
PERIODS = {"manhã": "das 9h às 12h", "tarde": "das 13h às 18h"}
COUPONS = {
    "BEMVINDO10": ("10% de desconto, até R$ 80", "na primeira compra, a partir de R$ 150"),
    "CASANOVA": ("R$ 50 de desconto", "em móveis e utilidades da casa, a partir de R$ 600"),
    "BUSCONALOJA": ("R$ 15 de desconto", "retirando na loja, a partir de R$ 120"),
}
EXPIRED_COUPONS = frozenset({"QUERO30", "VERAO20"})
REFUNDS = {
    "pix": "por Pix, em até 1 dia útil",
    "credit_card": "no cartão, em até 2 faturas",
    "boleto": "por Pix ou na sua conta, em até 5 dias úteis",
}


def wrong(message: str) -> Answer:
    """A value of the request is at fault; another one may do."""
    return HTTPStatus.UNPROCESSABLE_ENTITY, {"error": "wrong_value", "message": message}


def impossible(message: str) -> Answer:
    """It cannot be done."""
    return HTTPStatus.CONFLICT, {"error": "impossible", "message": message}


MISSING: Answer = (HTTPStatus.NOT_FOUND, {"error": "not_found"})


@dataclass(slots=True)
class Desk:
    """The shop's orders and what has been asked for since it was started. Nothing outlives the process."""

    orders: dict[str, Order]
    secret: str
    """Makes the links to PDFs hard to guess."""
    filed: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    """Exchanges and call-backs, in order."""

    def of_order(self, what: str, number: str, fields: Fields, today: date, here: str) -> Answer:
        """A request about an order. `here` is the address of this service."""
        order = self.orders.get(number)
        if order is None:
            return MISSING
        do: dict[str, Callable[[], Answer]] = {
            "status": lambda: self._status(number, order, today),
            "details": lambda: self._private(order, fields) or self._details(number, order, today),
            "cpf": lambda: self._private(order, fields) or (HTTPStatus.OK, {}),
            "boleto": lambda: self._private(order, fields) or self._boleto(number, order, today, here),
            "cancellation-terms": lambda: self._terms(number, order, today),
            "cancellation": lambda: (
                self._private(order, fields) or self._cancel(number, order, fields, today)
            ),
            "address-terms": lambda: self._address_terms(order),
            "address": lambda: self._private(order, fields) or self._move(order, fields),
        }
        return do[what]() if what in do else MISSING

    def elsewhere(self, what: str, value: str, fields: Fields, today: date) -> Answer:
        """A request about something else than an order."""
        match what:
            case "ceps":
                found = street(value)
            case "delivery":
                found = delivery(value)
            case "coupons":
                return self._coupon(value)
            case "callback-days":
                return self._day(value)
            case "exchanges":
                return self._exchange(fields, today)
            case "callbacks":
                return self._call_back(fields, today)
            case _:
                found = None
        return MISSING if found is None else (HTTPStatus.OK, found)

    def document(self, name: str, today: date) -> bytes | None:
        """The PDF of a boleto, by the name in its link; None when there is none."""
        number, _, mark = name.removesuffix(".pdf").partition("-")
        order = self.orders.get(number)
        if order is None or mark != self._mark(number):
            return None
        due, line, amount = self._bill(number, order, today)
        return page(
            [
                (20, "Casa Jabuti: segunda via do boleto"),
                (12, f"Pedido {number}"),
                (12, f"Vencimento: {due:%d/%m/%Y}    Valor: R$ {amount:.2f}".replace(".", ",")),
                (12, "Linha digitável:"),
                (13, line),
                (9, "Documento de exemplo: o banco 000 não existe, e ninguém consegue pagar este boleto."),
            ]
        )

    @staticmethod
    def _private(order: Order, fields: Fields) -> Answer | None:
        """A no, unless the request shows that it comes from who bought: the CPF, or its last three digits."""
        digits = re.sub(r"\D", "", str(fields.get("cpf", "")))
        if len(digits) in (3, 11) and digits.endswith(order["customer"]["cpf_last3"]):
            return None
        return wrong("Esse CPF não é o da compra.")

    @staticmethod
    def _status(number: str, order: Order, today: date) -> Answer:
        """What anybody with the number may know: no name, no goods, no amount."""
        whole = shown(number, order, today)
        status_text = whole["status_text"]
        if "due" in order["payment"]:
            overdue = order["payment"]["due"] < 0
            status_text = (
                "O boleto venceu e ainda não foi pago. Quer a segunda via? É só pedir."
                if overdue
                else "Esperando o pagamento do boleto. Quer a segunda via? É só pedir."
            )
        kept = {name: whole[name] for name in ("number", "status", "expected_at", "carrier")}
        return HTTPStatus.OK, {**kept, "status_text": status_text}

    @staticmethod
    def _details(number: str, order: Order, today: date) -> Answer:
        return HTTPStatus.OK, shown(number, order, today)

    def _boleto(self, number: str, order: Order, today: date, here: str) -> Answer:
        if "due" not in order["payment"]:
            how = {"pix": "por Pix", "credit_card": "no cartão", "boleto": "por boleto"}[
                order["payment"]["method"]
            ]
            return impossible(f"Esse pedido não tem boleto em aberto: o pagamento foi feito {how}.")
        if order["status"] == "cancelled":
            return impossible("Esse pedido foi cancelado, e o boleto dele não vale mais.")
        due, line, amount = self._bill(number, order, today)
        return HTTPStatus.OK, {
            "line": line,
            "due_at": due.isoformat(),
            "amount": amount,
            "link": f"{here}/boletos/{number}-{self._mark(number)}.pdf",
        }

    @staticmethod
    def _bill(number: str, order: Order, today: date) -> tuple[date, str, float]:
        """Due date, line and amount. One that is overdue gets three more days."""
        days = order["payment"].get("due", 0)
        due = today + timedelta(days=days if days >= 0 else 3)
        amount = _total(order)
        return due, digitable_line(int(number), round(amount * 100), due), amount

    def _mark(self, number: str) -> str:
        return blake2b(number.encode(), key=self.secret.encode()[:64], digest_size=10).hexdigest()

    @staticmethod
    def _terms(number: str, order: Order, today: date) -> Answer:
        """What cancelling would mean, or why it cannot be done and what can."""
        if order["status"] == "cancelled":
            return impossible("Ele já está cancelado.")
        if order["status"] == "delivered":
            return impossible(
                "Ele já foi entregue. Em até 7 dias do recebimento você pode devolver sem custo: é só me "
                "pedir a devolução."
            )
        if order["status"] in SHIPPED:
            return impossible(
                f"O pacote {SHIPPED[order['status']]}. Você pode recusar a entrega, e o valor volta "
                "inteiro, ou devolver em até 7 dias depois de receber, sem custo."
            )
        unpaid = order["status"] == "placed"
        refund = (
            "nada foi cobrado ainda" if unpaid else f"o valor volta {REFUNDS[order['payment']['method']]}"
        )
        items = [item["name"] for item in order["items"]]
        return HTTPStatus.OK, {"refund": refund, "items": items, "total": _total(order)}

    def _cancel(self, number: str, order: Order, fields: Fields, today: date) -> Answer:
        status, terms = self._terms(number, order, today)
        if status is HTTPStatus.OK:
            order["status"], order["finished"] = "cancelled", 0
            order["payment"].pop("due", None)
        return status, terms

    @staticmethod
    def _address_terms(order: Order) -> Answer:
        if order["status"] in BEFORE_SHIPPING:
            return HTTPStatus.OK, {"city": order["address"]["city"]}
        if order["status"] in SHIPPED:
            return impossible(
                "O pacote já saiu, e o endereço não muda mais. Se não houver ninguém para receber, a "
                "transportadora tenta até 3 vezes, ou você pode retirar na agência mais próxima."
            )
        return impossible(
            "Ele já foi entregue." if order["status"] == "delivered" else "Esse pedido foi cancelado."
        )

    def _move(self, order: Order, fields: Fields) -> Answer:
        status, terms = self._address_terms(order)
        where = street(re.sub(r"\D", "", str(fields.get("cep", ""))))
        if status is not HTTPStatus.OK:
            return status, terms
        if where is None:
            return wrong("Não encontrei esse CEP.")
        order["address"] = {"city": str(where["city"]), "state": str(where["state"])}
        way = where["street"] or fields.get("street", "")
        more = f", {fields['complement']}" if fields.get("complement") else ""
        return HTTPStatus.OK, {
            "address": f"{way}, {fields.get('number', 's/n')}{more}, {where['city']}/{where['state']}"
        }

    @staticmethod
    def _coupon(code: str) -> Answer:
        code = code.upper()
        if code in EXPIRED_COUPONS:
            return impossible(f"O cupom {code} já venceu.")
        if code not in COUPONS:
            return MISSING
        discount, rule = COUPONS[code]
        return HTTPStatus.OK, {"code": code, "discount": discount, "rule": rule}

    @staticmethod
    def _day(day: str) -> Answer:
        try:
            weekday = date.fromisoformat(day).weekday()
        except ValueError:
            return wrong("Não entendi o dia.")
        if weekday == SUNDAY:
            return wrong("Aos domingos não ligamos.")
        return HTTPStatus.OK, {"weekday": WEEKDAYS[weekday], "saturday": weekday == SATURDAY}

    def _exchange(self, fields: Fields, today: date) -> Answer:
        number = str(fields.get("order", ""))
        order = self.orders.get(number)
        if number.isdecimal() and order is None:
            return impossible(
                f"Não encontrei o pedido {number}. A equipe confere o número com você no chamado."
            )
        if order is not None and order["status"] != "delivered":
            return impossible(
                "Esse pedido ainda não consta como entregue. A equipe confere isso com você no chamado."
            )
        protocol = self._file("TR", fields)
        return HTTPStatus.CREATED, {
            "protocol": protocol,
            "label": f"ETQ{protocol[2:]}",
            "post_until": (today + timedelta(days=10)).isoformat(),
        }

    def _call_back(self, fields: Fields, today: date) -> Answer:
        day, period = str(fields.get("day", "")), str(fields.get("period", "")).lower()
        status, known = self._day(day)
        if status is not HTTPStatus.OK:
            return status, known
        if known["saturday"]:
            period = "manhã"
        if period not in PERIODS:
            return wrong("Ligamos de manhã ou à tarde.")
        return HTTPStatus.CREATED, {"protocol": self._file("LG", fields), "hours": PERIODS[period]}

    def _file(self, kind: str, fields: Fields) -> str:
        self.filed.append(dict(fields))
        return f"{kind}{4200 + len(self.filed)}"


def _total(order: Order) -> float:
    goods = sum(item["price"] * item["quantity"] for item in order["items"])
    return round(goods + order["freight"] - order["discount"], 2)
