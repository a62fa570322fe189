"""What a message says about its writer's mood by words, marks, pictures and capitals, before it is judged."""

import math
import re
from dataclasses import dataclass

from prosa.language.normalise import without_accents
from prosa.language.sentiment.irony import is_mockery
from prosa.language.sentiment.lexicon import leanings

_TOKEN = re.compile(r"[^\W_]+|[?!]")
_WANTS = re.compile(
    r"\b(?:quero|queria|preciso|procuro|procurando|gostaria|busco|tem|teria|vende|vendem|qual|quais|algum|alguma)\b"
)
_FAILURE = re.compile(
    r"\bnao\s+(?:me\s+)?(?:chegou|chega|recebi|recebemos|veio|vieram|funciona\w*|ligou|liga|presta|resolve\w*|respond\w+|atend\w+"
    r"|entreg\w+|foi\s+entregue|cumpri\w+|vale|serv\w+|e\s+(?:igual|original|o\s+que))\b"
    r"|\bate\s+(?:hoje|agora)\s+(?:nada|nao)\b|\bate\s+agora\s+nada\b|\bnada\s+(?:ainda|foi\s+feito|resolv\w+)\b"
    r"|\b(?:esperando|aguardando)\s+(?:ha|faz)\b|\b\d+\s+(?:dias|semanas|meses)\s+(?:esperando|aguardando|de\s+atraso|e\s+nada)\b"
    r"|\b(?:semanas|meses)\s+(?:esperando|aguardando)\b|\bpela\s+(?:segunda|terceira|quarta|quinta|decima|\d+a?)\s+vez\b"
    r"|\bde\s+novo\s+(?:o\s+mesmo|isso|com)\b|\bate\s+quando\b"
    r"|\b(?:so|apenas|somente)\s+(?:chegou|chegaram|recebi|veio|vieram|entregaram)\b"
    r"|\b(?:chegou|recebi|veio|entregue|entregaram)\s+(?:so|apenas|somente)\b"
)

_FACES: dict[str, float] = {
    **dict.fromkeys("😡🤬😠👿🖕", -2.0),
    **dict.fromkeys("😤👎💩🤮🤢🙄😒", -1.2),
    **dict.fromkeys("😞😢😭😔😩😫😣☹🙁😟😕💔😖😓", -0.8),
    **dict.fromkeys("😍❤🥰😻💖💕💙💚💛🤩🏆⭐🌟", 1.4),
    **dict.fromkeys("😀😃😄😁😊🙂👏🎉💪👍😘🤗☺👌🙌", 0.8),
    **dict.fromkeys("🙏😉", 0.3),
}
_ANGRY_FACES = frozenset("😡🤬😠👿🖕")

_ASKING_OF_TROUBLE = 0.6
"""Trouble weighs less in a request: "veio quebrada, quero trocar" is business, not yet a complaint."""

DECISIVE = 0.7
"""A total from here on is a sentiment; below it the customer is asking, ordering or greeting."""

_MOCKED = 1.2
_SHOUTING_LETTERS = 12
_SHOUTING_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Hearing:
    """The marks of mood in one message. Weights are those of the word list: about -2 to 2 a word.

    `total` sums all of it, turned around where praise is mockery. `anger` holds for insults, threats and
    shouted complaints.
    """

    praise: float
    blame: float
    failures: int
    faces: float
    total: float
    asks: bool
    mocks: bool
    loud: bool
    anger: bool

    @property
    def mood(self) -> float:
        """The total as a mood, -1 to 1."""
        return math.tanh(self.total / 2)


def hear(written: str, normalised: str) -> Hearing:
    """Listens to a message. `written` is the clean text with its case, `normalised` what models read."""
    plain = without_accents(normalised)
    tokens: list[str] = _TOKEN.findall(plain)
    asks = "?" in tokens or bool(_WANTS.search(plain))
    found = leanings(tokens, asks)
    failures = len(_FAILURE.findall(plain))
    faces = sum(_FACES.get(character, 0.0) for character in set(written))
    total = sum(leaning.weight for leaning in found) + faces
    total -= (_ASKING_OF_TROUBLE if asks else 1.0) * failures
    mocks = is_mockery(plain, written, total)
    if mocks:
        total = -max(_MOCKED, abs(total))
    loud = _shouts(written)
    anger = any(leaning.anger for leaning in found) or not _ANGRY_FACES.isdisjoint(written)
    if total < 0:
        total *= (1.3 if loud else 1.0) * (1.2 if "!!" in written else 1.0)
        anger = anger or (loud and total <= -DECISIVE)
    return Hearing(
        praise=sum(leaning.weight for leaning in found if leaning.weight > 0),
        blame=sum(leaning.weight for leaning in found if leaning.weight < 0),
        failures=failures,
        faces=faces,
        total=total,
        asks=asks,
        mocks=mocks,
        loud=loud,
        anger=anger and total < 0,
    )


def _shouts(written: str) -> bool:
    letters = [character for character in written if character.isalpha()]
    return len(letters) >= _SHOUTING_LETTERS and sum(map(str.isupper, letters)) >= _SHOUTING_SHARE * len(
        letters
    )
