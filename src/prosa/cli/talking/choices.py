"""The numbers in front of buttons: typing one is pressing it. Pure."""

from dataclasses import dataclass

from prosa.channels.web.protocol import ResponseBody
from prosa.conversations.parts import ProductCard


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: it says something, or calls a person when `says` is None."""

    label: str
    says: str | None


def choices_of(body: ResponseBody) -> tuple[Choice, ...]:
    """The buttons of an answer by number: one for each product, then actions, then suggestions."""
    products = (Choice(product.name, _asks_for(product)) for product in body.products)
    actions = (
        Choice(action.label, action.value if action.kind == "say" else None)
        for action in body.actions
        if action.kind != "open"
    )
    return (*products, *actions, *(Choice(text, text) for text in body.suggestions))


def _asks_for(product: ProductCard) -> str:
    return next((action.value for action in product.actions if action.kind == "say"), product.name)


def chosen(line: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The button whose number this line is."""
    number = line.strip()
    if not (number.isdecimal() and len(number) <= 2 and 1 <= int(number) <= len(choices)):
        return None
    return choices[int(number) - 1]
