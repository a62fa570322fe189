"""How many of something; value: a decimal string.

The span is the number with its unit ("5 unidades", "2 kg"), or the number alone before what is counted
("dois fones"). Days, hours, instalments, attempts and sizes on a label (volts, inches) are no quantities.
A dozen counts twelve, "um par" two; pairs and boxes with a number count as such: "3 pares" is 3.
"""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from prosa.language.entities.goods import find_goods
from prosa.language.entities.money import decimal_of
from prosa.language.entities.percentages import plain
from prosa.language.entities.reading import LIKELY, PLAUSIBLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_START = r"(?<![\w.,/$#+%-])(?<!r\$ )"
_WORDS = {"um": Decimal(1), "uma": Decimal(1), "meio": Decimal("0.5"), "meia": Decimal("0.5")}
_UNIT = (
    r"(?:unidades?|unids?|und|un|caixas?(?!\s+eletronic)|caixinhas?|cx|pares|pacotes?|pacotinhos?|pcts?|pcs?|pecas?|itens|item"
    r"|kgs?|kilos?|quilos?|gramas?|litros?|lts?|ml|metros?|kits?|fardos?|garrafas?|latas?|potes?|sacos?|sacas?"
    r"|saches?|conjuntos?|jogos|frascos?|rolos?|cartelas?|galao|galoes|bandejas?|engradados?|barras|resmas?"
    r"|vidros?|toneladas?|exemplar|exemplares|copias?|centos?|milheiros?|(?P<dozen>duzias?)|(?:(?<=\d\d)|(?<=\d\d\s))g(?:rs?)?)\b"
)
_WITH_UNIT = re.compile(
    rf"{_START}(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}(?:[.,]\d{{1,3}})?|uma?\b|mei[oa]\b)\s?{_UNIT}"
    r"(?P<half>\s+e\s+mei[oa]\b)?"
)
_A_THING = re.compile(r"\s+(?!de\b|so\b|por\s+favor|e\b)[a-z]|\s+de\s+(?:som|entrada|correio|areia|luz)\b")
"""After "uma caixa": then the box is the thing itself."""

_PAIR = re.compile(r"(?<!\w)um\s+par\b(?!\s+de\s+(?:horas?|dias?|semanas?|meses|anos?|vezes)\b)")
_LABELLED = re.compile(
    r"\b(?:quantidades?|qtde?s?|qtdade)(?:\s+(?:de|e|eh|era|seria|total|para|pra|foi|sao))?\s*[:=]?\s*"
    r"(?P<number>\d{1,5})(?![\w/%]|[.,]\d)"
)
_BARE = re.compile(r"(?<![\w.,/$#-])(?P<number>\d{1,5}(?:[.,]\d{1,2})?|uma?)(?![\w/%-]|[.,]\d)")


def find_quantities(reading: Reading, products: Collection[int]) -> Iterator[Candidate]:
    """Quantities; `products` are where in the text names of products begin."""
    for match in mentions(_WITH_UNIT, reading):
        if match["number"] in ("um", "uma") and _A_THING.match(reading.figures.text, match.end()):
            continue
        number = _number(match["number"]) + (Decimal("0.5") if match["half"] else 0)
        yield _candidate(reading, number * (12 if match["dozen"] else 1), match.span(), LIKELY)
    for match in mentions(_PAIR, reading):
        yield _candidate(reading, Decimal(2), match.span(), LIKELY)
    for match in mentions(_LABELLED, reading):
        yield _candidate(reading, Decimal(match["number"]), match.span("number"), LIKELY)
    yield from find_goods(reading, products)
    if reading.awaiting == EntityKind.QUANTITY:
        for match in mentions(_BARE, reading):
            yield _candidate(reading, _number(match["number"]), match.span(), PLAUSIBLE)


def _number(written: str) -> Decimal:
    return _WORDS.get(written) or decimal_of(written)


def _candidate(reading: Reading, number: Decimal, span: tuple[int, int], strength: int) -> Candidate:
    return Candidate(reading.mention(EntityKind.QUANTITY, plain(number), *span), strength)
