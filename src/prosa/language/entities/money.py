"""Sums of money, in digits or in words; value: a decimal string in reais."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, cast

import text_to_num

from prosa.language.entities.reading import LIKELY, UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_SUM = r"\d{1,3}(?:\.\d{3}){1,3}(?:,\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_CURRENCY = r"(?:reais|real|contos?|pilas?|mangos?|pratas?)\b"
_THOUSAND = r"\s?(?:mil|k)\b"
_NUMBER_WORD = (
    r"(?:um|uma|dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|catorze|quatorze|quinze"
    r"|dezesseis|dezessete|dezoito|dezenove|vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa"
    r"|cem|cento|duzent[oa]s|trezent[oa]s|quatrocent[oa]s|quinhent[oa]s|seiscent[oa]s|setecent[oa]s"
    r"|oitocent[oa]s|novecent[oa]s|mil)"
)
_WITH_SIGN = re.compile(rf"r\$\s{{0,2}}(?P<sum>{_SUM})(?P<mil>{_THOUSAND})?(?![\d/])")
_WITH_WORD = re.compile(
    rf"(?<![\d.,/$#])(?P<sum>{_SUM})(?P<mil>{_THOUSAND})?\s?{_CURRENCY}(?:\s+e\s+(?P<cents>\d{{1,2}})\s+centavos\b)?"
)
_SPELLED = re.compile(
    rf"\b(?P<words>{_NUMBER_WORD}(?:\s+(?:e\s+)?{_NUMBER_WORD}){{0,7}})\s+(?:de\s+)?{_CURRENCY}"
)
_BOUND = re.compile(
    r"\b(?:ate|menos de|abaixo de|acima de|a partir de|no maximo|maximo(?: de)?|na faixa d[eo]s?|em torno de"
    rf"|por volta de)\s+(?P<sum>{_SUM})(?P<mil>{_THOUSAND})?"
    r"(?=\s*(?:$|[?!;)]|[.,](?!\d)|(?:pra|para|no|na|ou|por|mas|com|so|e)\b))"
)
"""A bare number is a price when nothing countable follows: "até 200", not "até 20 dias"."""

_RANGE = re.compile(
    rf"\bentre\s+(?P<sum>{_SUM})(?P<mil>{_THOUSAND})?"
    rf"(?=\s+e\s+(?:r\$\s?)?\d[\d.,]{{0,12}}\s?(?:{_CURRENCY}|mil\b|k\b|$|[?!]))"
)
_RANGE_END = re.compile(
    rf"\bentre\s+[\d.,]{{1,12}}(?:\s?{_CURRENCY})?\s+e\s+(?P<sum>{_SUM})(?P<mil>{_THOUSAND})?(?=\s*(?:$|[?!]))"
)

_CEILING = Decimal(10) ** 9


def find_money(reading: Reading) -> Iterator[Candidate]:
    """Sums with a currency ("R$ 1.299,90", "duzentos reais") and bare ones that bound a price ("até 200")."""
    for pattern, strength in (
        (_WITH_SIGN, UNMISTAKABLE),
        (_WITH_WORD, UNMISTAKABLE),
        (_BOUND, LIKELY),
        (_RANGE, LIKELY),
        (_RANGE_END, LIKELY),
    ):
        for match in mentions(pattern, reading):
            amount = _amount(match["sum"]) * (1000 if match["mil"] else 1)
            amount += Decimal(match.groupdict().get("cents") or 0) / 100
            if amount < _CEILING:
                start = match.start() if strength == UNMISTAKABLE else match.start("sum")
                yield Candidate(
                    reading.entity(EntityKind.MONEY, f"{amount:.2f}", start, match.end()), strength
                )
    for match in mentions(_SPELLED, reading):
        try:
            amount = int(cast(Any, text_to_num).text2num(match["words"], "pt"))
        except ValueError:
            continue
        yield Candidate(reading.entity(EntityKind.MONEY, f"{amount:.2f}", *match.span()), UNMISTAKABLE)


def _amount(written: str) -> Decimal:
    """The sums "1.299,90" and "1299.90" are the same; "1.299" is a thousand and more."""
    if "," in written:
        return Decimal(written.replace(".", "").replace(",", "."))
    whole, _, rest = written.rpartition(".")
    return Decimal(written) if whole and len(rest) < 3 else Decimal(written.replace(".", ""))
