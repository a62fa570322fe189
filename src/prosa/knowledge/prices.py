"""Reads what a customer wants to spend: "até 200 reais", "entre 1.000 e 2 mil", "acima de R$ 500"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from prosa.language.normalise import without_accents

_AMOUNT = re.compile(
    r"(?P<sign>r\$ ?)?(?<![\d.,])(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,(?P<part>\d{1,2}))?(?![\d.,]*\d)"
    r"(?P<thousand> ?mil\b|k\b)?(?P<currency> ?(?:reais|real|contos?|pilas?|pratas|mangos?)\b)?"
)
_BARE_THOUSAND = re.compile(r"(?<!\d)(?<!\d )\bmil\b(?= (?:reais|contos?|pilas?))")
_UP_TO = re.compile(
    r"\b(?:ate|no maximo|maximo(?: de)?|abaixo d[eo]s?|menos (?:de|que)|inferior a|"
    r"nao pass[ea](?:r|ndo)? d[eo]s?|"
    r"limite(?: de| e)?|orcamento(?: e| de| eh)?|tenho|gastar|dentro de)(?: no maximo| ate)?(?: uns)? $"
)
_FROM = re.compile(
    r"\b(?:acima d[eo]s?|mais (?:de|que)|a partir d[eo]s?|no minimo|minimo(?: de)?|pelo menos|"
    r"superior a)(?: uns)? $"
)
_BETWEEN = re.compile(r"\b(?:entre|de)(?: uns)? $")
_ABOUT = re.compile(r"\b(?:de|por|uns) $")
_AND = re.compile(r" (?:e|a|ate|ou)(?: uns)? ")
_NOTHING_COUNTED = re.compile(r" ?(?:$|[?.,!;)]|(?:e|ou|pra|para|que|com|no|na|em|tem|vcs?|voces?|por)\b)")
"""What may follow a price without a currency: no thing that the number could count."""


@dataclass(frozen=True, slots=True)
class PriceRange:
    """What may be spent, in reais, and the message without the words that said so."""

    at_least: Decimal | None
    at_most: Decimal | None
    rest: str


def read_prices(text: str) -> PriceRange:
    """The first range of prices in the text; `rest` is lower-case and has no accents."""
    plain = _BARE_THOUSAND.sub("1000", " ".join(without_accents(text.lower()).split()))
    amounts = list(_AMOUNT.finditer(plain))
    return _between(plain, amounts) or _one(plain, amounts) or PriceRange(None, None, plain)


def _between(plain: str, amounts: Sequence[re.Match[str]]) -> PriceRange | None:
    for first, second in pairwise(amounts):
        before = _BETWEEN.search(plain[: first.start()])
        if before and _AND.fullmatch(plain[first.end() : second.start()]) and _is_price(plain, second):
            low, high = _value(first), _value(second)
            if second["thousand"] and not first["thousand"] and low * 1000 < high:
                low *= 1000  # "entre 1 e 2 mil": the thousand belongs to both
            rest = f"{plain[: before.start()]} {plain[second.end() :]}"
            return PriceRange(min(low, high), max(low, high), rest)
    return None


def _one(plain: str, amounts: Sequence[re.Match[str]]) -> PriceRange | None:
    for amount in amounts:
        head = plain[: amount.start()]
        up_to, at_least = _UP_TO.search(head), _FROM.search(head)
        marked = bool(amount["sign"] or amount["currency"])
        if not (marked or ((up_to or at_least) and _is_price(plain, amount))):
            continue
        before = up_to or at_least or _ABOUT.search(head)
        rest = f"{plain[: before.start() if before else amount.start()]} {plain[amount.end() :]}"
        # "um fone de 200 reais" means about that much, so nothing dearer.
        return PriceRange(_value(amount), None, rest) if at_least else PriceRange(None, _value(amount), rest)
    return None


def _is_price(plain: str, amount: re.Match[str]) -> bool:
    return bool(amount["sign"] or amount["currency"] or _NOTHING_COUNTED.match(plain, amount.end()))


def _value(amount: re.Match[str]) -> Decimal:
    value = Decimal(f"{amount['whole'].replace('.', '')}.{amount['part'] or '00'}")
    return value * 1000 if amount["thousand"] else value
