"""What a message says for one slot of a form, and whether that will do. Pure."""

import hmac
import re
from datetime import date, timedelta

from validate_docbr import CNPJ, CPF

from prosa.language.entities.finder import today_in_brazil
from prosa.language.entities.reading import digits_of, fold
from prosa.language.entities.spoken import in_figures
from prosa.language.understanding import Understanding
from prosa.packs.forms import Slot

YES, NO = "sim", "não"
MAX_CHARS = 1000
"""Longest value that a text fills in; the log keeps the whole message."""
DESCRIPTION_CHARS = 12
"""Shortest text that may describe what a photo would show."""

_LINK = re.compile(r"https?://[^\s<>\"']{4,500}", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])-?\d{1,12}(?:[.,]\d{1,6})?(?![\w])")
_YES = re.compile(r"\W*(?:sim|s|claro|isso|pode|com certeza|ok|okay|certo|confirmo|uhum|aham|positivo)\b")
_NO = re.compile(r"\W*(?:nao|n|negativo|nunca|nem|de jeito nenhum)\b")


def volunteered(
    slot: Slot, understanding: Understanding, found: dict[str, str], today: date | None = None
) -> str | None:
    """The value that a message gives for this slot without having been asked for it."""
    if slot.entity is None:
        return None
    values = (entity.value for entity in understanding.entities if entity.kind == slot.entity)
    return next((value for value in values if fits(slot, value, found, today)), None)


def answer(
    slot: Slot, understanding: Understanding, found: dict[str, str], today: date | None = None
) -> str | None:
    """The value that a message gives for this slot, having been asked for it; None when it gives none."""
    if (value := volunteered(slot, understanding, found, today)) is not None:
        return value
    if (value := option(slot, understanding.text)) is not None:
        return value
    if not slot.text and "?" not in understanding.text and (value := option_within(slot, understanding.text)):
        return value
    value = _typed(slot, understanding)
    return value if value is not None and fits(slot, value, found, today) else None


def option(slot: Slot, text: str) -> str | None:
    """The option that this text names, however it is written."""
    said = fold(text).strip(" .!,")
    return next((option for option in slot.options if fold(option).strip(" .!,") == said), None)


def option_within(slot: Slot, text: str) -> str | None:
    """The option that is named somewhere in this text."""
    said = f" {re.sub(r'[^0-9a-z]+', ' ', fold(text))} "
    return next(
        (
            option
            for option in slot.options
            if f" {re.sub(r'[^0-9a-z]+', ' ', fold(option)).strip()} " in said
        ),
        None,
    )


def fits(slot: Slot, value: str, found: dict[str, str], today: date | None = None) -> bool:
    """Whether a value is one that the slot may have."""
    if slot.check is not None and not _CHECKS[slot.check](digits_of(value)):
        return False
    if slot.ends is not None and (known := found.get(slot.ends)) is not None:
        tail = digits_of(known)
        if not tail or not hmac.compare_digest(digits_of(value)[-len(tail) :], tail):
            return False
    if slot.text and slot.pattern and re.fullmatch(slot.pattern, value, re.IGNORECASE) is None:
        return False
    measure = _measure(slot, value, today)
    if measure is None:
        return slot.type not in ("number", "date")
    return (slot.min is None or measure >= slot.min) and (slot.max is None or measure <= slot.max)


def _typed(slot: Slot, understanding: Understanding) -> str | None:
    text = understanding.text.strip()
    match slot.type:
        case "number":
            return _number(text)
        case "date":
            entity = understanding.entity("date")
            return entity.value if entity is not None else None
        case "photo":
            link = _LINK.search(text)
            if link is not None:
                return link[0].rstrip(".,;)")
            return text[:MAX_CHARS] if len(text) >= DESCRIPTION_CHARS and "?" not in text else None
        case "yes_no":
            return _yes_or_no(understanding)
        case None:
            pass
    if slot.text:
        return text[:MAX_CHARS] or None
    if slot.pattern is not None and (part := re.search(slot.pattern, text[:MAX_CHARS], re.IGNORECASE)):
        return part[0].strip() or None
    return None


def _number(text: str) -> str | None:
    match = _NUMBER.search(in_figures(fold(text[:MAX_CHARS])).text)
    return match[0].replace(",", ".") if match is not None else None


def _yes_or_no(understanding: Understanding) -> str | None:
    folded = fold(understanding.text)
    if understanding.intent.name == "deny" or _NO.match(folded):
        return NO
    return YES if understanding.intent.name == "affirm" or _YES.match(folded) else None


def says_yes(understanding: Understanding) -> bool:
    """Whether the message is a yes."""
    return _yes_or_no(understanding) == YES


def says_no(understanding: Understanding) -> bool:
    """Whether the message begins with a no."""
    return _yes_or_no(understanding) == NO


def _measure(slot: Slot, value: str, today: date | None) -> float | None:
    """What `min` and `max` bound: the number, the days from today, the length; None where there is none."""
    if slot.text:
        return len(value)
    try:
        if slot.type == "number":
            return float(value)
        if slot.type == "date":
            return (date.fromisoformat(value) - (today or today_in_brazil())) // timedelta(days=1)
    except ValueError:
        return None
    return None


def _is_boleto(digits: str) -> bool:
    """The 47 digits of a boleto: three fields with a check digit each (modulo 10), and one over all of it."""
    if len(digits) != 47:
        return False
    fields = (digits[:10], digits[10:21], digits[21:32])
    whole = digits[:4] + digits[33:] + digits[4:9] + digits[10:20] + digits[21:31]
    return all(_mod10(field[:-1]) == field[-1] for field in fields) and _mod11(whole) == digits[32]


def _mod10(digits: str) -> str:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits)))
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def _mod11(digits: str) -> str:
    """Weights 2 to 9 from the right, over and over; 0, 10 and 11 become 1."""
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(reversed(digits)))
    check = 11 - total % 11
    return str(check) if check < 10 else "1"


_CHECKS = {"cpf": CPF().validate, "cnpj": CNPJ().validate, "boleto": _is_boleto}
