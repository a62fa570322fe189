"""CPF and CNPJ: the numbers of persons and companies. With wrong check digits a number is neither."""

import re
from collections.abc import Iterator

from validate_docbr import CNPJ, CPF

from prosa.language.entities.labels import label_beside, says
from prosa.language.entities.reading import PLAUSIBLE, UNMISTAKABLE, Candidate, Reading, digits_of, mentions
from prosa.language.understanding import EntityKind

_CPF = re.compile(r"(?<![\d.,-])(?<!\d )\d{3}([. ]?)\d{3}\1\d{3}[-. /]?\d{2}(?![\d-])")
_CNPJ = re.compile(
    r"(?<![\w.,-])[a-z\d]{2}[. ]?[a-z\d]{3}[. ]?[a-z\d]{3}(?:/|\s)?[a-z\d]{4}(?:-|\s)?\d{2}(?![\w-])"
)
"""Since 2026 a CNPJ may hold letters in all places but the check digits."""

_check_cpf = CPF()
_check_cnpj = CNPJ()


def find_documents(reading: Reading) -> Iterator[Candidate]:
    """Every CPF (value: 11 digits) and CNPJ (value: 14 characters)."""
    for match in mentions(_CPF, reading):
        digits = digits_of(match[0])
        if not is_cpf(digits):
            continue
        sure = not match[0].isdecimal() or says(reading, *match.span(), EntityKind.CPF)
        if sure or label_beside(reading, *match.span()) is None:
            entity = reading.mention(EntityKind.CPF, digits, *match.span())
            yield Candidate(entity, UNMISTAKABLE if sure else PLAUSIBLE)
    for match in mentions(_CNPJ, reading):
        characters = re.sub(r"[./\s-]", "", match[0]).upper()
        sure = "/" in match[0] or says(reading, *match.span(), EntityKind.CNPJ)
        if (sure or match[0].isdecimal()) and is_cnpj(characters):
            entity = reading.mention(EntityKind.CNPJ, characters, *match.span())
            yield Candidate(entity, UNMISTAKABLE if sure else PLAUSIBLE)


def is_cpf(digits: str) -> bool:
    """Whether eleven digits are a CPF: the last two follow from the others."""
    return _check_cpf.validate(digits)


def is_cnpj(characters: str) -> bool:
    """Whether fourteen digits and upper-case letters are a CNPJ."""
    return _check_cnpj.validate(characters)
