"""Order numbers: a number is one only when the words around it, or the bot's question, say so."""

import re
from collections.abc import Iterator

from prosa.language.entities.labels import label_before
from prosa.language.entities.reading import (
    LIKELY,
    PLAUSIBLE,
    UNMISTAKABLE,
    Candidate,
    Reading,
    digits_of,
    mentions,
)
from prosa.language.understanding import EntityKind

_NUMBER = re.compile(r"(?<![a-z\d_.,/$-])#?(?:[a-z]{1,6}-?)?\d(?:[\da-z.-]{0,18}[\da-z])?(?![\w/-]|[.,]\d)")
_LABEL = re.compile(r"\b(?:ped|pedidos?|encomendas?|compras?|ordem|ord|order|protocolo|rastreio|rastrear)\b")
_BETWEEN = frozenset(
    "o a os as do da de e eh n no nro num numero numeros nr cod codigo meu minha meus que q fiz comprei foi "
    "com esse este essa aqui seu sua sob era pedido compra id ref referente ao sobre cujo possui tem".split()
)
_SAID_NUMBER = re.compile(
    r"(?:#|\bn[º°o.]|\bnr|\bnumero|\bcod(?:igo)?)\W{0,3}(?:e|eh|do pedido|da compra)?\W{0,3}$"
)
_ANOTHER = re.compile(
    r"\b(?:pedidos?|compras?)\W[^?!;]{0,30}?(?P<first>\d{3,14})\W{1,3}(?:(?:e|ou)\s(?:[ao]\s)?)?$"
)
"""A second order after a first: "os pedidos 10455 e 10456"."""

_WHICH = re.compile(
    r"\b(?:cancel\w+|rastrei?\w+|acompanh\w+|cade|kd|status|situacao|andamento|onde\s+esta)\s+(?:d?[oa]\s)?$"
)
_IS = re.compile(r"\b(?:e|eh|numero|n)\W{1,3}$")
_FOLLOWED = re.compile(
    r"\W{0,3}(?:e|eh)?\W{0,3}(?:o|a)?\W{0,3}(?:numero\s+)?(?:d[oa]\s+)?(?:meu|minha)?\W{0,2}(?:pedido|compra)\b"
)
_UNIT = re.compile(
    r"\s*(?:%|x\b|k\b|reais\b|real\b|contos?\b|pilas?\b|paus?\b|mangos?\b|mil\b|por\s?cento|dias?\b|horas?\b|hrs?\b"
    r"|min\w*\b|semana|mes(?:es)?\b|anos?\b|vezes\b|parcela|polegada|pol\b|litro|w\b|watts?\b|v\b|volts?\b|kg\b"
    r"|g\b|gb\b|cm\b|mm\b|m\b|btus?\b|unidade|itens\b|produtos?\b|pecas?\b|caixas?\b|pares\b)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_DIGITS = 4
_MOST_DIGITS = 14


def order_value(written: str) -> str:
    """The digits of an order number; of a code with letters ("BR-2024-10432") all of it, in upper case."""
    code = written.strip("# ").upper()
    return code if any(character.isalpha() for character in code) else digits_of(code)


def find_orders(reading: Reading) -> Iterator[Candidate]:
    """Order numbers and codes; value: as `order_value` has it."""
    for match in mentions(_NUMBER, reading):
        if len(digits_of(match[0])) > _MOST_DIGITS or _UNIT.match(reading.figures.text, match.end()):
            continue
        if strength := _support(reading, match):
            entity = reading.mention(EntityKind.ORDER, order_value(match[0]), *match.span())
            yield Candidate(entity, strength)


def _support(reading: Reading, match: re.Match[str]) -> int:
    """How well the text supports that a number is an order's; 0 when it does not."""
    awaited = reading.awaiting == EntityKind.ORDER
    before = reading.figures.text[max(0, match.start() - 48) : match.start()]
    named = bool(_SAID_NUMBER.search(before)) or match[0].startswith("#")
    beside, between = _label_before(before)
    count = len(digits_of(match[0]))
    if count < (_FEWEST_DIGITS - 1 if named or awaited or (beside and not between) else _FEWEST_DIGITS):
        return 0
    if beside and not named and _names_something_else(match[0], between):
        return 0
    if beside or match[0].startswith("#"):
        return UNMISTAKABLE if named else LIKELY
    label = label_before(reading, match.start())
    if label is not None and label != EntityKind.ORDER:
        return 0
    another = _ANOTHER.search(before)
    if another and abs(len(another["first"]) - count) <= 1:
        return LIKELY
    if awaited or _FOLLOWED.match(reading.figures.text, match.end()):
        return LIKELY
    if label == EntityKind.ORDER and count > _FEWEST_DIGITS and _IS.search(before):
        return LIKELY
    if any(character.isalpha() for character in match[0]):
        return 0
    return PLAUSIBLE if count > _FEWEST_DIGITS and (named or _WHICH.search(before)) else 0


def _names_something_else(written: str, between: list[str]) -> bool:
    """Whether it is a year ("pedido de 2024") or the thing ordered ("pedido do XR4500")."""
    thing = not written.strip("#").replace(".", "").isdecimal() and ("do" in between or "da" in between)
    return thing or ("de" in between and _YEAR.fullmatch(written) is not None)


def _label_before(before: str) -> tuple[bool, list[str]]:
    """Whether a word for order stands before the number with only connecting words between; and these."""
    labels = list(_LABEL.finditer(before))
    if not labels:
        return False, []
    between = re.findall(r"[^\W_]+", before[labels[-1].end() :])
    return len(between) <= 6 and all(word in _BETWEEN for word in between), between
