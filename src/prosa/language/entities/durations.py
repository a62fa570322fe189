"""Whether hours say how long something takes, or when it is: "demora 3h", "chega 15h"."""

import re

from prosa.language.entities.reading import Reading

_REACH = 30

_TAKES = re.compile(
    r"\b(?:em|em\s+ate|ha|faz|por|durante|dentro\s+de|daqui(?:\s+a)?|prazo\s+de|de\s+ate|a\s+cada|mais\s+de"
    r"|menos\s+de|dura\w*|demor\w+|lev(?:a|ou|am)|ultimas|proximas|(?:esper|aguard)\w+(?:\s+(?:ha|por))?|perdi"
    r"|quase|cerca\s+de|total\s+de|apenas|so|tem|prazo|bateria\s+de|atendimento|suporte|funciona\w*"
    r"|aberto)\s+(?:mais\s+de\s+|ate\s+|quase\s+|umas\s+)?$"
)
_HAPPENS = re.compile(
    r"(?:^|\b(?:hoje|amanha|ontem|segunda|terca|quarta|quinta|sexta|feira|sabado|domingo|marc\w+|agend\w+"
    r"|cheg\w+|entreg\w+|pass\w+|sai\w*|abr\w+|fech\w+|comec\w+|lig\w+|vou|venho|venha|vem|dia\s\d+|\d/\d+"
    r"|estarei|estou|reuniao|horario))\W*$"
)


def measures_time(reading: Reading, start: int) -> bool:
    """Whether the words before `start` speak of a length of time."""
    return _TAKES.search(_before(reading, start)) is not None


def places_in_time(reading: Reading, start: int) -> bool:
    """Whether the words before `start` are a day, or a verb for what happens at a time; or there are none."""
    return _HAPPENS.search(_before(reading, start)) is not None


def _before(reading: Reading, start: int) -> str:
    return reading.figures.text[max(0, start - _REACH) : start]
