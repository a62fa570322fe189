"""Accents that only the words around tell: "o pedido esta atrasado", "qual e o prazo"."""

import re

_AFTER_IS = (
    "com sem em no na nos nas muito bem mal tudo aqui aí ali lá ok certo errado pronto disponível "
    "o a os as um uma meu minha meus minhas seu sua"
)
_IS = re.compile(rf"\besta(?= (?:\w{{2,}}[aei]ndo|\w{{2,}}[ai]do|{_AFTER_IS.replace(' ', '|')})\b)")
"""Nothing that follows here can be the feminine noun that "esta" would point at."""

_ASKED = re.compile(r"\b(?P<before>como|onde|cadê|ele|ela|você|isso) esta(?=\s*(?:[?!.,]|$))")
_BE = re.compile(
    r"\b(?P<before>qual|quanto|onde|como|quando|não) e (?=(?:o|a|os|as|um|uma|meu|minha|possível)\b)"
)
_POSSIBLE = re.compile(r"^e (?=(?:possível|necessário|obrigatório|permitido|proibido|verdade|urgente)\b)")


def with_accents_in_context(text: str) -> str:
    """A corrected lower-case text with "está" and "é" where nothing else can be meant."""
    if "esta" in text:
        text = _ASKED.sub(r"\g<before> está", _IS.sub("está", text))
    if "e " in text:
        text = _POSSIBLE.sub("é ", _BE.sub(r"\g<before> é ", text))
    return text
