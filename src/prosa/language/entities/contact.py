"""How to reach the customer: e-mail addresses, telephone numbers and the CEP of an address."""

import re
from collections.abc import Iterator
from itertools import islice

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from prosa.language.entities.labels import label_beside, says
from prosa.language.entities.reading import (
    LIKELY,
    MOST_MENTIONS,
    PLAUSIBLE,
    UNMISTAKABLE,
    Candidate,
    Reading,
    digits_of,
    mentions,
)
from prosa.language.understanding import EntityKind

_EMAIL = re.compile(
    r"(?<![\w.+-])[a-z0-9_](?:[a-z0-9._%+-]{0,62}[a-z0-9_+-])?@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])"
)
_PHONE = re.compile(
    r"(?<![\d.,/#-])(?:\+?55[ .-]?)?(?:\(0?\d{2}\)|0?\d{2})[ .-]{0,3}9?[ .-]?\d{4}[ .-]?\d{4}"
    r"(?![\d/-]|[.,]\d)"
    r"|(?<!\d)0[358]00[ .-]?\d{3}[ .-]?\d{3,4}(?!\d)"
    r"|(?<![\d.,/#-])\+\d[\d .-]{7,16}\d(?!\d)"
)
_LOCAL_PHONE = re.compile(
    r"(?<![\d.,/#+)-])(?<!\d )(?<!\) )(?:9[ .-]?\d{4}[ .-]?\d{4}|[2-5]\d{3}[ .-]?\d{4})(?![\d/-]|[.,]\d)"
)
"""Without area code: nine digits from 9 on are a mobile, eight from 2 to 5 a landline."""

_CEP = re.compile(r"(?<![\d.,/-])\d{2}\.?\d{3}[- ]\d{3}(?![\d-])|(?<![\d.,/#-])\d{8}(?![\d-]|[.,]\d)")
_DELIVERED_TO = re.compile(r"\b(?:frete|moro|mora|entreg\w+|envi\w+)\s(?:[a-z]+\s){0,2}$")


def find_emails(reading: Reading) -> Iterator[Candidate]:
    """E-mail addresses; value: lower-case."""
    for match in islice(_EMAIL.finditer(reading.folded), MOST_MENTIONS):
        written = reading.text[match.start() : match.end()].lower()
        yield Candidate(reading.entity(EntityKind.EMAIL, written, *match.span()), UNMISTAKABLE)


def find_phones(reading: Reading) -> Iterator[Candidate]:
    """Telephone numbers, Brazilian unless they say otherwise; value: E.164, without area code the digits."""
    for match in mentions(_PHONE, reading):
        label = label_beside(reading, *match.span())
        named = EntityKind.PHONE in (reading.awaiting, label)
        if not named and label is not None and match[0].isdecimal():
            continue
        if number := e164(match[0]):
            strength = UNMISTAKABLE if named else PLAUSIBLE if match[0].isdecimal() else LIKELY
            yield Candidate(reading.mention(EntityKind.PHONE, number, *match.span()), strength)
    for match in mentions(_LOCAL_PHONE, reading):
        label = label_beside(reading, *match.span())
        named = EntityKind.PHONE in (reading.awaiting, label)
        numbered = bool(re.search(r"\bnumero\W+(?:e\W+)?$", reading.figures.text[: match.start()][-16:]))
        mobile = len(digits_of(match[0])) == 9
        if named or (label is None and ("-" in match[0] or (mobile and numbered))):
            entity = reading.mention(EntityKind.PHONE, digits_of(match[0]), *match.span())
            yield Candidate(entity, LIKELY if named else PLAUSIBLE)


def find_ceps(reading: Reading) -> Iterator[Candidate]:
    """Postal codes; value: 8 digits. Eight bare digits only count when something says they are one."""
    for match in mentions(_CEP, reading):
        said = says(reading, *match.span(), EntityKind.CEP)
        if not said and "-" not in match[0]:
            before = reading.figures.text[max(0, match.start() - 30) : match.start()]
            said = match[0].isdecimal() and _DELIVERED_TO.search(before) is not None
        if said or "-" in match[0]:
            yield Candidate(reading.mention(EntityKind.CEP, digits_of(match[0]), *match.span()), UNMISTAKABLE)


def e164(written: str) -> str | None:
    """The number as the world dials it; None when it cannot ring."""
    try:
        number = phonenumbers.parse(written, "BR")
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
