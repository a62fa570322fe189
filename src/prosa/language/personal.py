"""Where a text tells by its form who somebody is: addresses, long numbers, names that are introduced. Pure.

What has a kind and check digits of its own (CPF, telephone, CEP) is the business of `entities`. Who masks
decides what to put in its place.
"""

import re
from collections.abc import Iterator

EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{0,255}[^\s@.,;:!?)]")
STREET = re.compile(
    r"\b(?:rua|r\.|avenida|av\.?|alameda|al\.|travessa|praça|praca|rodovia|estrada|largo|quadra|condomínio)\s+"
    r"[^\n,;]{2,60},?\s*(?:n[º°o.]*\s*)?\d{1,6}(?:[^\n.?!;]{0,60}?\b(?:apto?|apartamento|bloco|casa|bairro|cep)\b[^\n.?!;]{0,40})?",
    re.IGNORECASE,
)
"""A street with a house number, and what may follow it of flat and quarter."""

_INTRODUCED = re.compile(
    r"(?:\b(?:meu nome(?: completo)? (?:é|e|eh)|me chamo|(?:aqui|quem fala) (?:é|e|eh) (?:o|a)|"
    r"(?:att|atenciosamente|ass)\b[.,:]?)\s+)(?P<name>[^\W\d_]+)",
    re.IGNORECASE,
)
_I_AM = re.compile(r"\b[Ss]ou [oa] (?P<name>[A-ZÀ-Ý][^\W\d_]+)")
_FURTHER = re.compile(r"(?:\s+(?:d[aeo]s?\s+)?[A-ZÀ-Ý][^\W\d_]*)+")
"""The rest of a name: in capitals, as it is written."""


def number(least: int) -> re.Pattern[str]:
    """Numbers of so many digits or more, however they are grouped: documents, cards, telephones, orders."""
    return re.compile(rf"[+(#]{{0,2}}\d(?:[ .\-/()]{{0,2}}\d){{{least - 1},40}}")


def introduced_names(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand that somebody gives as their own ("me chamo Ana de Souza"), in order, apart."""
    found = sorted(m.span("name") for each in (_INTRODUCED, _I_AM) for m in each.finditer(text))
    done = 0
    for start, end in found:
        if start < done:
            continue
        further = _FURTHER.match(text, end)
        done = further.end() if further else end
        yield start, done
