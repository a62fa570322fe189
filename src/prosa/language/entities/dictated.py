"""Numbers told digit by digit: "meu cpf é cinco dois nove, nove oito dois, …", "meia" for a six."""

import re
from collections.abc import Iterator

from prosa.language.entities.contact import e164
from prosa.language.entities.documents import is_cnpj, is_cpf
from prosa.language.entities.labels import label_before
from prosa.language.entities.reading import LIKELY, UNMISTAKABLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_GROUP = r"(?:\d{1,4}|meia|uma?)"
_DICTATED = re.compile(
    rf"(?<![\w/$]){_GROUP}(?:[\s,.-]{{1,3}}(?:(?:ponto|traco|hifen|barra)\s)?{_GROUP}){{3,24}}(?![\w/%])"
)
_WORDS = {"meia": "6", "um": "1", "uma": "1"}
_PART = re.compile(r"\d+|meia|uma?")


def find_dictated(reading: Reading) -> Iterator[Candidate]:
    """CPF, CNPJ, telephone, CEP and order numbers that are told, at least in part, in words."""
    for match in mentions(_DICTATED, reading):
        start, end = reading.figures.written_span(*match.span())
        if not any(character.isalpha() for character in reading.folded[start:end]):
            continue
        digits = "".join(_WORDS.get(part[0], part[0]) for part in _PART.finditer(match[0]))
        named = reading.awaiting or label_before(reading, match.start())
        for kind, value in _meanings(digits, named):
            strength = UNMISTAKABLE if named == kind else LIKELY
            yield Candidate(reading.entity(kind, value, start, end), strength)


def _meanings(digits: str, named: str | None) -> Iterator[tuple[EntityKind, str]]:
    if len(digits) == 11 and named in (None, EntityKind.CPF) and is_cpf(digits):
        yield EntityKind.CPF, digits
    if len(digits) == 14 and named in (None, EntityKind.CNPJ) and is_cnpj(digits):
        yield EntityKind.CNPJ, digits
    if named in (None, EntityKind.PHONE) and len(digits) in (10, 11) and (number := e164(digits)):
        yield EntityKind.PHONE, number
    if named == EntityKind.CEP and len(digits) == 8:
        yield EntityKind.CEP, digits
    if named == EntityKind.ORDER and 4 <= len(digits) <= 14:
        yield EntityKind.ORDER, digits
