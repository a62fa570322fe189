"""From what the customer typed to the lower-case, slang-free text that models read."""

import re
import unicodedata

from prosa.language import slang

MODEL_LIMIT = 512
"""Characters of a message that models read: intent is stated early, and cost grows with length."""

_VOWELS = frozenset("aeiouáéíóúâêôãõ")
_WORD = re.compile(r"(?<!['’])\b[^\W_]++(?!['’])")
"""A word that may be slang: not the letters beside an apostrophe, as in "d'água" and "McDonald's"."""

_REPEATED_LETTER = re.compile(r"([^\W\d_])\1{2,}|([aáãiíuú])\2+")
"""Three of any letter, and two of the vowels that Portuguese does not double (but "voo", "leem")."""

_SPACE_BEFORE_MARK = re.compile(r" +(?=[?!.,;:])")
_REPEATED_MARK = re.compile(r"([^\w\s])\1+")
_LAUGH = re.compile(r"\b(?:(?:k|rs|ha|he|hu|ah|ua){2,}h?|k{2,}|rsrs?)\b")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
_LONG_NUMBER = re.compile(r"#?\b\d[\d./-]{3,30}\d\b")
_NUMBER_TWICE = re.compile(r"número(?: número)+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def normalise(text: str) -> str:
    """Lower-case text with slang spelled out, letter runs collapsed and identifiers named instead of quoted.

    Expects text that `clean` has seen. Numbers of five digits and more, e-mail and web addresses become the
    words "número", "email" and "link": what they say matters as entities, and to a model they are noise.
    """
    text = text[:MODEL_LIMIT].lower()
    text = _EMAIL.sub(" email ", text)
    text = _ADDRESS.sub(" link ", text)
    text = _LONG_NUMBER.sub(_name_number, text)
    for pattern, meaning in slang.PHRASES:
        text = pattern.sub(meaning, text)
    text = _LAUGH.sub("haha", text)
    text = _REPEATED_LETTER.sub(_collapse, text)
    text = _REPEATED_MARK.sub(r"\1", text)
    text = _WORD.sub(lambda match: slang.WORDS.get(match[0], match[0]), text)
    text = _NUMBER_TWICE.sub("número", " ".join(text.split()))
    return _SPACE_BEFORE_MARK.sub("", text)[:MODEL_LIMIT]


def without_accents(text: str) -> str:
    """The same letters without their marks: "ação" → "acao"."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _collapse(match: re.Match[str]) -> str:
    """One letter, but two of r and s between vowels, as Portuguese writes them: "carrrro", "isssso"."""
    letter = match[1] or match[2]
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    doubled = letter in "rs" and before in _VOWELS and after in _VOWELS
    return letter * 2 if doubled else letter


def _name_number(match: re.Match[str]) -> str:
    """The word for identifiers; dates, prices and short numbers stay as they are."""
    digits = sum(character.isdigit() for character in match[0])
    if digits < 5 or "/" in match[0][:3] or _THOUSANDS.fullmatch(match[0]):
        return match[0]
    return " número "
