"""How the customer sounds, by our own word list and the rules of how Brazilians say it."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prosa.language.normalise import without_accents
from prosa.language.understanding import Sentiment
from prosa.language.wordlists.moods import LONGEST_PHRASE, Mood, mood_words

_TOKEN = re.compile(r"[^\W_]+|[?!]")
_NEGATIONS = frozenset("nao nunca jamais nem nenhum nenhuma sem".split())
_BOOSTERS = frozenset(
    "muito muita muitos super mega extremamente totalmente completamente bastante bem tao demais".split()
)
_TURNS = frozenset("mas porem contudo entretanto".split())
_REACH_OF_NEGATION = 3

_WANTS = re.compile(
    r"\b(?:quero|queria|preciso|procuro|procurando|gostaria|busco|tem|teria|vende|vendem|qual|quais|algum|alguma)\b"
)
_FAILURE = re.compile(
    r"\bnao\s+(?:me\s+)?(?:chegou|chega|recebi|recebemos|veio|vieram|funciona\w*|ligou|liga|presta|resolve\w*|respond\w+|atend\w+"
    r"|entreg\w+|cumpri\w+|vale|e\s+(?:igual|original|o\s+que))\b"
    r"|\bate\s+(?:hoje|agora)\s+(?:nada|nao)\b|\bate\s+agora\s+nada\b|\bnada\s+(?:ainda|foi\s+feito|resolv\w+)\b"
    r"|\b(?:esperando|aguardando)\s+(?:ha|faz)\b|\b\d+\s+(?:dias|semanas|meses)\s+(?:esperando|aguardando|de\s+atraso|e\s+nada)\b"
    r"|\b(?:semanas|meses)\s+(?:esperando|aguardando)\b|\bpela\s+(?:segunda|terceira|quarta|quinta|decima|\d+a?)\s+vez\b"
    r"|\bde\s+novo\s+(?:o\s+mesmo|isso|com)\b|\bate\s+quando\b"
)
_WAITING = re.compile(
    r"\b(?:esperando|aguardando|atras\w+|demor\w+|ainda\s+nao|nunca|nada|quebr\w+|errad\w+|sem\s+(?:resposta|retorno|solucao)|outra\s+vez"
    r"|de\s+novo|novamente|terceira\s+vez|segunda\s+vez|ninguem|(?:dois|tres|quatro|cinco|dez|vinte|\d+)\s+(?:dias|semanas|meses)"
    r"|nao\s+(?:chegou|funciona|liga|veio|resolve\w*|recebi|respond\w+))\b"
)
_MOCKERY = re.compile(r"\b(?:hein|ein|viu|ne|so\s+que\s+nao|sqn|aham|ata|uhum)\b")
_PRAISE_TO_MOCK = re.compile(
    r"\b(?:parabens|que\s+(?:beleza|maravilha|otimo|lindo|legal|bom|eficiencia|rapidez|servico)|otimo|otima|maravilh\w+|lind[oa]|excelente"
    r"|show|nota\s+(?:dez|10)|muito\s+bom|bonito|eficien\w+|adorei|amei|perfeito|obrigad[oa]\s+por\s+nada)\b"
)
_THANKS_FOR_NOTHING = re.compile(r"\bobrigad[oa]\s+por\s+nada\b")

_FACES: dict[str, float] = {
    **dict.fromkeys("😡🤬😠👿🖕", -2.0),
    **dict.fromkeys("😤👎💩🤮🤢🙄😒", -1.2),
    **dict.fromkeys("😞😢😭😔😩😫😣☹🙁😟😕💔😖😓", -0.8),
    **dict.fromkeys("😍❤🥰😻💖💕💙💚💛🤩🏆⭐🌟", 1.4),
    **dict.fromkeys("😀😃😄😁😊🙂👏🎉💪👍😘🤗☺👌🙌", 0.8),
    **dict.fromkeys("🙏😉", 0.3),
}
_ANGRY_FACES = frozenset("😡🤬😠👿🖕")

_DECISIVE = 0.7
"""A raw score from here on is a sentiment; below it the customer is asking, ordering or greeting."""

_ASKING_OF_TROUBLE = 0.6
"""Trouble weighs less in a request: "veio quebrada, quero trocar" is business, not yet a complaint."""

_SHOUTING_LETTERS = 12
_SHOUTING_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Tone:
    """What `tone` heard: the label, a mood from -1 to 1, and whether it is open anger."""

    sentiment: Sentiment
    mood: float
    anger: bool


def tone(written: str, normalised: str) -> Tone:
    """How a message sounds. `written` is the clean text with its case, `normalised` what models read."""
    plain = without_accents(normalised)
    tokens: list[str] = _TOKEN.findall(plain)
    asks = "?" in tokens or bool(_WANTS.search(plain))
    leanings = _without_emphasis(list(_leanings(tokens, asks)))
    total = sum(leaning.weight for leaning in leanings) - (_ASKING_OF_TROUBLE if asks else 1.0) * len(
        _FAILURE.findall(plain)
    )
    total += sum(max(-2.0, min(2.0, _FACES.get(face, 0.0))) for face in set(written))
    angry = any(leaning.anger for leaning in leanings) or not _ANGRY_FACES.isdisjoint(written)
    if _is_mockery(plain, written, total):
        total = -max(1.2, abs(total))
    loud = _shouts(written)
    if total < 0:
        total *= (1.3 if loud else 1.0) * (1.2 if "!!" in written else 1.0)
        angry = angry or (loud and total <= -_DECISIVE)
    angry = angry and total < 0
    if abs(total) < _DECISIVE:
        sentiment = Sentiment.NEUTRAL
    else:
        sentiment = Sentiment.POSITIVE if total > 0 else Sentiment.NEGATIVE
    return Tone(sentiment, round(math.tanh(total / 2), 3), angry)


def _leanings(tokens: Sequence[str], asks: bool) -> Iterator[Mood]:
    """Each leaning word or phrase with what stands around it taken into account."""
    words = mood_words()
    turn = max((i for i, token in enumerate(tokens) if token in _TURNS), default=-1)
    position = 0
    while position < len(tokens):
        for size in range(min(LONGEST_PHRASE, len(tokens) - position), 0, -1):
            found = (
                words.of(" ".join(tokens[position : position + size]))
                if size > 1
                else words.of(tokens[position])
            )
            if found and (size == 1 or _exactly(tokens[position : position + size])):
                yield _in_place(found, tokens, position, before_turn=position < turn, asks=asks)
                break
        else:
            size = 1
        position += size


def _exactly(phrase: Sequence[str]) -> bool:
    """A phrase must be listed as one; a stem of its first word does not stretch over the rest."""
    words = mood_words()
    joined = " ".join(phrase)
    return joined in words.whole or any(" " in stem and joined.startswith(stem) for stem in words.stems)


def _in_place(found: Mood, tokens: Sequence[str], position: int, *, before_turn: bool, asks: bool) -> Mood:
    weight = found.weight
    window = tokens[max(0, position - _REACH_OF_NEGATION) : position]
    negated = not _NEGATIONS.isdisjoint(window) and tokens[position] not in _NEGATIONS
    if negated:
        weight = -0.9 * weight if weight > 0 else -0.3 * weight
    if (
        not _BOOSTERS.isdisjoint(tokens[max(0, position - 2) : position])
        or "demais" in tokens[position + 1 : position + 2]
    ):
        weight *= 1.4
    if before_turn:
        weight *= 0.5
    if asks and weight > 0:
        weight *= 0.2  # "qual o melhor fone?", "quero um fone bom": wishing is not praising.
    elif asks and weight > -1:
        weight *= _ASKING_OF_TROUBLE
    return Mood(weight, found.anger and not negated, found.swear)


def _without_emphasis(leanings: list[Mood]) -> list[Mood]:
    """Swearing in praise is emphasis: "caralho, que produto bom"."""
    others = [leaning for leaning in leanings if not leaning.swear]
    praise = (
        others
        and all(leaning.weight >= 0 for leaning in others)
        and any(leaning.weight > 1 for leaning in others)
    )
    return others if praise else leanings


def _is_mockery(plain: str, written: str, total: float) -> bool:
    """Praise in the same breath as waiting or failure: "parabéns hein, 20 dias esperando"."""
    if _THANKS_FOR_NOTHING.search(plain):
        return True
    if not _PRAISE_TO_MOCK.search(plain):
        return False
    marks = bool(_MOCKERY.search(plain)) or "🙄" in written or "👏👏" in written
    return bool(_WAITING.search(plain)) and (marks or total < 1.0)


def _shouts(written: str) -> bool:
    letters = [character for character in written if character.isalpha()]
    return len(letters) >= _SHOUTING_LETTERS and sum(map(str.isupper, letters)) >= _SHOUTING_SHARE * len(
        letters
    )
