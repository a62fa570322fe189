"""Order numbers: a number is one only when the words around it, or the bot's question, say so."""

import re
from collections.abc import Iterator

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

_NUMBER = re.compile(r"(?<![\w.,/$-])#?(?:[a-z]{1,3}-?)?\d(?:[\d.-]{0,14}\d)?(?![\w/-]|[.,]\d)")
_LABEL = re.compile(r"\b(?:ped|pedidos?|encomendas?|compras?|ordem|protocolo|rastreio|rastrear|order)\b")
_BETWEEN = frozenset(
    "o a os as do da de e eh n no nro num numero numeros nr cod codigo meu minha meus que q fiz comprei foi "
    "com esse este essa aqui seu sua sob era pedido compra id ref referente ao sobre cujo possui tem".split()
)
_SAID_NUMBER = re.compile(
    r"(?:#|\bn[º°o.]|\bnr|\bnumero|\bcod(?:igo)?)\W{0,3}(?:e|eh|do pedido|da compra)?\W{0,3}$"
)
_ADDRESS = re.compile(
    r"\b(?:rua|avenida|av|alameda|travessa|rodovia|apto|apartamento|bloco|casa|cep|cpf|cnpj|telefone)\b"
)
_FOLLOWED = re.compile(
    r"\W{0,3}(?:e|eh)?\W{0,3}(?:o|a)?\W{0,3}(?:numero\s+d[oa]\s+)?(?:meu|minha)?\W{0,2}(?:pedido|compra)\b"
)
_UNIT = re.compile(
    r"\s*(?:%|x\b|reais\b|real\b|conto|pila|dias?\b|horas?\b|hrs?\b|min\w*\b|semana|mes(?:es)?\b|anos?\b|vezes\b|parcela"
    r"|polegada|pol\b|litro|w\b|watts?\b|v\b|volts?\b|kg\b|g\b|gb\b|cm\b|mm\b|m\b|btus?\b|unidade|itens\b|produtos?\b|pecas?\b)"
)
_FEWEST_DIGITS = 4
_MOST_DIGITS = 14


def find_orders(reading: Reading) -> Iterator[Candidate]:
    """Order numbers; value: their digits."""
    awaited = reading.awaiting == EntityKind.ORDER
    for match in mentions(_NUMBER, reading):
        digits = digits_of(match[0])
        if len(digits) > _MOST_DIGITS or _UNIT.match(reading.folded, match.end()):
            continue
        strength = _support(reading, match, len(digits), awaited)
        if strength:
            yield Candidate(reading.entity(EntityKind.ORDER, digits, *match.span()), strength)


def _support(reading: Reading, match: re.Match[str], count: int, awaited: bool) -> int:
    before = reading.folded[max(0, match.start() - 48) : match.start()]
    named = bool(_SAID_NUMBER.search(before)) or match[0].startswith("#")
    enough = count >= (_FEWEST_DIGITS - 1 if named or awaited else _FEWEST_DIGITS)
    if not enough:
        return 0
    if _label_before(before) or (match[0].startswith("#")):
        return UNMISTAKABLE if named else LIKELY
    if _ADDRESS.search(before):
        return 0
    if _FOLLOWED.match(reading.folded, match.end()) or awaited:
        return LIKELY
    return PLAUSIBLE if named and count > _FEWEST_DIGITS else 0


def _label_before(before: str) -> bool:
    """Whether a word for order stands before the number with nothing but connecting words between."""
    labels = list(_LABEL.finditer(before))
    if not labels:
        return False
    between = re.findall(r"[^\W_]+", before[labels[-1].end() :])
    return len(between) <= 6 and all(word in _BETWEEN for word in between)
