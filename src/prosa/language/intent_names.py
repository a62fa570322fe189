"""What intents are called says what they are about: "order_status" is worth an example of its own."""

import re
from collections.abc import Iterable

_LOWER_TO_UPPER = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_SHORTEST = 3


def intent_names(intents: Iterable[str]) -> tuple[list[str], list[str]]:
    """The intents whose names say something, sorted, and for each its name in words.

    The universal encoder knows sixteen languages, so English names help Portuguese messages. A name without
    three letters in a row of words says nothing.
    """
    named = {intent: in_words(intent) for intent in sorted(set(intents))}
    telling = {intent: words for intent, words in named.items() if len(words) >= _SHORTEST}
    return list(telling), list(telling.values())


def in_words(name: str) -> str:
    """A name in words: "orderStatus", "order_status" and "order/status" are all "order status"."""
    return _NOT_LETTERS.sub(" ", _LOWER_TO_UPPER.sub(" ", name)).strip().lower()
