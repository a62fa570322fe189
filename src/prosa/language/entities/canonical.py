"""Kinds and values of entities as others name and write them, in the form that ours have."""

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation

from prosa.language.entities.contact import e164
from prosa.language.entities.orders import order_value
from prosa.language.entities.percentages import plain
from prosa.language.entities.reading import digits_of, fold
from prosa.language.understanding import EntityKind

_KINDS = {
    EntityKind.EMAIL: "e_mail mail email_address",
    EntityKind.PHONE: "phone_number telefone celular fone whatsapp tel",
    EntityKind.CEP: "zip zip_code postal_code codigo_postal",
    EntityKind.ORDER: "order_number order_id pedido numero_pedido numero_do_pedido order_code",
    EntityKind.MONEY: "dinheiro valor preco price amount amount_of_money currency monetary",
    EntityKind.DATE: "data dia datetime_date",
    EntityKind.TIME: "hora horario",
    EntityKind.PERCENTAGE: "percent porcentagem percentual",
    EntityKind.QUANTITY: "quantidade qtd number numero",
    EntityKind.URGENCY: "urgencia priority prioridade",
    EntityKind.PRODUCT: "produto product_name item",
}
_ALIASES = {alias: kind for kind, aliases in _KINDS.items() for alias in aliases.split()}
_LEVELS = {
    "low": "low baixa baixo none nenhuma",
    "medium": "medium media medio normal moderada",
    "high": "high alta alto",
    "urgent": "urgent urgente critica critical maxima immediate imediata",
}
_LEVEL_OF = {name: level for level, names in _LEVELS.items() for name in names.split()}
_BRAZILIAN_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_CLOCK = re.compile(r"T?(\d{1,2})[:h](\d{2})?(?::\d{2})?")


def canonical_kind(name: str) -> str:
    """Our name for a kind ("telefone" → "phone"); a kind we have no name for stays as it is."""
    plain_name = re.sub(r"[\s-]+", "_", fold(name.strip()))
    return str(_ALIASES.get(plain_name, plain_name))


def same_value(kind: str, expected: str, found: str) -> bool:
    """Whether two values of a kind mean the same, however they are written: "R$ 200" and "200.00"."""
    return canonical_value(kind, expected) == canonical_value(kind, found)


def canonical_value(kind: str, written: str) -> str:
    """The value as `Entity` has it, as far as the writing can be understood; else folded text."""
    written = written.strip()
    match kind:
        case EntityKind.CPF | EntityKind.CEP:
            return digits_of(written)
        case EntityKind.CNPJ:
            return re.sub(r"[^0-9A-Z]", "", written.upper())
        case EntityKind.ORDER:
            return order_value(written)
        case EntityKind.PHONE:
            return e164(written) or digits_of(written.removeprefix("+55"))
        case EntityKind.MONEY | EntityKind.PERCENTAGE | EntityKind.QUANTITY:
            return _number(written)
        case EntityKind.DATE:
            return _date(written)
        case EntityKind.TIME:
            return _time(written)
        case EntityKind.URGENCY:
            return _LEVEL_OF.get(fold(written), fold(written))
        case _:
            return " ".join(fold(written).split())


def _number(written: str) -> str:
    figures = re.sub(r"[^\d.,-]", "", written).rstrip(".,")
    figures = figures.replace(".", "").replace(",", ".") if "," in figures else figures
    try:
        return plain(Decimal(figures))
    except InvalidOperation:
        return fold(written)


def _date(written: str) -> str:
    if brazilian := _BRAZILIAN_DATE.fullmatch(written):
        day, month, year = brazilian.groups()
        written = f"{year}-{int(month):02d}-{int(day):02d}"
    try:
        return date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        return fold(written)


def _time(written: str) -> str:
    clock = _CLOCK.fullmatch(fold(written).upper().replace("H", "h"))
    if clock is None:
        return fold(written)
    try:
        return time(int(clock[1]), int(clock[2] or 0)).isoformat("minutes")
    except ValueError:
        return fold(written)
