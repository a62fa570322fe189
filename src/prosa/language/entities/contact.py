"""How to reach the customer: e-mail addresses, telephone numbers and the CEP of an address."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from prosa.language.entities.reading import (
    LIKELY,
    PLAUSIBLE,
    UNMISTAKABLE,
    Candidate,
    Reading,
    digits_of,
    mentions,
)
from prosa.language.understanding import EntityKind

_EMAIL = re.compile(
    r"(?<![\w.+-])[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_+-])?@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])"
)
_PHONE = re.compile(
    r"(?<![\d.,/#-])(?:\+?55[ .-]?)?\(?0?\d{2}\)?[ .-]{0,2}9?[ .-]?\d{4}[ .-]?\d{4}(?![\d/-]|[.,]\d)"
    r"|(?<!\d)0[38]00[ .-]?\d{3}[ .-]?\d{3,4}(?!\d)"
    r"|(?<![\d.,/#-])\+\d[\d .-]{7,16}\d(?!\d)"
)
_PHONE_LABEL = re.compile(
    r"\b(?:tel|telefone|celular|cel|fone|whats\w*|zap|wpp|liga\w*|ligue|contato|numero de contato)\b"
)
_CEP = re.compile(r"(?<![\d.,/-])\d{2}\.?\d{3}-\d{3}(?![\d-])|(?<![\d.,/#-])\d{8}(?![\d-]|[.,]\d)")
_CEP_LABEL = re.compile(r"\bcep\b")


def find_emails(reading: Reading) -> Iterator[Candidate]:
    """E-mail addresses; value: lower-case."""
    for match in mentions(_EMAIL, reading):
        written = reading.text[match.start() : match.end()].lower()
        yield Candidate(reading.entity(EntityKind.EMAIL, written, *match.span()), UNMISTAKABLE)


def find_phones(reading: Reading) -> Iterator[Candidate]:
    """Telephone numbers with area code, Brazilian unless they say otherwise; value: E.164."""
    for match in mentions(_PHONE, reading):
        number = _e164(match[0])
        if number is None:
            continue
        labelled = reading.awaiting == EntityKind.PHONE or reading.labelled(match.start(), _PHONE_LABEL)
        strength = UNMISTAKABLE if labelled else PLAUSIBLE if match[0].isdecimal() else LIKELY
        yield Candidate(reading.entity(EntityKind.PHONE, number, *match.span()), strength)


def find_ceps(reading: Reading) -> Iterator[Candidate]:
    """Postal codes; value: 8 digits. Eight bare digits only count when something says they are one."""
    for match in mentions(_CEP, reading):
        said = reading.awaiting == EntityKind.CEP or reading.labelled(match.start(), _CEP_LABEL)
        if said or "-" in match[0]:
            yield Candidate(reading.entity(EntityKind.CEP, digits_of(match[0]), *match.span()), UNMISTAKABLE)


def _e164(written: str) -> str | None:
    try:
        number = phonenumbers.parse(written, "BR")
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
