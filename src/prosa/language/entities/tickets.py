"""Numbers of tickets: a short number is one only when a word for ticket stands before it."""

import re
from collections.abc import Iterator

from prosa.language.entities.reading import UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_TICKET = re.compile(
    r"(?<!\w)(?:chamados?|tickets?|tiquetes?|tiques?|solicitacao|solicitacoes|ocorrencias?)[^\w#]{1,3}"
    r"(?:(?:de|do|da|com|o|e|eh|numero|num|nro|nr|no|n[º°]?|cod|codigo|meu|protocolo|id"
    r"|aberto|sob|que|tem|tenho|abri|ta|esta)[^\w#]{1,3}){0,4}"
    r"(?P<number>#?\d{1,9})(?![\w/-]|[.,]\d)"
)
_NAMED_AFTER = re.compile(
    r"(?<![\w.,/-])(?P<number>#?\d{1,9})\W{1,3}(?:e|eh)\W(?:o|um)\W(?:numero\W(?:do|de)\W)?(?:meu\W)?"
    r"(?:chamado|ticket)\b"
)
"""The number first: "1042 é o meu chamado"."""
_BARE = re.compile(r"(?<![\w.,/-])(?P<number>#?\d{1,9})(?![\w/-]|[.,]\d)")


def find_tickets(reading: Reading) -> Iterator[Candidate]:
    """Numbers of tickets; value: the digits, without zeros before them. Any number when it was asked for."""
    forms = [_TICKET, _NAMED_AFTER]
    if reading.awaiting == EntityKind.TICKET:
        forms.append(_BARE)
    for form in forms:
        for match in mentions(form, reading):
            value = match["number"].lstrip("#0")
            if value:
                entity = reading.mention(EntityKind.TICKET, value, *match.span("number"))
                yield Candidate(entity, UNMISTAKABLE)
