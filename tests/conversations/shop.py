"""A small pack made in Python: one intent of each kind, and replies that say their own names."""

from datetime import time
from decimal import Decimal
from pathlib import Path

from prosa.language.training import TrainingData
from prosa.packs.content import Product
from prosa.packs.forms import Form, Slot
from prosa.packs.required import REQUIRED_REPLIES
from prosa.packs.rules import Rule
from prosa.packs.schema import Bot, Company, Hours, Opening, Pack, Reply, Service, TicketRules, Weekday

WEEK: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
ALWAYS = Hours(holidays="none")
NEVER = Hours(days={day: Opening(opens=time(3), closes=time(3, 1)) for day in WEEK[:1]}, holidays="none")
"""Open for a minute a week, at night."""

FORMS = {
    "order_status": Form(
        slots=(Slot(name="order", entity="order", ask="order.ask", again="order.again"),),
        lookup="orders",
        done="order.found",
        not_found="order.not_found",
        unavailable="order.unavailable",
        tries=2,
    ),
    "exchange": Form(
        slots=(
            Slot(name="order", entity="order", options=("Não sei",), ask="exchange.order"),
            Slot(name="wants", options=("Trocar", "Devolver"), ask="exchange.wants"),
        ),
        ticket="troca",
        opens="first",
        done="exchange.opened",
        added="exchange.added",
    ),
    "cancel": Form(
        slots=(
            Slot(name="order", entity="order", ask="cancel.order"),
            Slot(name="reason", text=True, ask="cancel.reason"),
            Slot(name="email", entity="email", required=False, ask="cancel.email"),
        ),
        ticket="cancelamento",
        done="cancel.done",
    ),
}
INTENTS = {
    "greeting": Rule(reply="greeting"),
    "affirm": Rule(reply="affirm"),
    "deny": Rule(reply="deny"),
    "thanks": Rule(reply="thanks", label="Agradecer"),
    "speak_to_human": Rule(handoff="now", label="Falar com uma pessoa"),
    "speak_to_sales": Rule(handoff="now", skill="sales"),
    "order_status": Rule(form="order_status", label="Acompanhar pedido", say="cadê meu pedido"),
    "exchange_return": Rule(form="exchange", label="Trocar", skill="exchanges"),
    "cancel_order": Rule(form="cancel", label="Cancelar"),
    "delivery_time": Rule(articles=True, label="Prazo", suggestions=("Quanto custa o frete?",)),
    "support_request": Rule(articles=True, fallback="support.none", label="Ajuda", skill="technical"),
    "warranty": Rule(article="garantia"),
    "product_inquiry": Rule(products=True, label="Produtos", skill="sales"),
    "faq": Rule(reply="faq"),
}
_OWN = (
    *("greeting", "affirm", "deny", "thanks", "faq", "support.none"),
    *("order.ask", "order.again", "order.found", "order.not_found", "order.unavailable"),
    *("exchange.order", "exchange.wants", "exchange.opened", "exchange.added"),
    *("cancel.order", "cancel.reason", "cancel.email", "cancel.done"),
)


def pack(hours: Hours = ALWAYS, **changes: object) -> Pack:
    """The pack; `changes` are fields of its bot."""
    bot = Bot(
        company=Company(name="Loja", article_link="/artigos/{id}"),
        hours=hours,
        tickets=TicketRules(urgent_words=("advogado",), high_words=("quebrou",)),
        services={"orders": Service(url="http://127.0.0.1:1")},
        intents=INTENTS,
    )
    return Pack(
        folder=Path(),
        bot=bot.model_copy(update=changes),
        training=TrainingData(examples=()),
        replies={key: _reply(key) for key in (*_OWN, *REQUIRED_REPLIES)},
        forms=FORMS,
        articles=(),
        products=(),
    )


def _reply(key: str) -> Reply:
    return Reply(text=(f"[{key}]",), suggestions=(f"depois de {key}",))


def product(id: str, availability: str = "in_stock", link: str | None = "/p/1") -> Product:
    return Product(
        id=id,
        name=f"Fone {id}",
        brand="Casco",
        category="som",
        category_name="Som",
        price=Decimal("199.90"),
        old_price=None,
        availability=availability,  # type: ignore[arg-type]
        features=("Bluetooth",),
        description="",
        aliases=(),
        popularity=1,
        link=link,
        image=None,
    )
