"""How soon the customer wants it, in their words; value: low, medium, high or urgent."""

import re
from collections.abc import Iterator

from prosa.language.entities.reading import MOST_MENTIONS, UNMISTAKABLE, Candidate, Reading
from prosa.language.understanding import EntityKind

_NO = (
    r"(?:nao|nada|nem|sem)\s+(?:(?:e|eh|tem|ha|tenho|estou|to|tou|precis(?:a|o|am)|com|de|ter|nada|nenhuma"
    r"|muita|tanta)\s+){0,3}"
)
_PRESSING = r"(?:(?:ur[gj]e?nt|ugent)\w{0,8}|ur[gj]encia\w?|emergenci\w{1,3})"
_HURRY = r"(?:pressa|correria)"

# The order decides: "não é urgente" must be read before "urgente".
_URGENCY = re.compile(
    rf"""(?<!\w)(?:
    (?P<low>{_NO}(?:{_PRESSING}|{_HURRY})
      |(?<!tempo\s)(?<!quanto\s)(?<!que\s)podem?\s+demorar|com\s+calma|no\s+seu\s+tempo
      |(?:quando|qdo|qnd)\s+(?:der|puder(?:em)?|tiver(?:em)?\s+(?:um\s+)?tempo|for\s+possivel|sobrar\s+(?:um\s+)?tempo))
    |(?P<high>nao\s+(?:pode|posso|podemos|da\s+pra|da\s+para|consigo)\s+(?:mais\s+)?(?:esperar|demorar)
      |o\s+(?:quanto|qto)\s+antes|quanto\s+antes
      |o?\s?mais\s+(?:rapido|cedo|breve|depressa|rapidamente)\s+(?:que\s+)?(?:possivel|(?:voces?\s+|vcs?\s+|der|puder)\w*)
      |quanto\s+mais\s+(?:rapido|cedo)\s+melhor|(?:assim|logo)\s+que\s+possivel|asap|a\s?s\s?a\s?p|sem\s+falta|sem\s+demora
      |(?:preciso\s+)?(?:(?<!ate\s)hoje\s+ainda|ainda\s+hoje|hoje\s+mesmo)
      |(?:estou|to|tou|tenho|estamos|tamos)\s+(?:com\s+)?(?:muita\s+|um\s+pouco\s+de\s+)?pressa|com\s+(?:muita\s+)?pressa|apressad[oa]
      |(?:alta\s+)?prioridade(?:\s+(?:alta|maxima|total))?|prioritari[oa]|depressa
      |(?:me\s+(?:atend\w+|respond\w+|ajud\w+|lig\w+)|resolv\w+|respond\w+)\s+(?:isso\s+)?(?P<soon>logo|rapido)(?=\s*(?:$|[?!.,;]|por|pfv)))
    |(?P<medium>assim\s+que\s+(?:puder(?:em)?|der|conseguir(?:em)?)|se\s+(?:possivel|puder(?:em)?|der)\s+(?:ainda\s+)?(?:hoje|logo)
      |(?:um\s+pouco|meio|relativamente)\s+{_PRESSING})
    |(?P<urgent>(?:resolv\w+|preciso|quero|atend\w+)\s+(?:isso\s+|disso\s+)?(?P<now>ja|agora)(?=\s*(?:$|[?!.,;]))
      |{_PRESSING}|(?:pra|para|p)\s+ontem|imediatamente|imediat[oa]|de\s+imediato|agora\s+mesmo|agora\s+ja|ja\s+agora
      |pra\s+ja\b|o\s+mais\s+urgente\s+possivel|caso\s+de\s+vida\s+ou\s+morte|vida\s+ou\s+morte|sos)
    )(?!\w)""",
    re.VERBOSE,
)
_LEVELS = ("low", "medium", "high", "urgent")


def find_urgency(reading: Reading) -> Iterator[Candidate]:
    """Words of urgency and of patience, each with the words that soften or deny it ("não é urgente")."""
    for _, match in zip(range(MOST_MENTIONS), _URGENCY.finditer(reading.folded), strict=False):
        level = next(level for level in _LEVELS if match[level] is not None)
        word = "soon" if match["soon"] else "now" if match["now"] else 0
        start = match.end() - len(match[word].lstrip())
        yield Candidate(reading.entity(EntityKind.URGENCY, level, start, match.end()), UNMISTAKABLE)
