"""What the words before a number say that it is: "meu cpf é …", "ligue para …", "nota fiscal …"."""

import re

from prosa.language.entities.reading import Reading, fold
from prosa.language.understanding import EntityKind

OTHER = "other"
"""A number of something that is no entity: of a house, a card, an invoice, a model."""

_REACH = 40
"""Characters before a number in which a word still speaks of it."""

_LABEL = re.compile(
    r"\b(?:(?P<cpf>cpf|documento|doc)"
    r"|(?P<cnpj>cnpj)"
    r"|(?P<phone>tel|telefones?|celular|cel|telemovel|fones?|whats\w*|wats\w*|zap\w*|wpp|contato|recados?"
    r"|lig(?:a|ar|ue|uei|uem|o|aram)|me\s+chama)"
    r"|(?P<cep>cep)"
    r"|(?P<order>ped|pedidos?|encomendas?|compras?|ordem|ord|order|protocolo|rastre\w+)"
    r"|(?P<other>notas?\s+fisca(?:l|is)|nota|nfe?|serie|modelo|agencia|conta|cartao|final|senha|boleto|rg|cnh"
    r"|ramal|lote|cupom|barras|rua|avenida|av|alameda|travessa|rodovia|apto|apartamento|bloco|casa|quadra"
    r"|endereco|codigo\s+de\s+(?:verificacao|seguranca)|versao|ano|referencia|ref|sku))\b"
)

_LABEL_AFTER = re.compile(
    r"[\s,.()-]{1,3}(?:(?:e|eh|esse\s+e|este\s+e|seria)\s+)?(?:o\s+)?(?:(?:meu|nosso)\s+)?(?:numero\s+(?:d[eo]\s+)?)?(?:meu\s+)?"
    r"(?:(?P<cpf>cpf)|(?P<cnpj>cnpj)|(?P<phone>telefone|celular|whats\w*|zap|wpp)|(?P<cep>cep))\b"
)


def is_phone_label(written: str) -> bool:
    """Whether this is a word that announces a telephone number, and nothing more."""
    label = _LABEL.fullmatch(fold(written))
    return label is not None and label.lastgroup == EntityKind.PHONE


def label_before(reading: Reading, start: int) -> str | None:
    """The kind that the nearest such word before `start` names, with no other number between them."""
    before = reading.figures.text[max(0, start - _REACH) : start]
    labels = list(_LABEL.finditer(before))
    if not labels or any(character.isdecimal() for character in before[labels[-1].end() :]):
        return None
    return labels[-1].lastgroup


def label_beside(reading: Reading, start: int, end: int) -> str | None:
    """The kind that the words before a number name, or else those right after it ("… é o meu cep")."""
    before = label_before(reading, start)
    if before is not None:
        return before
    after = _LABEL_AFTER.match(reading.figures.text, end)
    return after.lastgroup if after else None


def says(reading: Reading, start: int, end: int, kind: EntityKind) -> bool:
    """Whether the bot asked for this kind, or the words beside the number name it."""
    return reading.awaiting == kind or label_beside(reading, start, end) == kind
