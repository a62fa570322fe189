"""Frames as plain text, for pipes and programs. Pure."""

from collections.abc import Iterator
from urllib.parse import urljoin

from prosa.channels.web.protocol import (
    AgentMessage,
    ErrorFrame,
    Escalated,
    QueueFrame,
    ResponseBody,
    ResponseFrame,
)
from prosa.cli.talking.choices import choices_of
from prosa.cli.talking.line import ServerFrame
from prosa.cli.talking.words import AVAILABILITY, URGENCY, brl, change, harmless, place, when
from prosa.conversations.parts import OrderCard, ProductCard, TicketCard


def plain(frame: ServerFrame, base: str) -> str | None:
    """What a reader should see of this frame; None for nothing. `base` completes links."""
    match frame:
        case ResponseFrame(response=body):
            return "\n".join(map(harmless, body_lines(body, base)))
        case AgentMessage():
            return f"{harmless(frame.agent_name or 'Atendente')}: {harmless(frame.text)}"
        case Escalated():
            return place(frame.queue)
        case QueueFrame():
            return change(frame)
        case ErrorFrame():
            return f"✗ {harmless(frame.message)}"
        case _:
            return None


def body_lines(body: ResponseBody, base: str) -> Iterator[str]:
    """An answer, line by line: its text, its cards, where it comes from, its buttons."""
    yield body.text
    for number, product in enumerate(body.products, start=1):
        yield f"[{number}] {product_line(product)}"
    if body.order is not None:
        yield f"Pedido {body.order.number}"
        yield from order_lines(body.order)
    if body.ticket is not None:
        yield ticket_line(body.ticket)
    for source in body.sources:
        yield f"Fonte: {source.title} ({urljoin(base, source.link)})"
    for number, choice in list(enumerate(choices_of(body), start=1))[len(body.products) :]:
        yield f"[{number}] {choice.label}"


def product_line(product: ProductCard) -> str:
    """Name, price, availability."""
    before = f" (antes {brl(product.old_price)})" if product.old_price is not None else ""
    return f"{product.name}: {brl(product.price)}{before}, {AVAILABILITY[product.availability]}"


def order_lines(order: OrderCard) -> Iterator[str]:
    """An order as the shop tells it. Its state is what the answer's text says already."""
    if order.expected_at is not None:
        yield f"Previsão: {when(order.expected_at)}"
    if order.carrier is not None or order.tracking_code is not None:
        yield f"Transporte: {' '.join(filter(None, (order.carrier, order.tracking_code)))}"
    for item in order.items:
        yield f"- {item}"
    if order.total is not None:
        yield f"Total: {brl(order.total)}"


def ticket_line(ticket: TicketCard) -> str:
    """A ticket's number, urgency, and promise."""
    return (
        f"Ticket nº {ticket.number}, urgência {URGENCY[ticket.urgency]}, "
        f"resposta até {when(ticket.expected_at)}"
    )
