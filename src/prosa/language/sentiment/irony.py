"""Praise that means its opposite: "parabéns hein, 20 dias esperando"."""

import re

_TROUBLE = re.compile(
    r"\b(?:esper(?:ando|ei|o|ar)|aguard(?:ando|ei)|atras\w+|demor\w+|ainda\s+nao|nunca|nada|quebr\w+|errad\w+|errou|erraram"
    r"|sem\s+(?:resposta|retorno|solucao|avisar)|outra\s+vez|de\s+novo|novamente|(?:terceira|segunda)\s+vez|ninguem"
    r"|(?:um|uma|dois|duas|tres|quatro|cinco|dez|vinte|\d+)\s+(?:dias?|semanas?|mes(?:es)?|horas?)|perder\w+|sum\w+"
    r"|estrag\w+|cobrar\w+|cobranca|ignor\w+|enrol\w+|cancelar(?:am)|caiu|vencid[oa]|amassad[oa]|fila|espera"
    r"|nem|nao\s+(?:chegou|funciona|liga|veio|resolve\w*|recebi|respond\w+|entreg\w+|tem|cumpr\w+))\b"
)
_MARKS = re.compile(r"\b(?:hein|ein|viu|ne|so\s+que\s+nao|sqn|aham|ata|uhum|ah\s+claro|ta\s+de|estao\s+de)\b")
_PRAISE = re.compile(
    r"\b(?:parabens|que\s+(?:beleza|maravilha|otimo|lindo|legal|bom|eficiencia|rapidez|agilidade|servico|delicia|alegria)"
    r"|otim[oa]|maravilh\w+|lind[oa]|excelente|show|nota\s+(?:dez|10|mil)|muito\s+bom|bonito|eficien\w+|ador\w+|am[eo]i?"
    r"|perfeit[oa]|bacana|obrigad[oa]\s+por|rapid\w+|super\s+recomendo)\b"
)
_PLAIN = re.compile(
    r"\b(?:obrigad[oa]|valeu)\s+por\s+(?:nada|estragar|acabar|me\s+ignorar|perder|me\s+deixar|me\s+fazer)\b"
    r"|\b(?:so\s+que\s+nao|sqn)\b"
    r"|\b(?:parabens|palmas|nota\s+(?:dez|mil|10)|premio)\s+(?:pel[oa]s?|pra|para|de)\s+(?:\w+\s+)?(?:descaso|enrola\w+|incompet\w+"
    r"|falta|demora|atraso|desorganiza\w+|bagunca|pior)\b"
    r"|\bshow\s+de\s+(?:horror\w*|incompet\w+|desrespeito|mentiras?|erros?)\b"
)
"""Turns of phrase that are never meant as they read, whatever stands around them."""

_CLAPPING = 2
_NOT_CONVINCED = 1.0
"""Praise whose words outweigh the trouble by less than this is mocked even without a mark of irony."""


def is_mockery(plain: str, written: str, total: float) -> bool:
    """Whether praise stands in the same breath as trouble. `plain` has no accents, `total` is its score."""
    if _PLAIN.search(plain):
        return True
    if not _PRAISE.search(plain) or not _TROUBLE.search(plain):
        return False
    marks = bool(_MARKS.search(plain)) or "🙄" in written or written.count("👏") >= _CLAPPING
    return marks or total < _NOT_CONVINCED
