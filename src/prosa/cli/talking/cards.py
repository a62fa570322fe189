"""Frames as cards and panels, for people at a terminal. Pure."""

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from rich.box import ROUNDED
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.style import Style
from rich.text import Text

from prosa.channels.web.protocol import AgentMessage, Connected, ResponseBody, ResponseFrame
from prosa.cli.talking.choices import choices_of
from prosa.cli.talking.line import ServerFrame
from prosa.cli.talking.plain import order_lines, plain, ticket_line
from prosa.cli.talking.words import AVAILABILITY, brl, harmless
from prosa.conversations.parts import ProductCard

CARD_WIDTH = 34
_STOCK_STYLE = {"in_stock": "green", "few": "yellow", "out_of_stock": "red", "preorder": "cyan"}


def shown(frame: ServerFrame, base: str, name: str) -> RenderableType | None:
    """What a person should see of this frame; None for nothing. `name` is the assistant's."""
    match frame:
        case ResponseFrame(response=body):
            return Group(_said(name, body.text, "cyan"), *body_cards(body, base))
        case AgentMessage():
            return _said(frame.agent_name or "Atendente", frame.text, "magenta")
        case _:
            words = plain(frame, base)
            return Text(words, style="yellow") if words is not None else None


def greeting(connected: Connected) -> RenderableType:
    """The first thing one sees."""
    assistant = connected.assistant
    title = Text(f"{harmless(assistant.name)} · {harmless(assistant.company)}", style="bold")
    return Panel(
        Group(Text(harmless(assistant.greeting)), *_buttons(assistant.starters)), title=title, box=ROUNDED
    )


def body_cards(body: ResponseBody, base: str) -> Iterator[RenderableType]:
    """The cards and buttons under an answer."""
    if body.products:
        yield Columns([_product(number, product) for number, product in enumerate(body.products, start=1)])
    if body.order is not None:
        yield _panel("\n".join(order_lines(body.order)), f"Pedido {body.order.number}")
    if body.ticket is not None:
        yield _panel(ticket_line(body.ticket), f"Ticket nº {body.ticket.number}")
    for source in body.sources:
        yield _link("Fonte", source.title, urljoin(base, source.link))
    yield from _buttons([choice.label for choice in choices_of(body)], shown_already=len(body.products))


def _said(name: str, text: str, style: str) -> Text:
    return Text.assemble((f"{harmless(name)} › ", f"bold {style}"), harmless(text))


def _product(number: int, product: ProductCard) -> Panel:
    price = Text.assemble((brl(product.price), "bold"))
    if product.old_price is not None:
        price.append(f"  {brl(product.old_price)}", style="dim strike")
    stock = Text(AVAILABILITY[product.availability], style=_STOCK_STYLE[product.availability])
    features = Text("\n".join(f"· {harmless(feature)}" for feature in product.features[:3]), style="dim")
    title = Text(f"[{number}] {harmless(product.name)}", style="bold")
    return Panel(Group(title, price, stock, features), width=CARD_WIDTH, box=ROUNDED)


def _panel(text: str, title: str) -> Panel:
    return Panel(Text(harmless(text)), title=harmless(title), title_align="left", box=ROUNDED, expand=False)


def _link(what: str, title: str, address: str) -> Text:
    return Text.assemble(
        (f"{what}: ", "dim"), (harmless(title), Style(underline=True, link=harmless(address)))
    )


def _buttons(labels: Sequence[str], shown_already: int = 0) -> Iterator[Text]:
    for number, label in list(enumerate(labels, start=1))[shown_already:]:
        yield Text.assemble((f"  [{number}] ", "bold blue"), harmless(label))
