"""European Portuguese in Brazilian words: what one side of the ocean taught is understood on the other."""

import re

from prosa.language.wordlists.reading import lines


def _words() -> dict[str, str]:
    entries = (line.partition(": ") for line in lines("european.txt"))
    return {form: meaning for meaning, _, forms in entries for form in forms.split()}


WORDS: dict[str, str] = _words()
"""What Brazil says instead; keys are lower-case, with and without their accents."""

_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(expression), meaning)
    for expression, meaning in (
        (r"\bportes(?: de envio)?\b", "frete"),
        (r"\bse faz favor\b", "por favor"),
        (r"\bpalavras?[- ]passe\b", "senha"),
        (r"\binici(ar|o|ei|a) (?:a )?sess[ãa]o\b", r"entr\1 na conta"),
        (r"\bcorreio eletr[óo]nico\b", "email"),
        (r"\bn[úu]mero de contribuinte\b", "cpf"),
        (r"\b(?:à|a) cobran[çc]a\b", "na entrega"),
        (r"\bpequeno[- ]almo[çc]o\b", "café da manhã"),
        (r"\bcasas? de banho\b", "banheiro"),
        (r"\bcart(?:a|ão|ao) de condu[çc][ãa]o\b", "carteira de motorista"),
    )
)
_DOING = re.compile(
    r"\b((?:est|and|continu|fic)(?:ou|ás|á|as|a|amos|ão|ao|ava|avam|avas|ive|eve|iveram|o|am|ei)"
    r"|tô|to|tou|tás|tá) a (\w{2,}[aei])r\b"
)
"""What Europe is "a fazer", Brazil is "fazendo"."""

_OBJECT = re.compile(r"\b(\w+?)(á|ê|i|í)-l[oa]s?\b")
_PRONOUN = re.compile(r"\b(\w{2,})-(me|te|lhe|lhes|nos|vos|se|[oa]s?|n[oa]s?)(?![\w-])")
_INFINITIVE = {"á": "ar", "ê": "er", "i": "ir", "í": "ir"}
_PLAIN_PRONOUN = {"vos": "vocês", "lhe": "você", "lhes": "vocês", "te": "você"}
_WORD = re.compile(r"[^\W\d_]+")


def in_brazilian(text: str) -> str:
    """A normalised text with European words, verb forms and placed pronouns as Brazil has them.

    "Estou a tentar trocá-lo, enviem-me a morada" becomes "estou tentando trocar, me enviem a endereço": the
    gender of articles matters to no model. Text that is Brazilian already stays as it is.
    """
    if "-" in text:
        text = _OBJECT.sub(lambda match: match[1] + _INFINITIVE[match[2]], text)
        text = _PRONOUN.sub(_moved, text)
    if " a " in text:
        text = _DOING.sub(r"\1 \2ndo", text)
    for pattern, meaning in _PHRASES:
        text = pattern.sub(meaning, text)
    return _WORD.sub(lambda match: WORDS.get(match[0], match[0]), text)


def _moved(match: re.Match[str]) -> str:
    verb, pronoun = match[1], match[2]
    if pronoun in ("o", "a", "os", "as", "no", "na", "nos", "nas", "se"):
        return verb
    if pronoun == "me":
        return f"me {verb}"
    return f"{verb} {_PLAIN_PRONOUN.get(pronoun, pronoun)}"
