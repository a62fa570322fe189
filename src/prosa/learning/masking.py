"""Takes what identifies somebody out of a message before it becomes an example. Pure.

The words put in its place are those that `normalise` puts there in live messages, so an example teaches the
same as the message did: numbers, e-mail and web addresses are "número", "email" and "link" to a model anyway.
"""

import re
from collections.abc import Iterable

from prosa.language.personal import EMAIL, STREET, introduced_names, number
from prosa.language.understanding import Entity, EntityKind

LONGEST = 500
"""Characters of an example. A model reads little more of a message."""

_WORDS = {
    EntityKind.CPF: "número",
    EntityKind.CNPJ: "número",
    EntityKind.PHONE: "número",
    EntityKind.CEP: "número",
    EntityKind.ORDER: "número",
    EntityKind.TICKET: "número",
    EntityKind.EMAIL: "email",
}
_HARMLESS = frozenset({EntityKind.MONEY, EntityKind.DATE, EntityKind.TIME, EntityKind.PERCENTAGE})
"""Numbers that say what the message is about, and not who wrote it."""

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBER = number(least=5)
_MARKUP = str.maketrans("[]{}<>|", "       ")
"""What training files would read as marks of their own."""
SOMEBODY = "Fulano"


def masked(text: str, entities: Iterable[Entity] = ()) -> str:
    """The message as an example, on one line and of at most `LONGEST` characters; may be empty.

    `entities` are what was found in exactly this text. Masking it again changes nothing.
    """
    spans = sorted(entities, key=lambda entity: entity.start)
    parts: list[str] = []
    end = 0
    for entity in spans:
        if entity.start < end:
            continue
        if entity.kind in _HARMLESS:
            parts += [_by_form(text[end : entity.start]), entity.text]
        elif entity.kind in _WORDS:
            parts += [_by_form(text[end : entity.start]), f" {_WORDS[EntityKind(entity.kind)]} "]
        else:
            continue
        end = entity.end
    parts.append(_by_form(text[end:]))
    plain = _without_names("".join(parts)).translate(_MARKUP)
    printable = "".join(character if character.isprintable() else " " for character in plain)
    line = re.sub(r"\b(número|email)(?: \1)+\b", r"\1", " ".join(printable.split()))
    return _cut(re.sub(r" (?=[?!.,;:])", "", line).lstrip("-#\"' "))


def says_something(text: str) -> bool:
    """Whether there is anything to learn from in a masked message: a word that is no placeholder."""
    words = re.findall(r"[^\W\d_]{2,}", text.lower())
    return any(word not in ("número", "email", "link", SOMEBODY.lower()) for word in words)


def _by_form(text: str) -> str:
    text = EMAIL.sub(" email ", STREET.sub(" endereço ", text))
    text = _ADDRESS.sub(" link ", text)
    return _NUMBER.sub(" número ", text)


def _without_names(text: str) -> str:
    parts: list[str] = []
    done = 0
    for start, end in introduced_names(text):
        parts += [text[done:start], SOMEBODY]
        done = end
    return "".join((*parts, text[done:]))


def _cut(line: str) -> str:
    """No longer than an example may be, and not in the middle of a word."""
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rpartition(" ")[0] or line[:LONGEST]
