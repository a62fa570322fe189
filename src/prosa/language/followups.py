"""Short follow-ups: "e o prazo?" asks about whatever was spoken of before."""

import re

from prosa.language.entities.reading import fold

MOST_WORDS = 6
"""A longer message says by itself what it is about."""

PREVIOUS_LIMIT = 200
"""Characters of the message before that a follow-up is joined to."""

_WORD = re.compile(r"[^\W_]+")
_LEANS_BACK = re.compile(
    r"\W*(?:e(?! ai\b)|mas|se|ate|so|mesmo|qual|quais|quando|quanto|quantos|quantas|que horas?|onde|quem"
    r"|por ?que|pq)\b"
)
_LINK = re.compile(r"\W*(?:mas\s+)?(?:e\s+)?", re.IGNORECASE)
_SMALL_TALK = frozenset(
    "oi ola oie opa bom boa dia tarde noite tudo bem obrigado obrigada brigado brigada valeu vlw muito muita "
    "sim nao isso mesmo certo certeza claro pode ser okay beleza blz tchau ate logo mais por favor pelo pela "
    "para pra com que uma uns dos das nos nas meu minha seu sua esse essa este esta aqui".split()
)

_OF_SOMETHING = frozenset(
    "prazo prazos tempo demora demorar dia dias hora horas semana semanas mes meses valor valores preco "
    "precos custo custos custa taxa taxas previsao status andamento situacao motivo quando quanto quantos "
    "quantas".split()
)
"""Nouns and questions of a measure: a prazo, a valor, a status is always of something."""
_GRAMMAR = frozenset(
    "e mas o a os as um uma de do da dos das no na nos nas em pra pro para por isso isto disso nisso ele ela "
    "eles elas que qual quais e eh seria sao vai leva fica da ate ainda mais mesmo ai entao nesse nessa esse "
    "essa desse dessa caso eu vcs voces ne hein".split()
)


def leans_back(text: str) -> bool:
    """Whether a message has the shape of a follow-up: a few words that ask, or go on with "e"."""
    return len(text) <= 80 and len(text.split()) <= MOST_WORDS and _seems_to(text)


def is_of_something(text: str) -> bool:
    """Whether a follow-up names nothing but a measure, as "e o prazo?", "quanto tempo demora?" do.

    "Prazo" may well be the pack's word for one matter, such as delivery; said like this it is that of the
    matter spoken of.
    """
    telling = [word for word in _WORD.findall(fold(text)) if word not in _GRAMMAR]
    return bool(telling) and _OF_SOMETHING.issuperset(telling)


def joined(previous: str, text: str) -> str:
    """The follow-up in full: what was said before, and then this, as if both were one message."""
    return f"{previous[:PREVIOUS_LIMIT].rstrip(' .,;!?')} {text[_link_end(text) :]}"


def has_a_topic(text: str) -> bool:
    """Whether a message says what it is about, so that a follow-up can lean on it."""
    telling = {word for word in _WORD.findall(fold(text)) if len(word) > 2 and not word.isdigit()}
    return len(telling - _SMALL_TALK) >= 2


def _seems_to(text: str) -> bool:
    return text.rstrip().endswith("?") or _LEANS_BACK.match(fold(text)) is not None


def _link_end(text: str) -> int:
    match = _LINK.match(text)
    return match.end() if match is not None else 0
