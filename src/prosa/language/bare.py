"""Whether a message is nothing but an answer: "10432", "é o 10432", "meu cpf é 529.982.247-25"."""

import re

from prosa.language.normalise import without_accents
from prosa.language.understanding import Entity

_WORD = re.compile(r"[^\W_]+")
_AROUND = frozenset(
    "o a e eh esse essa este esta isso meu minha do da de no na num numero n nr pedido compra sim ta aqui "
    "segue seria acho que ok certo claro pra por favor pfv cpf cnpj email cep telefone celular com obrigado "
    "obrigada oi entao opa".split()
)
"""Words that go with an answer and say nothing of their own."""


def is_bare(text: str, entity: Entity) -> bool:
    """Whether the message says nothing besides this entity of it."""
    rest = f"{text[: entity.start]} {text[entity.end :]}"
    return "?" not in rest and all(word in _AROUND for word in _WORD.findall(without_accents(rest.lower())))
