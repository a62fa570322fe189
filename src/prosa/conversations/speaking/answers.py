"""Plain replies, products, and "did you mean"."""

from prosa.conversations.decisions import Clarify, Say, ShowProducts, Warn
from prosa.conversations.events import Message, MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import Action, ProductCard
from prosa.conversations.speaking.voice import actions_of, utter
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.packs.content import Product

CARDS = 4
"""Product cards shown at most."""
ASK_A_PERSON = "Falar com humano"


def say(decision: Say, turn: Turn, parts: Parts) -> Spoken:
    """A reply of the pack."""
    uttered = utter(turn, parts, decision.reply)
    suggestions = decision.suggestions or uttered.suggestions
    message = Message(
        text=uttered.text, suggestions=suggestions, actions=actions_of(uttered), parts=uttered.parts
    )
    return Spoken(message, Outcome.ANSWERED, uttered.id)


def warn(decision: Warn, turn: Turn, parts: Parts) -> Spoken:
    """A request to slow down."""
    uttered = utter(turn, parts, decision.reply)
    return Spoken(Message(text=uttered.text, type=MessageType.WARNING), Outcome.WARNED, uttered.id)


def show_products(decision: ShowProducts, turn: Turn, parts: Parts) -> Spoken:
    """Product cards, or the question which product is meant, with popular ones."""
    hits = decision.hits
    products = hits.products[:CARDS]
    uttered = utter(turn, parts, f"products.{hits.kind}" if products else "products.none", products=products)
    message = Message(
        text=uttered.text,
        type=MessageType.PRODUCTS,
        products=tuple(card(product) for product in products),
        suggestions=decision.suggestions or uttered.suggestions,
    )
    if hits.kind == "popular" or not products:
        return Spoken(message, Outcome.ASKED if products else Outcome.ANSWERED, uttered.id)
    liked = {"category": products[0].category}
    return Spoken(message, Outcome.ANSWERED, uttered.id, preferences=liked)


def clarify(decision: Clarify, turn: Turn, parts: Parts) -> Spoken:
    """The likeliest readings as buttons, and a person as the last one."""
    uttered = utter(turn, parts, "clarify", options=[option.label for option in decision.options])
    buttons = tuple(Action(label=option.label, kind="say", value=option.say) for option in decision.options)
    message = Message(
        text=uttered.text,
        type=MessageType.CLARIFY,
        actions=(*buttons, Action(label=ASK_A_PERSON, kind="escalate", value="escalate")),
    )
    offered = tuple(option.intent for option in decision.options)
    return Spoken(message, Outcome.CLARIFIED, uttered.id, offered=offered)


def card(product: Product) -> ProductCard:
    """The product as shown in chat, with what can be done about it."""
    buttons = [Action(label="Saber mais", kind="say", value=f"Quero saber mais sobre {product.name}")]
    if product.link is not None:
        verb = "Avise-me" if product.availability == "out_of_stock" else "Comprar"
        buttons.insert(0, Action(label=verb, kind="open", value=product.link))
    return ProductCard(
        id=product.id,
        name=product.name,
        brand=product.brand,
        category=product.category_name,
        price=product.price,
        old_price=product.old_price,
        availability=product.availability,
        features=product.features,
        description=product.description,
        link=product.link,
        image=product.image,
        actions=tuple(buttons),
    )
