"""Portuguese text as full-text search reads it: the same form for what is stored and what is asked."""

import re
from collections.abc import Iterable

from prosa.language.normalise import without_accents

_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}\b)")
_UNIT = re.compile(r"(?<=\d)(?=[a-z])")
_WITHOUT = re.compile(r"\bsem (?=[a-z])")
_WORD = re.compile(r"[a-z0-9]+")
_PLURALS = (
    (re.compile(r"(?:oes|aes|aos)$"), "ao"),
    (re.compile(r"(?<=[aou])is$"), "l"),
    (re.compile(r"eis$"), "el"),
    (re.compile(r"ns$"), "m"),
)
"""Plurals whose rule the stemmer knows by an accent, which is gone here."""

FILLER = frozenset(
    # Articles, prepositions, pronouns, and verbs that carry no subject.
    "a acima ao aos aquela aquele aqui as ate bem boa boas bom cade com como da das de dela dele "
    "depois do dos e ela ele eles em entao era essa esse esta estao estava este estou eu faz fazer "
    "fica foi gente ha isso isto ja la lhe ma mais mas me mesmo meu meus minha minhas moca moco muito "
    "na nao nas nem no nos nossa nosso num numa o oi ola os ou para pela pelo pessoal pois por porque "
    "pra pro qual quais quando que quem quero queria saber se sei sem ser seu seus sim so sobre "
    "somente sou sua suas ta tambem te tem tenho ter teu to toda todo tu tudo um uma umas uns vai vcs "
    "vc voce voces vou favor gostaria preciso posso pode podem consigo consegue dia tarde noite "
    "obrigado obrigada dar dao ai ne viu uai oxe entre essas esses estas estes fala falar ver existe "
    "tipo coisa algum alguma sera seria tao".split()
)
"""Words that say nothing about the subject; folded."""


def fold(text: str) -> str:
    """Lower case, without accents, numbers in one form: "9.000 BTUs", "4L" → "9000 btus", "4 l".

    "sem fio" becomes one word, "semfio": as two, it would match what is with a wire.
    """
    folded = without_accents(text.lower()).replace("-", " ")
    folded = _UNIT.sub(" ", _THOUSANDS.sub("", folded))
    return " ".join(_singular(word) for word in _WORD.findall(_WITHOUT.sub("sem", folded)))


def content_words(text: str, filler: frozenset[str] = FILLER, limit: int = 16) -> tuple[str, ...]:
    """The words of a message that say what it is about, in their order, each once."""
    return tuple(dict.fromkeys(word for word in fold(text).split() if word not in filler))[:limit]


def search_text(texts: Iterable[str]) -> str:
    """What is stored for full-text search."""
    return "\n".join(fold(text) for text in texts if text)


def _singular(word: str) -> str:
    if len(word) > 4:
        for plural, singular in _PLURALS:
            word, changed = plural.subn(singular, word)
            if changed:
                break
    return word
