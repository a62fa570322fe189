"""Sums of money, in figures or in words; value: a decimal string in reais."""

import re
from collections.abc import Iterator
from decimal import Decimal

from prosa.language.entities.reading import LIKELY, PLAUSIBLE, UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_SUM = r"(?P<sum>um(?=\s+(?:real|milhao)\b)|\d{1,3}(?:\.\d{3}){1,3}(?:,\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?)"
_MIL = r"(?P<mil>\s?(?:mil|k|milh(?:ao|oes))\b(?:\s+e\s+(?P<rest>\d{1,3})(?!\d))?)?"
_CURRENCY = r"(?:reais|real|contos?|pilas?|mangos?|pratas?|paus?)(?!\w)"
_CENTS = (
    r"(?:\s+(?:e|com)\s+(?P<cents>\d{1,2})"
    r"(?:\s+centavos?\b|(?=\s*(?:$|[?!.,;)]|(?:no|na|de|por|mas|pra|a)\b))))?"
)
_START = r"(?<![\w.,/$#-])"
_ENDS = (
    r"(?=\s*(?:$|[?!;)]|[.,](?!\d)|(?:pra|para|pro|no|na|num|numa|nel[ae]s?|ou|por|mas|com|so|e|a|pel[oa]|em"
    r"|ate|da|do|de\s+frete|ja|foi|nao|que|eu|ta|esta|dessa|desse|hoje|ontem|aqui|tem)\b))"
)
"""What may follow a sum that names no currency: never what it could count."""

_WITH_SIGN = re.compile(
    rf"(?<![a-z])(?<!us\s)(?:r\$|\$|rs)\s{{0,2}}{_SUM}{_MIL}(?:\s?reais\b)?{_CENTS}(?![\d/])"
)
_WITH_WORD = re.compile(rf"{_START}{_SUM}{_MIL}\s?(?:(?:de\s)?{_CURRENCY}{_CENTS}|r\$(?!\s?\d))")
_ONLY_CENTS = re.compile(rf"{_START}(?P<cents>\d{{1,2}})\s+centavos?\b")
_WITH_CENTS = re.compile(
    rf"{_START}(?P<sum>\d{{1,3}}(?:\.\d{{3}}){{0,2}}|\d{{1,6}})[,.](?P<cents>\d{{2}})"
    r"(?!\d|[.,/-]\d|\s?(?:%|por\s?cento|kg|quilo|g\b|gramas?|m\b|metro|cm|mm|l\b|litro|ml|pol|v\b|w\b|hrs?\b|h\b|ghz|x\b))"
)
"""Two decimals are a price when nothing else is measured: "19,90"."""

_PRICE_CUE = (
    r"(?:por|custa|custam|custou|custava|cust[ae]r|paguei|pagamos|pago|pagar|cobraram|cobrou|cobrado|gastei|gastar"
    r"|gasto|vale|valeu|sai|saiu|ficou|fica|era|esta|ta|valor(?:\s+(?:de|e|era|foi|total))?"
    r"|preco(?:\s+(?:de|e|era|foi))?|total(?:\s+(?:de|e|deu))?|deu|transferi|depositei"
    r"|(?:frete|desconto|reembolso|estorno|pix|boleto|parcelas?|fatura|cobranca|multa|taxa|cupom|credito|saldo"
    r"|entrada|orcamento)\s+de)"
)
_HEDGE = r"(?:\s+(?:so|apenas|quase|uns|umas|ate|cerca\s+de|mais\s+de|menos\s+de|por|de|em\s+torno\s+de|:))?"
_AFTER_CUE = re.compile(rf"\b{_PRICE_CUE}{_HEDGE}:?\s+{_SUM}{_MIL}{_ENDS}")
_AND_CENTS = re.compile(
    rf"\b{_PRICE_CUE}{_HEDGE}\s+(?P<sum>\d{{1,3}})\s+e\s+(?P<cents>\d{{2}})(?![\w%]){_ENDS}"
)
"""How prices are said: "vinte e nove e noventa"."""

_ALONE_WITH_CENTS = re.compile(
    rf"{_START}(?<!entre )(?<!de )(?P<sum>\d{{1,3}})\s+e\s+(?P<cents>[6-9]\d)(?![\w%]){_ENDS}"
)
"""The same without a word for paying; from sixty on they cannot be minutes."""

