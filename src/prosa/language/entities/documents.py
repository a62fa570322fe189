"""CPF and CNPJ: the numbers of persons and companies, only with right check digits."""

import re
from collections.abc import Iterator

from validate_docbr import CNPJ, CPF

from prosa.language.entities.reading import PLAUSIBLE, UNMISTAKABLE, Candidate, Reading, digits_of, mentions
from prosa.language.understanding import EntityKind

_CPF = re.compile(r"(?<![\d.,-])\d{3}([. ]?)\d{3}\1\d{3}[-. ]?\d{2}(?![\d-])")
_CNPJ = re.compile(r"(?<![\w.,-])[a-z\d]{2}\.?[a-z\d]{3}\.?[a-z\d]{3}/?[a-z\d]{4}-?\d{2}(?![\w-])")
"""Since 2026 a CNPJ may hold letters in all places but the check digits."""

_CPF_LABEL = re.compile(r"\b(?:cpf|documento|doc)\b")
_CNPJ_LABEL = re.compile(r"\bcnpj\b")
_OTHER_LABEL = re.compile(
    r"\b(?:tel|telefone|celular|cel|fone|whats\w*|zap|wpp|ligue|pedido|compra|protocolo)\b"
)

_check_cpf = CPF()
_check_cnpj = CNPJ()


def find_documents(reading: Reading) -> Iterator[Candidate]:
    """Every CPF (value: 11 digits) and CNPJ (value: 14 characters)."""
    for match in mentions(_CPF, reading):
        digits = digits_of(match[0])
        if not _check_cpf.validate(digits):
            continue
        sure = (
            "-" in match[0]
            or reading.awaiting == EntityKind.CPF
            or reading.labelled(match.start(), _CPF_LABEL)
        )
        if sure or not reading.labelled(match.start(), _OTHER_LABEL):
            entity = reading.entity(EntityKind.CPF, digits, *match.span())
            yield Candidate(entity, UNMISTAKABLE if sure else PLAUSIBLE)
    for match in mentions(_CNPJ, reading):
        characters = re.sub(r"[./-]", "", match[0]).upper()
        sure = "/" in match[0] or reading.labelled(match.start(), _CNPJ_LABEL)
        if (sure or characters.isdecimal()) and _check_cnpj.validate(characters):
            entity = reading.entity(EntityKind.CNPJ, characters, *match.span())
            yield Candidate(entity, UNMISTAKABLE if sure else PLAUSIBLE)
