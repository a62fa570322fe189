"""Checks that every reply can be said: it compiles, reads only what there is, and renders."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from prosa.packs.problems import Problems, did_you_mean
from prosa.packs.required import REPLY_VALUES
from prosa.packs.schema import Reply
from prosa.packs.templates import NOT_TEMPLATES, TemplateProblem, compile_template, names_read, render
from prosa.packs.yaml_lines import Document

_MOMENT = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
_NOW = _MOMENT.astimezone(ZoneInfo("America/Sao_Paulo"))
_PRODUCT = {"name": "Fone", "brand": "Marca", "price": Decimal("99.90"), "availability": "in_stock"}
_TICKET = {"number": 1001, "type": "troca", "urgency": "high", "status": "open", "expected_at": _MOMENT}
SAMPLE: dict[str, Any] = {
    "name": "Ana",
    "company": "Loja",
    "assistant": "Assistente",
    "good_day": "Bom dia",
    "values": {"order": "10432"},
    "entities": {"order": "10432"},
    "found": {"street": "Rua da Guia", "amount": "99.90", "due": _MOMENT.date()},
    "reason": "O pacote já saiu.",
    "proposed": "10432",
    "order": {
        "number": "10432",
        "status": "shipped",
        "status_text": "O pedido está a caminho.",
        "expected_at": _MOMENT,
        "carrier": "Transportadora",
        "tracking_code": "BR1",
        "items": ["1× Fone"],
        "total": Decimal("99.90"),
    },
    "ticket": _TICKET,
    "tickets": [_TICKET, _TICKET],
    "continues": 1000,
    "known": [{"label": "Nome", "value": "Ana"}, {"label": "CEP", "value": "50010000"}],
    "preferences": {"voltage": "220v", "category": "fones"},
    "receipt": "LGPD-0000-0000-0000",
    "event": {"order": "10432", "amount": "199,90", "carrier": "Correios", "days": "2"},
    "article": {"title": "Trocas", "summary": "Em até 7 dias.", "link": "/artigos/trocas"},
    "products": [_PRODUCT, _PRODUCT],
    "queue": {"position": 2, "wait_seconds": 480, "open": True, "reopens_at": _MOMENT},
    "reopens": _MOMENT,
    "options": ["Trocar", "Cancelar"],
    "wait_seconds": 40,
}
"""A value for each name of `REPLY_VALUES`, of the kind that Prosa gives."""


def check_wording(replies: Mapping[str, Reply], file: Document, problems: Problems) -> None:
    """Notes every text that would fail, or come out empty, once a customer is there to read it."""
    for key, reply in replies.items():
        for place, text in _texts(reply):
            line = file.line((key, *place))
            try:
                _check_text(text, line, file.file, problems)
            except TemplateProblem as problem:
                problems.error(file.file, line + problem.line - 1, f'in the reply "{key}": {problem.message}')
            except (TypeError, ValueError, ArithmeticError) as error:
                problems.error(file.file, line, f'the reply "{key}" cannot be filled in: {error}')


def _texts(reply: Reply) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every template of a reply, with its place."""
    for number, text in enumerate(reply.text):
        yield ("text", number), text
    for number, other in enumerate(reply.otherwise):
        for variant, text in enumerate(other.text):
            yield ("otherwise", number, "text", variant), text
    for field in ("buttons", "parts"):
        for number, part in enumerate(getattr(reply, field)):
            yield from (((field, number), text) for text in _within(part))


def _within(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, BaseModel):
        for field in value.__class__.model_fields:
            yield from _within(getattr(value, field), field)
    elif isinstance(value, tuple):
        for each in cast(tuple[object, ...], value):
            yield from _within(each, name)
    elif isinstance(value, str) and name not in NOT_TEMPLATES:
        yield value


def _check_text(text: str, line: int, file: str, problems: Problems) -> None:
    template = compile_template(text)
    for name, place in names_read(text):
        if name not in REPLY_VALUES:
            hint = did_you_mean(name, REPLY_VALUES) or f"; there are {', '.join(REPLY_VALUES)}"
            problems.error(file, line + place - 1, f'replies do not know "{name}"{hint}')
    if not render(template, SAMPLE, _NOW):
        problems.error(file, line, "this text comes out empty")
    render(template, {}, _NOW)