_BOUND = re.compile(
    r"\b(?:ate|menos\s+de|abaixo\s+de|acima\s+de|a\s+partir\s+de|mais\s+de|no\s+maximo|maximo(?:\s+de)?|limite\s+(?:de|e)"
    r"|(?:na\s+)?faixa\s+d[eo]s?|em\s+torno\s+de|por\s+volta\s+de)"
    rf"\s+(?:uns\s+)?{_SUM}{_MIL}{_ENDS}"
)
"""A bare number is a price when nothing countable follows: "até 200", not "até 20 dias"."""

_PRICE_END = rf"(?:\s?{_CURRENCY}|\s?mil\b|k\b)"
_BETWEEN = re.compile(
    rf"\bentre\s+{_SUM}{_MIL}"
    rf"(?=\s+e\s+(?:r\$\s?)?(?P<high>\d[\d.,]{{0,12}})(?P<high_end>{_PRICE_END}|\s*(?:$|[?!])))"
)
_FROM_TO = re.compile(
    rf"(?:{_START}|\bde\s+){_SUM}{_MIL}(?=\s+(?:a|ate)\s+(?P<high>\d[\d.,]{{0,12}})(?P<high_end>{_PRICE_END}))"
)
_BETWEEN_END = re.compile(
    rf"\bentre\s+(?:r\$\s?)?[\d.,]{{1,12}}(?:\s?{_CURRENCY})?\s+e\s+{_SUM}{_MIL}(?=\s*(?:$|[?!]))"
)
_THOUSANDS = re.compile(rf"{_START}(?P<sum>\d{{1,3}}(?:[.,]\d)?)(?P<mil>k)\b")
_BARE = re.compile(rf"{_START}{_SUM}{_MIL}(?![\w/%-])")
_RESOLUTION = frozenset("248")
"""Televisions come in 2K, 4K and 8K: such a number needs a word that speaks of money."""

_CEILING = Decimal(10) ** 9


def find_money(reading: Reading) -> Iterator[Candidate]:
    """Sums with a currency ("R$ 1.299,90", "duzentos reais") and bare ones that can only be a price.

    Those are two decimals ("19,90"), a bound ("até 200") and what follows a word for paying ("custou 450").
    """
    for pattern, strength in (
        (_WITH_SIGN, UNMISTAKABLE),
        (_WITH_WORD, UNMISTAKABLE),
        (_ONLY_CENTS, UNMISTAKABLE),
        (_AND_CENTS, UNMISTAKABLE),
        (_AFTER_CUE, LIKELY),
        (_BOUND, LIKELY),
        (_BETWEEN, LIKELY),
        (_FROM_TO, LIKELY),
        (_BETWEEN_END, LIKELY),
        (_WITH_CENTS, LIKELY),
        (_ALONE_WITH_CENTS, PLAUSIBLE),
        (_THOUSANDS, PLAUSIBLE),
    ):
        for match in mentions(pattern, reading):
            if pattern is _THOUSANDS and match["sum"] in _RESOLUTION:
                continue
            amount = _amount(match)
            if amount >= _CEILING:
                continue
            bare = pattern in (_AND_CENTS, _AFTER_CUE, _BOUND, _BETWEEN, _FROM_TO, _BETWEEN_END)
            span = match.start("sum") if bare else match.start(), match.end()
            yield Candidate(reading.mention(EntityKind.MONEY, f"{amount:.2f}", *span), strength)
    if reading.awaiting == EntityKind.MONEY:
        for match in mentions(_BARE, reading):
            entity = reading.mention(EntityKind.MONEY, f"{_amount(match):.2f}", *match.span())
            yield Candidate(entity, LIKELY)


def _amount(match: re.Match[str]) -> Decimal:
    said = match.groupdict()
    amount = decimal_of(said.get("sum") or "0")
    if said.get("mil"):
        thousands = 1000 if "milh" in said["mil"] else 1
        amount = (amount * 1000 + int(said.get("rest") or 0)) * thousands
    elif (said.get("high_end") or "").strip() in ("mil", "k") and amount < decimal_of(
        said["high"].strip(".,")
    ):
        amount *= 1000  # "entre 1 e 2 mil": the thousand belongs to both
    return amount + Decimal(said.get("cents") or 0) / 100


def decimal_of(written: str) -> Decimal:
    """The sums "1.299,90" and "1299.90" are the same; "1.299" is a thousand and more."""
    if written == "um":
        return Decimal(1)
    if "," in written:
        return Decimal(written.replace(".", "").replace(",", "."))
    whole, _, rest = written.rpartition(".")
    return Decimal(written) if whole and len(rest) < 3 else Decimal(written.replace(".", ""))
