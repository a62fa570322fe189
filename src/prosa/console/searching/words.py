"""What is searched for, without the words: keyed hashes of their stems, 63 bits each. Pure.

Whoever has the database sees which events share a word and how common it is, and not which word it is.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator

from prosa.conversations.erasing import ERASED
from prosa.conversations.events import EventData, Message, Note, Rating, System
from prosa.knowledge.terms import stems
from prosa.language.entities.reading import digits_of

SEARCH_KEY = "search words"
"""Purpose of the key that hashes stems."""
MOST_WORDS = 400
"""Of one event; what comes after that is not found."""
MOST_ASKED = 12
_BITS = 63

_NUMBER = re.compile(r"\+?\(?\d[\d().\s/-]{5,24}\d")
"""Telephones, documents and the like, whatever stands between their digits."""
_ORDER = 5
"""Digits from which on a number may stand for itself."""
_TAILS = (8, 9, 11)
"""A telephone is looked for with and without its area, its country, its ninth digit."""


class Words:
    """Hashes words."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, texts: Iterable[str]) -> list[int]:
        """What stands for the words of these texts: each once, in no telling order."""
        found: set[str] = set()
        for text in texts:
            found.update(stems(text))
            found.update(_numbers(text))
            if len(found) >= MOST_WORDS:
                break
        return sorted(self._hash(word) for word in list(found)[:MOST_WORDS])

    def asked(self, query: str) -> list[int]:
        """What stands for the words of a query; nothing when it holds no word."""
        return [self._hash(word) for word in asked_words(query)]

    def _hash(self, word: str) -> int:
        digest = hmac.new(self._key, word.encode(errors="replace"), hashlib.sha256).digest()
        return int.from_bytes(digest[:8], "big") >> (64 - _BITS)


def asked_words(query: str) -> tuple[str, ...]:
    """The stems of a query, each once, without filler; a number that is written in parts is one word."""
    numbers = [number.group() for number in _NUMBER.finditer(query) if _is_one(number.group())]
    rest = query
    for number in numbers:
        rest = rest.replace(number, " ")
    return tuple(dict.fromkeys((*map(digits_of, numbers), *stems(rest))))[:MOST_ASKED]


def _is_one(number: str) -> bool:
    """Whether digits with something between them are one number: "98765-4321", and not "10432 10433"."""
    return min(map(len, re.findall(r"\d+", number))) < _ORDER


def texts_of(data: EventData) -> tuple[str, ...]:
    """What of an event may be searched for: what anybody said or wrote, and who the customer is."""
    match data:
        case Message(text=text, order=order):
            if text == ERASED:
                return ()
            return (text,) if order is None else (text, order.number, order.tracking_code or "")
        case Note(text=text):
            return () if text == ERASED else (text,)
        case Rating(comment=comment):
            return (comment,) if comment else ()
        case System(code="identified", detail=profile):
            return tuple(profile.values())
        case _:
            return ()


def _numbers(text: str) -> Iterator[str]:
    """The digits of long numbers that are written with something between them, and their ends."""
    for found in _NUMBER.finditer(text):
        digits = digits_of(found.group())
        yield digits
        for tail in _TAILS:
            if len(digits) > tail:
                yield digits[-tail:]
