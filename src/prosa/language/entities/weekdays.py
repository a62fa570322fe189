"""Weekdays: "sexta", "segunda que vem", "última terça"; with or without "-feira". Value: ISO 8601.

"Segunda", "terça", "quarta", "quinta" and "sexta" are also ordinals ("segunda via"): alone they count only
where what stands around leaves nothing to be second. Prepositions do not belong to the span.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from prosa.language.entities import days
from prosa.language.entities.days import Tense
from prosa.language.entities.reading import LIKELY, Candidate, Reading, mentions
from prosa.language.entities.tense import tense_at
from prosa.language.understanding import EntityKind

_NAMES = ("segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo")
_DAY = "(?:" + "|".join(_NAMES) + ")"
_FEIRA = r"[\s-]?feira"
_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?P<lead>na|nesta|nessa|esta|essa|no|neste|nesse|este|esse|ate|desde|pra|para|pro|ao|pela|da|do)\s+(?:a\s+|o\s+)?)?"
    r"(?P<span>(?:(?P<order>proxim[ao]|ultim[ao])\s+)?"
    rf"(?:(?P<day>{_DAY})(?P<feira>{_FEIRA})?|(?P<number>[2-6])[aª](?P<numbered>{_FEIRA}))"
    r"(?P<tail>\s+(?:que\s+vem|passad[ao]|retrasad[ao]|agora|da\s+(?:semana\s+que\s+vem|proxima\s+semana|semana\s+passada)))?)"
    r"(?!\w)"
)
_HABIT = re.compile(
    rf"\b(?:de|entre|das?)\s+{_DAY}(?:{_FEIRA})?\s+(?:a|ate|e)\s+(?:a\s+)?{_DAY}|\b(?:tod[ao]s?(?:\s+[ao]s?)?|cada|aos?|as)\s+{_DAY}s?\b"
)
_ORDINAL = re.compile(
    r"\s+(?:via|vez|vezes|parcela|compra|opcao|tentativa|unidade|mao|pessoa|linha|tela|loja|parte|cor|foto|imagem|entrega|semana"
    r"|quinzena|pagina|etapa|feira\s+de|mensagem|ligacao|reclamacao|geracao|serie|camada|maior|melhor|nota|fatura|chance|peca)\b"
)
_GOES_ON = re.compile(
    r"\s*(?:$|[?!.,;:)]|(?:de\s+(?:manha|tarde|noite)|a|as|no|na|pra|para|pro|pras|e|ou|que|ja|nao|eu|vc|voces?|tem|da|dia|cedo|pela"
    r"|por|mesmo|ainda|chega|mas|se|pq|porque|la|antes|depois|ate|com|quando|posso|pode|em|sem|so|vou|vai|entre|ta|estarei"
    r")(?!\w)|\d{1,2}(?:h|:|\s|$))"
)
_COUNTS = re.compile(r"\b(?:a|o|uma?|minha|sua|outra|como|pela|da)\s$")


def find_weekdays(reading: Reading) -> Iterator[Candidate]:
    """Weekdays as the day that is meant; without "passada" or "que vem" the sentence's tense decides."""
    habits = [match.span() for match in mentions(_HABIT, reading)]
    for match in mentions(_WEEKDAY, reading):
        within = match.start("day") if match["day"] else match.start("number")
        if any(start <= within < end for start, end in habits) or not _is_a_day(reading, match):
            continue
        day = _day(reading, match).isoformat()
        yield Candidate(reading.mention(EntityKind.DATE, day, *match.span("span")), LIKELY)


def _is_a_day(reading: Reading, match: re.Match[str]) -> bool:
    if match["feira"] or match["numbered"] or match["tail"] or match["day"] in ("sabado", "domingo"):
        return True
    text = reading.figures.text
    if _ORDINAL.match(text, match.end()):
        return False
    if match["order"] or (match["lead"] and match["lead"] not in ("da", "do", "pela", "esta", "essa")):
        return True
    if match["lead"] is None and _COUNTS.search(text[: match.start()][-8:]):
        return False
    return _GOES_ON.match(text, match.end()) is not None


def _day(reading: Reading, match: re.Match[str]) -> date:
    number = int(match["number"]) - 2 if match["number"] else _NAMES.index(match["day"])
    direction = f"{match['order'] or ''} {match['tail'] or ''}"
    today = reading.today
    if "semana" in direction:
        week = days.monday(today, -1 if "passad" in direction else 1)
        return week + timedelta(days=number)
    if "passad" in direction or "ultim" in direction:
        return days.weekday(today, number, Tense.PAST)
    if "retrasad" in direction:
        return days.later(days.weekday(today, number, Tense.PAST), -1, "semana") or today
    if "vem" in direction or "proxim" in direction:
        return days.weekday(today, number, Tense.FUTURE, strictly=True)
    if match["lead"] == "desde":
        return days.weekday(today, number, Tense.PAST)
    tense = Tense.FUTURE if "agora" in direction else tense_at(reading.figures.text, *match.span("span"))
    return days.weekday(today, number, tense)
